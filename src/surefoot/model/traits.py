"""The traits of conditions: by them it is told at a glance that one condition cannot follow from another.

A trait is the least that a comparison says: a finding with its value, that its value is one of several, that its
number is bounded. A denial has no trait. Whenever `Entailment` says that a condition follows from another, the example
of the other holds all traits of one of the ways to meet the condition, and so it is for each part that must hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surefoot.model.conditions import All, Answered, AnyOf, Bound, Condition, Has, In, Is, PatternHolds, Unsure
from surefoot.model.records import Pattern
from surefoot.named import NamedTuple

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

Trait: TypeAlias = "tuple[object, ...]"
_NONE: frozenset[Trait] = frozenset()


class Told(NamedTuple):
    """What the form of a condition tells: the traits that are certain, the sets of traits of which one is certain,
    and the traits of an example, in which the first part of every choice holds.
    """

    certain: frozenset[Trait]
    ways: tuple[frozenset[Trait], ...]
    example: frozenset[Trait]

    @classmethod
    def by_all(cls, parts: Iterable[Told]) -> Told:
        """What several conditions tell that all hold; of their choices, the one that tells most."""
        parts = [*parts]
        certain = _NONE.union(*(part.certain for part in parts))
        choice = max((part.ways for part in parts), key=lambda ways: min(map(len, ways)))
        example = _NONE.union(*(part.example for part in parts))
        return cls(certain, tuple(certain | way for way in choice), example)

    @classmethod
    def by_any(cls, parts: Iterable[Told]) -> Told:
        """What several conditions tell of which one holds."""
        parts = [*parts]
        certain = parts[0].certain.intersection(*(part.certain for part in parts))
        return cls(certain, tuple(way for part in parts for way in part.ways), parts[0].example)

    def may_follow_from(self, example: frozenset[Trait]) -> bool:
        """Whether a condition with this example may have the condition as a consequence."""
        return any(way <= example for way in self.ways)


_NOTHING = Told(_NONE, (_NONE,), _NONE)


class Traits:
    """Tells the traits of conditions; what a pattern tells is worked out once."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._inside: dict[str, Told] = {}
        self._by_value: dict[tuple[str, bool | str], Told] = {}

    def __call__(self, condition: Condition) -> Told:
        """What the form of a condition tells."""
        kind = type(condition)
        if kind is Is:
            return self._told_by_value(condition.finding, condition.value)  # type: ignore[union-attr]
        if isinstance(condition, All):
            return Told.by_all(map(self, condition.parts))
        if isinstance(condition, AnyOf):
            return Told.by_any(map(self, condition.parts))
        if isinstance(condition, PatternHolds):
            return self._told_by_pattern(condition.pattern)
        return _of_one(_traits_of(condition))

    def _told_by_value(self, finding: str, value: bool | str) -> Told:
        trait = finding, value
        known = self._by_value.get(trait)
        if known is None:
            traits = () if value is False else (trait,) if value is True else (trait, (finding, In))
            known = self._by_value[trait] = _of_one(traits)
        return known

    def _told_by_pattern(self, name: str) -> Told:
        if name not in self._patterns:
            return _NOTHING
        if name not in self._inside:
            self._inside[name] = _NOTHING  # for a pattern that is defined through itself
            self._inside[name] = self(self._patterns[name].when)
        return self._inside[name]


def _of_one(traits: Iterable[Trait]) -> Told:
    told = frozenset(traits)
    return Told(told, (told,), told)


def _traits_of(condition: Condition) -> tuple[Trait, ...]:
    match condition:
        case In(finding, (value,)):
            return (finding, value), (finding, In)
        case In(finding, _):
            return ((finding, In),)
        case Bound(finding, _, _):
            return ((finding, Bound),)
        case Has(finding, value):
            return ((finding, Has, value),)
        case Unsure(finding) | Answered(finding):
            return ((finding, type(condition)),)
        case _:
            return ()
