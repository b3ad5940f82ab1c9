"""Whether a "no" of the text is meant for a phrase, and whether it denies it beyond doubt."""

from collections.abc import Sequence
from functools import cached_property

from surefoot.intake.words.language import is_negation, negation
from surefoot.intake.words.matching import Match
from surefoot.intake.words.text import Text, Unit
from surefoot.model import Frozen

_HARDLY = negation("hardly")


class Negation(Frozen, slots=False):
    """The negations in a stretch of a text, and what they govern."""

    text: Text

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

    def denies(self, unit: Unit, match: Match, clause: range) -> bool:
        """The negation denies the phrase beyond doubt: nothing in its sentence is left that could limit it."""
        if unit.key == _HARDLY or any(is_negation(key) for key in match.phrase.keys):
            return False
        if unit.first > match.last or self._limited(match, unit):
            return False
        between = self._content(unit.last + 1, match.first)
        if between and not self._listed(unit.last + 1, match):
            return False
        start = unit.first if unit.first < match.first else 0
        return not [left for left in self.left_over(match, (unit,)) if left.first > start]

    def left_over(self, match: Match, allowed: Sequence[Unit] = ()) -> list[Unit]:
        """What else is said between the joins and commas around a phrase."""
        first, last = self._item(match)
        spared = set(match.words) | {n for unit in allowed for n in range(unit.first, unit.last + 1)}
        return [
            unit
            for unit in self.text.units
            if first <= unit.first <= last and unit.first not in spared and "fine" not in self._roles(unit.first)
        ]

    def _governs(self, unit: Unit, match: Match) -> bool:
        if unit.first > match.last:
            return not self._content(unit.last + 1, self._part_end(unit.last) + 1)
        if unit.first > match.first:
            return True
        if self._begins_anew(unit, match):
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

    def _limited(self, match: Match, unit: Unit) -> bool:
        """Something in the sentence says that it holds only now, only there, or not for all."""
        sentence = self.text.words[match.first].sentence
        spared = {*match.words, *range(unit.first, unit.last + 1)}
        return any(
            "for_now" in self._roles(n)
            for n, word in enumerate(self.text.words)
            if word.sentence == sentence and n not in spared
        )

    def _listed(self, start: int, match: Match) -> bool:
        """One of several things that are denied together, the last of them after "or"."""
        words = self.text.words
        sentence = [n for n, word in enumerate(words) if n >= start and word.sentence == words[match.first].sentence]
        before = [n for n in sentence if n < match.first]
        joined = any("lists" in self._roles(n) for n in sentence)
        return joined and not any("subjects" in self._roles(n) for n in before)

    def _item(self, match: Match) -> tuple[int, int]:
        first, last = match.first, match.last
        while first > 0 and self._part(first - 1) == self._part(first) and "joins" not in self._roles(first - 1):
            first -= 1
        end = len(self.text.words) - 1
        while last < end and self._part(last + 1) == self._part(last) and "joins" not in self._roles(last + 1):
            last += 1
        return first, last

    def _content(self, start: int, end: int) -> list[Unit]:
        return [unit for unit in self.text.units if start <= unit.first < end]

    def _roles(self, place: int) -> frozenset[str]:
        return self.text.roles.get(place, frozenset())

    def _part(self, place: int) -> tuple[int, int]:
        word = self.text.words[place]
        return word.sentence, word.part

    def _part_end(self, place: int) -> int:
        return max(n for n in range(place, len(self.text.words)) if self._part(n) == self._part(place))
