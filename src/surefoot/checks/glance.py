"""Tells at a glance that the wording of a record is in order: most records need no closer look."""

import re
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from surefoot.checks.wording.readability import Pieces, age
from surefoot.checks.wording.texts import Language, words_read
from surefoot.model import PLACEHOLDER, Record

_FIELD = 20
_MASK = (1 << _FIELD) - 1
"""What a piece counts is put into one number, because numbers are added up quickest; no record has a million words."""
_ONE_MARKED = 1 << 3 * _FIELD
_MARKED = _MASK << 3 * _FIELD
_BEGUN = 1 << 4 * _FIELD
_TOKENS = re.compile(r"\w+").findall


class Glance(NamedTuple):
    """Whether the texts of a record may be hard to read, and whether a marked word may stand in them."""

    hard: bool
    marked: bool


_NOTHING = Glance(False, False)
_UNCLEAR = Glance(True, True)


def glance_by(language: Language) -> Callable[[Record], Glance]:
    """Looks at the texts of a record by this language, the names in other records left out.

    It sees too much rather than too little: a name counts as fewer syllables, and a sentence without words as none.
    """
    marks = (*language.vague, *map(str.lower, language.jargon), PLACEHOLDER.lower())
    phrases = tuple(mark for mark in marks if len(mark.split()) > 1)
    number_of = _numbers_of(language.names, marks).__getitem__
    reader = language.reader

    def glance(record: Record) -> Glance:
        texts = words_read(record)
        if not texts:
            return _NOTHING
        total = sum(map(number_of, f"{'. '.join(texts)}.".split()))
        ends, beats, words = total & _MASK, total >> _FIELD & _MASK, total >> 2 * _FIELD & _MASK
        if not (ends and words):
            return _UNCLEAR
        hard, marked = age(ends, words, beats) > reader, total & _MARKED > 0
        if total >= _BEGUN and not marked:
            marked = any(map("\n".join(texts).lower().__contains__, phrases))
        return Glance(hard, marked) if hard or marked else _NOTHING

    return glance


@lru_cache(maxsize=2)
def _numbers_of(names: Collection[str], marks: tuple[str, ...]) -> "_Numbers":
    return _Numbers(names, marks)


class _Numbers(dict[str, int]):
    """What lies between two spaces, as one number: the sentences that end with it, its syllables, its words,
    whether a mark of one word is in it, and whether a word of a mark of several words is.
    """

    def __init__(self, names: Collection[str], marks: Iterable[str]) -> None:
        self._pieces = Pieces(names)
        parts = [mark.split() for mark in marks]
        self._alone = _Words("".join(words) for words in parts if len(words) <= 1)
        self._begun = _Words(max(words, key=len) for words in parts if len(words) > 1)

    def __missing__(self, piece: str) -> int:
        words, beats, ends = self._pieces[piece]
        number = words << 2 * _FIELD | beats << _FIELD | (ends if words else 0)
        small = piece.lower()
        tokens = _TOKENS(small)
        number |= _ONE_MARKED if self._alone.are_in(small, tokens) else 0
        number |= _BEGUN if self._begun.are_in(small, tokens) else 0
        self[piece] = number
        return number


class _Words:
    """Words in small letters, and their plurals."""

    def __init__(self, words: Iterable[str]) -> None:
        words = set(words)
        self._plain = {word + end for word in words if word.isalnum() for end in ("", "s", "es")}
        self._others = [word for word in words if not word.isalnum()]

    def are_in(self, piece: str, tokens: Iterable[str]) -> bool:
        """Whether one of them may stand in a piece of these tokens as a word of its own."""
        if not self._plain.isdisjoint(tokens):
            return True
        return any(word in piece for word in self._others) if self._others else False
