"""Whether a "no" of the text is meant for a phrase."""

from functools import cached_property

from surefoot.intake.words.language import is_negation, negation
from surefoot.intake.words.matching import Match
from surefoot.intake.words.text import Text, Unit
from surefoot.model import Frozen

_NO = negation("no")


class Negation(Frozen, slots=False):
    """The negations of a text, and what they govern. Those that are a part of a phrase that was met are `bound`."""

    text: Text
    bound: frozenset[int] = frozenset()

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """The words that say no, as far as they are not swallowed by an expression such as "no doubt"."""
        return tuple(unit for unit in self.text.units if is_negation(unit.key))

    def governing(self, match: Match, clause: range) -> list[Unit]:
        """The negations in a clause that may be meant for a phrase, its own left out."""
        taken = set(match.words)
        others = [unit for unit in self.units if unit.first in clause and unit.first not in taken]
        meant = [unit for unit in others if self._governs(unit, match)]
        nearer = [self._part(unit.first) for unit in meant if unit.first < match.first][-1:]
        # a "no" nearer by takes over from one before the last comma
        return [unit for unit in meant if unit.first > match.first or self._part(unit.first) in nearer]

    def _governs(self, unit: Unit, match: Match) -> bool:
        if unit.first > match.last:
            return not self._content(unit.last + 1, self._part_end(unit.last) + 1)
        if unit.first > match.first:
            return True
        if unit.first in self.bound or self._begins_anew(unit, match) or self._has_its_thing(unit, match):
            return False
        if self._part(unit.first) != self._part(match.first) or not self._content(unit.last + 1, match.first):
            return True
        return "exact" not in self._roles(unit.first)

    def _begins_anew(self, unit: Unit, match: Match) -> bool:
        """After a comma or an "and" somebody or something new is spoken of."""
        apart = self._part(unit.first) != self._part(match.first)
        if apart and is_negation(match.phrase.keys[0]):
            return True
        later = [n for n in range(unit.last + 1, match.last + 1) if self._part(n) != self._part(unit.last)]
        after_joins = [n for n in range(unit.last + 2, match.first + 1) if "joins" in self._roles(n - 1)]
        return any("subjects" in self._roles(n) for n in (*later, *after_joins))

    def _has_its_thing(self, unit: Unit, match: Match) -> bool:
        """After a "no" and its thing somebody goes on without a comma."""
        subjects = [n for n in range(unit.last + 1, match.first + 1) if self._is_somebody(n)]
        return unit.key == _NO and any(self._content(unit.last + 1, n) for n in subjects)

    def _is_somebody(self, place: int) -> bool:
        meaning = self.text.language.meanings.get((self.text.spoken[place],))
        return meaning is not None and meaning.light and "subjects" in self._roles(place)

    def _content(self, start: int, end: int) -> list[Unit]:
        return [unit for unit in self.text.units if start <= unit.first < end]

    def _roles(self, place: int) -> frozenset[str]:
        return self.text.roles.get(place, frozenset())

    def _part(self, place: int) -> tuple[int, int]:
        word = self.text.words[place]
        return word.sentence, word.part

    def _part_end(self, place: int) -> int:
        return max(n for n in range(place, len(self.text.words)) if self._part(n) == self._part(place))
