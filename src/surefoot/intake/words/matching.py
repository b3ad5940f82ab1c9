"""Where a text says a phrase: all of its keys, close together, in one clause."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from surefoot.intake.words.language import is_negation
from surefoot.intake.words.phrases import Phrase, Phrases
from surefoot.intake.words.sequences import Sequences
from surefoot.intake.words.text import Text, Unit
from surefoot.model import Frozen


class Match(NamedTuple):
    """A phrase that was met, and the numbers of the words that it took."""

    phrase: Phrase
    words: tuple[int, ...]

    @property
    def first(self) -> int:
        """The number of the first word."""
        return self.words[0]

    @property
    def last(self) -> int:
        """The number of the last word."""
        return self.words[-1]


class Clauses(Frozen, slots=False):
    """A text parted into clauses: sentences, and within them what stands between words such as "but"."""

    text: Text

    @cached_property
    def number_of(self) -> tuple[int, ...]:
        """The clause of each word."""
        words = self.text.words
        found, clause = [], 0
        for number, word in enumerate(words):
            new_sentence = bool(number) and word.sentence != words[number - 1].sentence
            clause += new_sentence or "breaks" in self.text.roles.get(number, ())
            found.append(clause)
        return tuple(found)

    def of(self, units: Sequence[Unit], whole: bool) -> list[tuple[Unit, ...]]:
        """The units of each clause, or of each whole sentence."""
        found: dict[int, list[Unit]] = {}
        for unit in units:
            number = self.text.words[unit.first].sentence if whole else self.number_of[unit.first]
            found.setdefault(number, []).append(unit)
        return [tuple(clause) for clause in found.values()]


def matches_in(sequences: Sequences, phrases: Phrases) -> Iterator[Match]:
    """Every place where a phrase is met."""
    clauses = Clauses(sequences.text)
    for form, by_rarest in phrases.by_form.items():
        for clause in clauses.of(sequences.of(form), form.literal):
            held = {unit.key for unit in clause}
            for key in sorted(held):
                for phrase in by_rarest.get(key, ()):
                    if held.issuperset(phrase.keys):
                        yield from _met(phrase, clause, sequences.text)


def _met(phrase: Phrase, clause: Sequence[Unit], text: Text) -> Iterator[Match]:
    """The places of one phrase in one clause, none of which shares its first word with another."""
    for start, unit in enumerate(clause):
        if unit.key not in phrase.keys:
            continue
        taken = _window(phrase, clause, start)
        if taken and _close(phrase, clause, taken, text):
            numbers = {n for place in taken for n in range(clause[place].first, clause[place].last + 1)}
            yield Match(phrase, tuple(sorted(numbers)))


def _window(phrase: Phrase, clause: Sequence[Unit], start: int) -> list[int] | None:
    """The units that take the keys of the phrase, the first of them at `start`; in the order of the keys."""
    reach = start + len(phrase.keys) + _GAP
    free = list(range(start, min(len(clause), reach)))
    taken: list[int] = []
    for key in phrase.keys:
        after = taken[-1] if taken else -1
        places = [place for place in free if clause[place].key == key]
        if not places:
            return None
        place = next((place for place in places if place > after), places[0])
        free.remove(place)
        taken.append(place)
    return taken if min(taken) == start else None


_GAP = 2
"""How many units may stand between those of a phrase of three or more; between two, one may."""


def _close(phrase: Phrase, clause: Sequence[Unit], taken: Sequence[int], text: Text) -> bool:
    between = max(taken) - min(taken) + 1 - len(taken)
    ordered = list(taken) == sorted(taken)
    if phrase.form.literal:
        return ordered and between == 0
    allowed = min(len(taken) - 1, _GAP) if ordered else min(max(len(taken) - 2, 0), _GAP)
    if between > allowed or not _negations_bound(phrase, taken):
        return False
    first, last = clause[min(taken)].first, clause[max(taken)].first
    apart = text.words[first].part != text.words[last].part
    joined = any("joins" in text.roles.get(place, ()) for place in range(first, last))
    across = ordered and len(taken) > 2 and phrase.form.sides
    return across or not (apart or joined)


def _negations_bound(phrase: Phrase, taken: Sequence[int]) -> bool:
    """A "not" of the phrase stands right before the word that it stands before there; a last one, after."""
    for number, key in enumerate(phrase.keys):
        if is_negation(key) and len(taken) > 1:
            follows = number + 1 < len(taken)
            neighbor = taken[number + 1] - 1 if follows else taken[number - 1] + 1
            if taken[number] != neighbor:
                return False
    return True
