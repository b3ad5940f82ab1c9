"""Tells at a glance that the wording of a record is in order: most records need no closer look."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from surefoot.checks.texts import Language, words_read
from surefoot.checks.wording.readability import SHORT, Piece, age, piece_of, syllables, words_of
from surefoot.model import PLACEHOLDER, Record
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_FIELD = 20
_MASK = (1 << _FIELD) - 1
"""What a piece counts is put into one number, because numbers are added up quickest; no record has a million words."""
_MARKED = 1 << 3 * _FIELD
_TOKENS = re.compile(r"\w+").findall
_AROUND = '.,?!:;()"'
_PLURALS = ("", "s", "es")

Explained: TypeAlias = tuple[str, ...]
"""The words of which one explains a mark; a mark that nothing explains has none."""


class Hardness(NamedTuple):
    """How hard the texts of a record are: what is counted, and by how many syllables each long word is too long."""

    sentences: int
    words: int
    beats: int
    long: tuple[tuple[str, int], ...]

    def age(self, names: Collection[str]) -> float:
        """The years of a reader who understands the texts and has to learn these names as a whole."""
        if not (self.sentences and self.words):
            return float("inf")
        spared = sum(excess for word, excess in self.long if word in names)
        return age(self.sentences, self.words, self.beats - spared)


class Glance(NamedTuple):
    """How hard the texts of a record may be if they may be too hard, and whether a marked word may stand in them."""

    hard: Hardness | None
    marked: bool


_NOTHING = Glance(None, False)


def glances(records: Iterable[Record], language: Language) -> list[Glance]:
    """Looks at the texts of each record by this language, the names in other records left out.

    It sees too much rather than too little: a name counts as fewer syllables, and a sentence without words as none.
    Marks of several words are looked for in all texts at once: hardly ever is one there.
    """
    pieces = _pieces_by(language.names, language.vague, tuple(language.jargon.items()))
    read = [(record, words_read(record)) for record in records]
    phrases = pieces.phrases_in("\n".join(text for _, texts in read for text in texts).lower())
    number_of, reader = pieces.__getitem__, language.reader

    def glance(record: Record, texts: list[str]) -> Glance:
        if not texts:
            return _NOTHING
        said = f"{'. '.join(texts)}.".split()
        total = sum(map(number_of, said))
        ends, beats, words = total & _MASK, total >> _FIELD & _MASK, total >> 2 * _FIELD & _MASK
        easy = ends and words and age(ends, words, beats) <= reader
        hard = None if easy else pieces.hardness(said, ends, words, beats, words_of([record.title]))
        marked = (total >= _MARKED or bool(phrases)) and pieces.are_marked(said, "\n".join(texts).lower(), phrases)
        return Glance(hard, marked) if hard or marked else _NOTHING

    return [glance(record, texts) for record, texts in read]


def forget_pieces() -> None:
    """Forget the pieces of texts that were looked at, when no more are to come."""
    _pieces_by.cache_clear()
    syllables.cache_clear()


@lru_cache(maxsize=2)
def _pieces_by(names: frozenset[str], vague: Iterable[str], jargon: Iterable[tuple[str, str]]) -> _Pieces:
    marks: dict[str, list[Explained]] = {mark: [()] for mark in (*vague, PLACEHOLDER.lower())}
    for word, plain in jargon:
        marks.setdefault(word.lower(), []).append(tuple(plain.lower().split("|")))
    return _Pieces(names, marks)


class _Pieces(dict[str, int]):
    """What lies between two spaces, as one number: the sentences that end with it, its syllables, its words, and
    whether a mark of one word may stand in it.
    """

    def __init__(self, names: Collection[str], marks: Mapping[str, list[Explained]]) -> None:
        self._names = names
        self._explained = marks
        self._marks: dict[str, set[str]] = {}
        self._long: dict[str, list[tuple[str, int]]] = {}
        self._phrases = [mark for mark in marks if len(mark.split()) > 1]
        alone = marks.keys() - self._phrases
        self._plain: dict[str, list[str]] = {}
        for word in filter(str.isalnum, alone):
            for end in _PLURALS:
                self._plain.setdefault(word + end, []).append(word)
        self._others = [word for word in alone if not word.isalnum()]

    def __missing__(self, piece: str) -> int:
        found = piece_of(piece, self._names)
        beats = sum(found.syllables)
        number = len(found.words) << 2 * _FIELD | beats << _FIELD | (found.ends if found.words else 0)
        if beats > SHORT:
            self._note_long_words(piece, found)
        if marks := self._marks_in(piece.lower()):
            self._marks[piece] = marks
            number |= _MARKED
        self[piece] = number
        return number

    def _marks_in(self, small: str) -> set[str]:
        """The marks of one word that may stand in a piece in small letters as words of their own."""
        core, plain = small.strip(_AROUND), self._plain
        tokens = (core,) if core.isalnum() else _TOKENS(small)
        found = {mark for token in tokens if token in plain for mark in plain[token]}
        found.update(word for word in self._others if word in small)
        return found

    def _note_long_words(self, piece: str, found: Piece) -> None:
        counted = zip(found.words, found.syllables, strict=True)
        long = [(word.lower(), count - SHORT) for word, count in counted if count > SHORT]
        if long:
            self._long[piece] = long

    def hardness(self, pieces: Iterable[str], ends: int, words: int, beats: int, own: Collection[str]) -> Hardness:
        """How hard these pieces are to read, of which so much was counted; the words of `own` are names here."""
        long = [one for piece in pieces if piece in self._long for one in self._long[piece]]
        spared = sum(excess for word, excess in long if word in own)
        return Hardness(ends, words, beats - spared, tuple(one for one in long if one[0] not in own))

    def phrases_in(self, said: str) -> list[str]:
        """The marks of several words that stand in what is said."""
        return [phrase for phrase in self._phrases if phrase in said]

    def are_marked(self, pieces: Iterable[str], said: str, phrases: Iterable[str]) -> bool:
        """Whether a mark of one word, or one of these phrases, may stand in what is said unexplained."""
        marks = {mark for piece in pieces if piece in self._marks for mark in self._marks[piece]}
        used = (choices for mark in (*marks, *phrases) if mark in said for choices in self._explained[mark])
        return not all(any(map(said.__contains__, choices)) for choices in used)
