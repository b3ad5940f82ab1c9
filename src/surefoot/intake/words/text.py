"""A text cut into words, sentences and clauses, each word with the place where it stands."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from surefoot.intake.words.language import Language, expressions_in
from surefoot.model import Frozen

_PIECES = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+(?:[.,][0-9]+)?|[.!?;\n]+|[,:()\u2013\u2014/]|-")
_ENDS = frozenset(".!?;\n")
_PARTS = frozenset(",:()/\u2013\u2014")
_CURLY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00b4": "'", "`": "'", "\u02bc": "'"})


class Word(NamedTuple):
    """One word as it is understood, and where in the text it stands.

    `sentence` and `part` number the sentences, and within a sentence what commas part.
    """

    text: str
    start: int
    end: int
    sentence: int
    part: int
    asked: bool = False


class Unit(NamedTuple):
    """A word or an expression that counts when phrases are compared: its key, and its first and last word."""

    key: str
    first: int
    last: int


class Text(Frozen, slots=False):
    """A text as words, and the language that it is in."""

    raw: str
    words: tuple[Word, ...]
    language: Language

    @cached_property
    def spoken(self) -> tuple[str, ...]:
        """The words alone."""
        return tuple(word.text for word in self.words)

    @cached_property
    def kept(self) -> tuple[tuple[int, ...], ...]:
        """The numbers of the words in each stretch, without those that only make little of what is said."""
        return tuple(tuple(self._without_playing_down(first, end)) for first, end in self.stretches)

    @cached_property
    def roles(self) -> Mapping[int, frozenset[str]]:
        """What the words do to those around them, by the number of the word at which the expression begins."""
        found: dict[int, frozenset[str]] = {}
        for places, roles in self._expressions:
            found[places[0]] = found.get(places[0], frozenset()) | roles
        return found

    def places_of(self, roles: Collection[str]) -> frozenset[int]:
        """All words of the expressions that have one of these roles."""
        return frozenset(chain.from_iterable(places for places, held in self._expressions if held.intersection(roles)))

    @cached_property
    def _expressions(self) -> tuple[tuple[tuple[int, ...], frozenset[str]], ...]:
        """The expressions that have roles: their words, by number."""
        found = []
        for places in (*self.kept, *(tuple(range(*stretch)) for stretch in self.stretches)):
            words = tuple(self.spoken[place] for place in places)
            for at in range(len(places)):
                for end in range(at + 1, min(len(places), at + self.language.longest) + 1):
                    roles = self.language.roles.get(words[at:end])
                    if roles:
                        found.append((places[at:end], roles))
        return tuple(found)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """What counts when phrases are compared, in the order of the text."""
        found = []
        for places in self.kept:
            words = tuple(self.spoken[place] for place in places)
            for start, end in expressions_in(words, self.language.meanings, self.language.longest):
                known = self.language.meanings.get(words[start:end])
                key = key_of(words[start], self.language) if known is None else known.key
                found.append(Unit(key, places[start], places[end - 1]))
        return tuple(unit for unit in found if unit.key)

    def _without_playing_down(self, first: int, end: int) -> Iterator[int]:
        words, language = self.spoken[first:end], self.language
        for start, stop in expressions_in(words, language.meanings, language.longest):
            if words[start:stop] not in language.down:
                yield from range(first + start, first + stop)

    @cached_property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The words between two marks: first, and the one after the last."""
        cuts = [n for n in range(1, len(self.words)) if not self._joined(n - 1, n + 1)]
        return tuple(zip([0, *cuts], [*cuts, len(self.words)], strict=True)) if self.words else ()

    def _joined(self, first: int, end: int) -> bool:
        one, other = self.words[first], self.words[end - 1]
        return (one.sentence, one.part) == (other.sentence, other.part)

    def quote(self, first: int, last: int) -> tuple[int, int]:
        """Where in the raw text a run of words stands."""
        return self.words[first].start, self.words[last].end


def key_of(word: str, language: Language) -> str:
    """What a single word counts as."""
    stem = language.stem(word)
    return language.stems.get(stem, stem)


def read_text(raw: str, language: Language, corrections: Mapping[str, str] | None = None) -> Text:
    """A text as words, in small letters, without short forms, with some words put right."""
    words: list[Word] = []
    sentence = part = 0
    raw = unicodedata.normalize("NFC", raw)
    for piece in _PIECES.finditer(raw.translate(_CURLY)):
        mark = piece[0]
        if mark[0] in _ENDS:
            if "?" in mark:
                words = [w._replace(asked=True) if (w.sentence, w.part) == (sentence, part) else w for w in words]
            sentence, part = sentence + 1, 0
        elif mark in _PARTS:
            part += 1
        elif mark != "-":
            place = (piece.start(), piece.end(), sentence, part)
            words += [Word(word, *place) for word in _in_full(mark.lower(), language, corrections or {})]
    return Text(raw, tuple(words), language)


def _in_full(word: str, language: Language, corrections: Mapping[str, str]) -> Sequence[str]:
    word = corrections.get(word, word)
    return language.contractions.get(word) or [word.removesuffix("'s")]
