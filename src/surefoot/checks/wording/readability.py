"""How hard a text is to read: the Flesch-Kincaid grade.

The formula: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability
formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975. A grade is a year of school in
the United States; a child in grade g is about g + 5 years old.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache

YEARS_BEFORE_SCHOOL = 5
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|[0-9][0-9.,]*")
_END = re.compile(r"(?<=[.?!:;])\s+")
_NO_LETTER = re.compile("[^a-z]")
_VOWELS = re.compile("[aeiouy]+")
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
    beats = sum(min(2, syllables(word)) if word.lower() in names else syllables(word) for word in words)
    return age(len(spoken), len(words), beats)


def age(sentences: int, words: int, beats: int) -> float:
    """The years of a reader who understands so many words and syllables in so many sentences."""
    return 0.39 * words / sentences + 11.8 * beats / words - 15.59 + YEARS_BEFORE_SCHOOL


class Ages:
    """The years of readers who understand some texts, for many texts with the same names."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names
        self._pieces = Pieces(names)

    def of(self, texts: Iterable[str]) -> float:
        """What `reader_of` gives for all sentences of the texts; 0 where they have none."""
        texts = [*texts]
        pieces = f"{'. '.join(texts)}.".split()
        words, beats, ends = zip(*map(self._pieces.__getitem__, pieces), strict=True)
        if 0 not in words:
            return age(sum(ends), sum(words), sum(beats))
        spoken = [sentence for text in texts for sentence in sentences(text)]
        return reader_of(spoken, self._names) if spoken else 0


class Pieces(dict[str, tuple[int, int, bool]]):
    """What lies between two spaces: how many words, how many syllables, and whether a sentence ends with it."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def __missing__(self, piece: str) -> tuple[int, int, bool]:
        words = _WORD.findall(piece)
        beats = sum(min(2, syllables(word)) if word.lower() in self._names else syllables(word) for word in words)
        self[piece] = len(words), beats, piece.endswith((".", "?", "!", ":", ";"))
        return self[piece]


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; right for about nine words in ten."""
    small = word.lower()
    letters = small if small.isalpha() and small.isascii() else _NO_LETTER.sub("", small)
    groups = len(_VOWELS.findall(letters))
    groups -= bool(_SILENT.search(letters))
    groups += len(_TWO_VOWELS.findall(letters))
    return max(1, groups)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))
