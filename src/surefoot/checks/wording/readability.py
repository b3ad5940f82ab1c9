"""How hard a text is to read: the Flesch-Kincaid grade.

The formula: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability
formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975. A grade is a year of school in
the United States; a child in grade g is about g + 5 years old.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from surefoot.named import NamedTuple

YEARS_BEFORE_SCHOOL = 5
SHORT = 2
"""So many syllables a name counts at most: it has to be said, and is learned as a whole."""
_AROUND = '.,?!:;()"'
_ENDS = (".", "?", "!", ":", ";")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|[0-9][0-9.,]*")
_END = re.compile(r"(?<=[.?!:;])\s+")
_NO_LETTER = re.compile("[^a-z]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SOUNDS = str.maketrans({letter: "o" if letter in "aeiouy" else "b" for letter in _LETTERS})
_MAY_BE_SILENT = ("e", "es", "ed")
_SILENT = re.compile("[^aeiouyl]e$|[aeiouy]le$|[^aeiouylscxzgh]es$|[^aeiouytd]ed$")
_TWO_VOWELS = re.compile("(?<![cstgx])i[aou]|(?<![qg])ua|[aeiouy]ing$")


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word. A colon or a semicolon ends one too, as Flesch counted them."""
    return [sentence for sentence in _END.split(text) if _WORD.search(sentence)]


def reader_of(spoken: Collection[str], names: Collection[str]) -> float:
    """The years of a reader who understands these sentences.

    A word of `names` counts two syllables at most: it has to be said, and is learned as a whole.
    """
    words = [word for sentence in spoken for word in _WORD.findall(sentence)]
    return age(len(spoken), len(words), sum(_beats(word, names) for word in words))


def age(sentences: int, words: int, beats: int) -> float:
    """The years of a reader who understands so many words and syllables in so many sentences."""
    return 0.39 * words / sentences + 11.8 * beats / words - 15.59 + YEARS_BEFORE_SCHOOL


class Piece(NamedTuple):
    """What lies between two spaces: its words, how many syllables each counts, and whether a sentence ends with it."""

    words: Sequence[str]
    syllables: Sequence[int]
    ends: bool


def piece_of(text: str, names: Collection[str]) -> Piece:
    """What lies between two spaces; a word of `names` counts two syllables at most."""
    core = text.strip(_AROUND)
    words = [core] if core.isascii() and core.isalpha() else _WORD.findall(text)
    return Piece(words, [_beats(word, names) for word in words], text.endswith(_ENDS))


def _beats(word: str, names: Collection[str]) -> int:
    count = syllables(word)
    return SHORT if count > SHORT and word.lower() in names else count


class Ages:
    """The years of readers who understand some texts, for many texts with the same names."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._pieces = _Counts(names)

    def of(self, texts: Iterable[str]) -> float:
        """What `reader_of` gives for all sentences of the texts; 0 where they have none."""
        texts = [*texts]
        pieces = f"{'. '.join(texts)}.".split()
        words, beats, ends = zip(*map(self._pieces.__getitem__, pieces), strict=True)
        if 0 not in words:
            return age(sum(ends), sum(words), sum(beats))
        spoken = [sentence for text in texts for sentence in sentences(text)]
        return reader_of(spoken, self._names) if spoken else 0


class _Counts(dict[str, tuple[int, int, bool]]):
    """What lies between two spaces: how many words, how many syllables, and whether a sentence ends with it."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def __missing__(self, piece: str) -> tuple[int, int, bool]:
        found = piece_of(piece, self._names)
        self[piece] = len(found.words), sum(found.syllables), found.ends
        return self[piece]


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; right for about nine words in ten."""
    small = word.lower()
    letters = small if small.isalpha() and small.isascii() else _NO_LETTER.sub("", small)
    sounds = letters.translate(_SOUNDS)
    groups = sounds.count("bo") + sounds.startswith("o")
    if letters.endswith(_MAY_BE_SILENT):
        groups -= bool(_SILENT.search(letters))
    if "i" in letters or "ua" in letters:
        groups += len(_TWO_VOWELS.findall(letters))
    return max(1, groups)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in small letters."""
    return frozenset(map(str.lower, set(_WORD.findall("\n".join(texts)))))
