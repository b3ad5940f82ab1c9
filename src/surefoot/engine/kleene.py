"""Conditions in Kleene's three-valued logic: True, False, or None for unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from surefoot.model import (
    All,
    Answered,
    AnyOf,
    AtLeast,
    Atom,
    Bound,
    Comparison,
    Condition,
    Has,
    In,
    Is,
    Not,
    Pattern,
    PatternHolds,
    Presentation,
    Unsure,
    Value,
)

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

Truth: TypeAlias = bool | None


class Evaluator:
    """The truth of conditions for one patient. Each pattern is evaluated once."""

    def __init__(self, patterns: Mapping[str, Pattern], presentation: Presentation) -> None:
        self._patterns = patterns
        self._answers = presentation.answers
        self._known_patterns: dict[str, Truth] = {}

    def truth(self, condition: Condition) -> Truth:
        """True, False, or None when the answers leave it open."""
        match condition:
            case Is() | In() | Has() | Bound():
                return holds(condition, self._answers.get(condition.finding))
            case AnyOf(parts):
                return _disjunction(map(self.truth, parts))
            case All(parts):
                return _conjunction(map(self.truth, parts))
            case PatternHolds(pattern):
                if pattern not in self._known_patterns:
                    self._known_patterns[pattern] = self.truth(self._patterns[pattern].when)
                return self._known_patterns[pattern]
            case Not(part):
                truth = self.truth(part)
                return None if truth is None else not truth
            case AtLeast(count, parts):
                return _at_least(count, [self.truth(part) for part in parts])
            case Unsure(finding) | Answered(finding):
                return holds(condition, self._answers[finding]) if finding in self._answers else None

    def matched(self, condition: Condition) -> Iterator[str]:
        """The findings whose answers make a true condition true; repeats included."""
        yield from self._decisive(condition, True)

    def open_findings(self, condition: Condition) -> Iterator[str]:
        """The findings without a value on which an unknown condition still hangs; repeats included."""
        if self.truth(condition) is not None:
            return
        match condition:
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from self.open_findings(part)
            case Not(part):
                yield from self.open_findings(part)
            case PatternHolds(pattern):
                yield from self.open_findings(self._patterns[pattern].when)
            case _:
                yield condition.finding

    def _decisive(self, condition: Condition, truth: bool) -> Iterator[str]:
        if self.truth(condition) is not truth:
            return
        match condition:
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                for part in parts:
                    yield from self._decisive(part, truth)
            case Not(part):
                yield from self._decisive(part, not truth)
            case PatternHolds(pattern):
                yield from self._decisive(self._patterns[pattern].when, truth)
            case _:
                yield condition.finding


def holds(atom: Atom, value: Value | None) -> Truth:
    """The truth of an atom for an answer that was given; None is the answer "not sure"."""
    match atom:
        case Unsure():
            return value is None
        case Answered():
            return value is not None
        case _:
            return None if value is None else _compare(atom, value)


def _conjunction(truths: Iterable[Truth]) -> Truth:
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def _disjunction(truths: Iterable[Truth]) -> Truth:
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def _at_least(count: int, truths: list[Truth]) -> Truth:
    if truths.count(True) >= count:
        return True
    return False if len(truths) - truths.count(False) < count else None


def _compare(condition: Is | In | Has | Bound, value: Value) -> bool:
    match condition:
        case Is(_, wanted):
            return value is wanted if isinstance(wanted, bool) else value == wanted
        case In(_, values):
            return value in values
        case Has(_, wanted):
            return isinstance(value, tuple) and wanted in value
        case Bound(_, comparison, limit):
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            match comparison:
                case Comparison.ABOVE:
                    return value > limit
                case Comparison.AT_LEAST:
                    return value >= limit
                case Comparison.BELOW:
                    return value < limit
                case Comparison.AT_MOST:
                    return value <= limit
