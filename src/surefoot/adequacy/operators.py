"""The mistakes that an author can make in a condition: each operator is one kind of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from surefoot.adequacy.places import Spot, spots
from surefoot.model import (
    All,
    Answered,
    AnswerType,
    AnyOf,
    AtLeast,
    Bound,
    Comparison,
    Condition,
    Finding,
    Has,
    In,
    Is,
    KnowledgeBase,
    Not,
    PatternHolds,
    Unsure,
)

_OPEN_OR_CLOSED = {
    Comparison.ABOVE: Comparison.AT_LEAST,
    Comparison.AT_LEAST: Comparison.ABOVE,
    Comparison.BELOW: Comparison.AT_MOST,
    Comparison.AT_MOST: Comparison.BELOW,
}


class Slip(NamedTuple):
    """A condition with one mistake in it: what stood at the pointer, what stands there now (None: nothing)."""

    pointer: str
    operator: str
    was: Condition
    now: Condition | None
    whole: Condition


class Neighbors:
    """What an author could write by mistake instead of a name: the next finding, pattern or value.

    `barred` are the patterns that must not be named, because they use the one that is being changed.
    """

    def __init__(self, kb: KnowledgeBase, barred: Collection[str] = ()) -> None:
        self._kb = kb
        self._barred = barred

    def finding(self, name: str) -> str | None:
        """The next finding by id that takes the same answers, None where no other does."""
        alike = self._alike[_answers(self._kb.findings[name])]
        following = alike[(alike.index(name) + 1) % len(alike)]
        return None if following == name else following

    def pattern(self, name: str) -> str | None:
        """The next pattern by id that is not barred, None where there is no other."""
        names = [other for other in sorted(self._kb.patterns) if other == name or other not in self._barred]
        following = names[(names.index(name) + 1) % len(names)]
        return None if following == name else following

    def values(self, finding: str, value: str) -> Iterator[str]:
        """The values before and after one, in the order of the knowledge."""
        values = list(self._kb.findings[finding].answer.values)
        if value in values:
            index = values.index(value)
            yield from (values[i] for i in (index - 1, index + 1) if 0 <= i < len(values))

    def left_out(self, finding: str, values: Sequence[str]) -> Iterator[str]:
        """The values of a finding that are not among some."""
        return (value for value in self._kb.findings[finding].answer.values if value not in values)

    @cached_property
    def _alike(self) -> Mapping[tuple[object, ...], list[str]]:
        groups: dict[tuple[object, ...], list[str]] = {}
        for name in sorted(self._kb.findings):
            groups.setdefault(_answers(self._kb.findings[name]), []).append(name)
        return groups


def _answers(finding: Finding) -> tuple[object, ...]:
    answer = finding.answer
    limits = (answer.minimum, answer.maximum) if answer.type is AnswerType.NUMBER else ()
    return (answer.type, tuple(answer.values), answer.unit, limits)


def slips(condition: Condition, pointer: str, neighbors: Neighbors) -> Iterator[Slip]:
    """Every condition with one mistake in it."""
    exception = pointer.endswith("/unless")
    for spot in spots(condition, pointer):
        for operator, now in _instead(spot, neighbors):
            widens = exception and isinstance(spot.part, All) and isinstance(now, AnyOf)
            yield Slip(spot.pointer, "exception-widened" if widens else operator, spot.part, now, spot.put(now))
        if spot.dropped is not None:
            widens = exception and isinstance(spot.parent, All)
            yield Slip(spot.pointer, "exception-widened" if widens else "part-dropped", spot.part, None, spot.dropped)


def _instead(spot: Spot, neighbors: Neighbors) -> Iterator[tuple[str, Condition]]:
    part = spot.part
    if not isinstance(spot.parent, Not):  # else it is the same as to negate the parent
        yield "condition-negated", part.part if isinstance(part, Not) else Not(part)
    match part:
        case All(parts) if len(parts) > 1:
            yield "all-or-any", AnyOf(parts)
        case AnyOf(parts) if len(parts) > 1:
            yield "all-or-any", All(parts)
        case AtLeast(count, parts):
            yield from (("count-changed", AtLeast(n, parts)) for n in (count - 1, count + 1) if 1 <= n <= len(parts))
        case Bound(finding, comparison, limit):
            yield "limit-open-or-closed", Bound(finding, _OPEN_OR_CLOSED[comparison], limit)
            yield from (("limit-moved", Bound(finding, comparison, limit + step)) for step in (-1, 1))
        case PatternHolds(name):
            other = neighbors.pattern(name)
            yield from (("name-swapped", PatternHolds(other)),) if other else ()
        case Is() | In() | Has() | Unsure() | Answered():
            yield from _other_values(part, neighbors)
            swapped = neighbors.finding(part.finding)
            yield from (("name-swapped", part.replaced(finding=swapped)),) if swapped else ()
        case _:
            return


def _other_values(part: Is | In | Has | Unsure | Answered, neighbors: Neighbors) -> Iterator[tuple[str, Condition]]:
    match part:
        case Is(finding, str(value)):
            yield from (("value-changed", Is(finding, other)) for other in neighbors.values(finding, value))
        case Has(finding, value):
            yield from (("value-changed", Has(finding, other)) for other in neighbors.values(finding, value))
        case In(finding, values):
            if len(values) > 1:
                for value in values:
                    yield "value-changed", In(finding, tuple(other for other in values if other != value))
            yield from (("value-changed", In(finding, (*values, more))) for more in neighbors.left_out(finding, values))
        case Unsure(finding):
            yield "value-changed", Answered(finding)
        case Answered(finding):
            yield "value-changed", Unsure(finding)
        case _:
            return
