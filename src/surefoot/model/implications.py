"""What follows from a condition by its form alone: sound, and complete enough for how people write rules."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from surefoot.model.conditions import (
    All,
    AnyOf,
    AtLeast,
    Bound,
    Comparison,
    Condition,
    In,
    Is,
    Not,
    PatternHolds,
)
from surefoot.model.records import Pattern

_Facts: TypeAlias = frozenset[tuple[str, bool]]


def denied_by(condition: Condition, patterns: Mapping[str, Pattern]) -> frozenset[str]:
    """The boolean findings that are certainly answered "no" whenever the condition is true."""
    return frozenset(finding for finding, answer in _facts(condition, patterns) if not answer)


def _facts(condition: Condition, patterns: Mapping[str, Pattern]) -> _Facts:
    """The yes and no answers that hold whenever the condition is true.

    An alternative that contradicts what is certain already is dropped, until nothing new follows.
    """
    alternatives: list[tuple[Condition, ...]] = []
    facts: set[tuple[str, bool]] = set()
    for part in _conjuncts(condition, True, patterns):
        match part:
            case Is(finding, bool(value)):
                facts.add((finding, value))
            case AnyOf(parts):
                alternatives.append(parts)
    size = -1
    while alternatives and size < len(facts):
        size = len(facts)
        for parts in alternatives:
            sets = [_facts(part, patterns) for part in parts]
            viable = [s for s in sets if not any((f, not value) in facts for f, value in s)]
            if viable:
                facts |= viable[0].intersection(*viable[1:])
    return frozenset(facts)


def _conjuncts(condition: Condition, truth: bool, patterns: Mapping[str, Pattern]) -> Iterator[Condition]:
    """The parts that all hold when the condition has this truth, denials pushed down to the findings."""
    match condition:
        case All(parts) if truth:
            for part in parts:
                yield from _conjuncts(part, True, patterns)
        case AnyOf(parts) if not truth:
            for part in parts:
                yield from _conjuncts(part, False, patterns)
        case All(parts):
            yield AnyOf(tuple(Not(part) for part in parts))
        case Not(part):
            yield from _conjuncts(part, not truth, patterns)
        case PatternHolds(pattern) if pattern in patterns:
            yield from _conjuncts(patterns[pattern].when, truth, patterns)
        case Is(finding, bool(value)):
            yield Is(finding, value is truth)
        case _ if truth:
            yield condition


class Mentions:
    """The findings that a condition hangs on, itself or through patterns; each part is worked out once."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._known: dict[int, frozenset[str]] = {}
        self._kept: list[Condition] = []
        self._entered: set[str] = set()

    def __call__(self, condition: Condition) -> frozenset[str]:
        """The ids of the findings."""
        key = id(condition)
        if key not in self._known:
            self._kept.append(condition)
            self._known[key] = self._work_out(condition)
        return self._known[key]

    def _work_out(self, condition: Condition) -> frozenset[str]:
        match condition:
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                return frozenset().union(*map(self, parts))
            case Not(part):
                return self(part)
            case PatternHolds(name):
                return self._inside(name)
            case _:
                return frozenset((condition.finding,))

    def _inside(self, name: str) -> frozenset[str]:
        if name not in self._patterns or name in self._entered:
            return frozenset()
        self._entered.add(name)
        found = self(self._patterns[name].when)
        self._entered.remove(name)
        return found


class Entailment:
    """Whether one condition follows from another by their form; each question is worked out once."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._known: dict[tuple[int, int], bool] = {}
        self._kept: list[Condition] = []
        self._yes: dict[str, Is] = {}
        self._mentioned = Mentions(patterns)

    def holds(self, left: Condition, right: Condition) -> bool:
        """Whether `right` is certainly true whenever `left` is. False may also mean: not seen from the form."""
        key = (id(left), id(right))
        if key not in self._known:
            self._known[key] = False
            self._kept += (left, right)
            related = not self._mentioned(left).isdisjoint(self._mentioned(right))
            self._known[key] = related and self._follows(left, right)
        return self._known[key]

    def _follows(self, left: Condition, right: Condition) -> bool:
        left, right = self._expanded(left), self._expanded(right)
        match left, right:
            case AnyOf(parts), _:
                return all(self.holds(part, right) for part in parts)
            case _, All(parts):
                return all(self.holds(left, part) for part in parts)
            case All(parts), _ if any(self.holds(part, right) for part in parts):
                return True
            case _, AnyOf(parts):
                return any(self.holds(left, part) for part in parts)
            case Not(denied), Not(other):
                return self.holds(other, denied)
            case Is(finding, False), Not(denied):
                return self.holds(denied, self._present(finding))
            case Not(denied), Is(finding, False):
                return self.holds(self._present(finding), denied)
            case ((Is() | In()), (Is() | In())):
                return left.finding == right.finding and _values(left) <= _values(right)
            case Bound(), Bound():
                return left.finding == right.finding and _narrower(left, right)
            case _:
                return left == right

    def _present(self, finding: str) -> Is:
        return self._yes.setdefault(finding, Is(finding, True))

    def _expanded(self, condition: Condition) -> Condition:
        while isinstance(condition, PatternHolds) and condition.pattern in self._patterns:
            condition = self._patterns[condition.pattern].when
        return condition


def _values(condition: Is | In) -> frozenset[bool | str]:
    return frozenset((condition.value,) if isinstance(condition, Is) else condition.values)


def _narrower(left: Bound, right: Bound) -> bool:
    lower = (Comparison.ABOVE, Comparison.AT_LEAST)
    if (left.comparison in lower) != (right.comparison in lower):
        return False
    if left.limit == right.limit:
        strict = (Comparison.ABOVE, Comparison.BELOW)
        return left.comparison in strict or right.comparison not in strict
    return (left.limit > right.limit) is (left.comparison in lower)
