"""What follows from a condition by its form alone: sound, and complete enough for how people write rules."""

from __future__ import annotations

from collections.abc import Mapping

from surefoot.model.conditions import (
    All,
    Answered,
    AnyOf,
    Bound,
    Comparison,
    Condition,
    Has,
    In,
    Is,
    Not,
    PatternHolds,
    Unsure,
    leaves_of,
)
from surefoot.model.records import Pattern

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

_MOST_ANSWERS = 500
_Facts: TypeAlias = "frozenset[tuple[str, bool]]"
_Parts: TypeAlias = "tuple[set[tuple[str, bool]], list[tuple[Condition, ...]]]"
_COMPARISONS = frozenset((Is, In, Has, Bound, Unsure, Answered))


def denied_by(condition: Condition, patterns: Mapping[str, Pattern]) -> frozenset[str]:
    """The boolean findings that are certainly answered "no" whenever the condition is true."""
    return Denials(patterns)(condition)


class Denials:
    """The boolean findings that are certainly answered "no" whenever a condition is true.

    What follows from a pattern is worked out once, however many conditions name it.
    """

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._known_parts: dict[tuple[str, bool], _Parts] = {}
        self._known: dict[int, _Facts] = {}
        self._kept: list[Condition] = []

    def __call__(self, condition: Condition) -> frozenset[str]:
        """The ids of the findings."""
        return frozenset(finding for finding, answer in self._facts(condition) if not answer)

    def _facts(self, condition: Condition) -> _Facts:
        key = id(condition)
        if key not in self._known:
            self._kept.append(condition)
            self._known[key] = self._work_out(condition)
        return self._known[key]

    def _work_out(self, condition: Condition) -> _Facts:
        """The yes and no answers that hold whenever the condition is true.

        An alternative that contradicts what is certain already is dropped, until nothing new follows.
        """
        facts, alternatives = self._parts_of(condition)
        size = -1
        while alternatives and size < len(facts):
            size = len(facts)
            for parts in alternatives:
                sets = [self._facts(part) for part in parts]
                viable = [s for s in sets if not any((f, not value) in facts for f, value in s)]
                if viable:
                    facts |= viable[0].intersection(*viable[1:])
        return frozenset(facts)

    def _parts_of(self, condition: Condition, truth: bool = True) -> _Parts:
        """The answers, and the alternatives of which one holds, that follow at once when the condition has this truth.

        Denials are pushed down to the findings.
        """
        facts: set[tuple[str, bool]] = set()
        alternatives: list[tuple[Condition, ...]] = []
        waiting = [(condition, truth)]
        while waiting:
            condition, truth = waiting.pop()
            match condition:
                case Is(finding, bool(value)):
                    facts.add((finding, value is truth))
                case PatternHolds(pattern) if pattern in self._patterns:
                    inside = self._inside(pattern, truth)
                    facts |= inside[0]
                    alternatives += inside[1]
                case Not(part):
                    waiting.append((part, not truth))
                case All(parts) | AnyOf(parts) if isinstance(condition, All) is truth:
                    waiting += [(part, truth) for part in parts]
                case AnyOf(parts):
                    alternatives.append(parts)
                case All(parts):
                    alternatives.append(tuple(Not(part) for part in parts))
        return facts, alternatives

    def _inside(self, pattern: str, truth: bool) -> _Parts:
        if (pattern, truth) not in self._known_parts:
            self._known_parts[pattern, truth] = self._parts_of(self._patterns[pattern].when, truth)
        return self._known_parts[pattern, truth]


class Mentions:
    """The findings that a condition hangs on, itself or through patterns; each pattern is worked out once."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._known: dict[int, frozenset[str]] = {}
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._kept: list[Condition] = []
        self._entered: set[str] = set()

    def __call__(self, condition: Condition) -> frozenset[str]:
        """The ids of the findings."""
        known = self._known.get(id(condition))
        if known is None:
            self._kept.append(condition)
            found = self._work_out(condition)
            known = self._known[id(condition)] = self._sets.setdefault(found, found)
        return known

    def _work_out(self, condition: Condition) -> frozenset[str]:
        leaves = leaves_of(condition)
        inside = (self._inside(leaf.pattern) for leaf in leaves if isinstance(leaf, PatternHolds))
        return frozenset(leaf.finding for leaf in leaves if not isinstance(leaf, PatternHolds)).union(*inside)

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

    def spare(self) -> None:
        """Forget the answers if there are many: most of them are asked for once."""
        if len(self._known) > _MOST_ANSWERS:
            self._known.clear()
            self._kept.clear()

    def holds(self, left: Condition, right: Condition) -> bool:
        """Whether `right` is certainly true whenever `left` is. False may also mean: not seen from the form."""
        if type(right) in _COMPARISONS and type(left) in _COMPARISONS:
            return self._follows_plainly(left, right)
        key = (id(left), id(right))
        known = self._known.get(key)
        if known is None:
            self._known[key] = False
            self._kept += (left, right)
            known = self._known[key] = self._follows(left, right)
        return known

    def _follows(self, left: Condition, right: Condition) -> bool:
        if left == right:
            return True
        if (isinstance(left, All) and right in left.parts) or (isinstance(right, AnyOf) and left in right.parts):
            return True
        left, right = self._expanded(left), self._expanded(right)
        holds = self.holds
        if isinstance(left, AnyOf):
            return all(holds(part, right) for part in left.parts)
        if isinstance(right, All):
            return all(holds(left, part) for part in _plainest_first(right.parts))
        if isinstance(left, All) and any(holds(part, right) for part in left.parts):
            return True
        if isinstance(right, AnyOf):
            return any(holds(left, part) for part in right.parts)
        return self._follows_plainly(left, right)

    def _follows_plainly(self, left: Condition, right: Condition) -> bool:
        """Whether one condition follows from another when neither is left to be taken apart."""
        if type(left) is Is and type(right) is Is:
            return left.finding == right.finding and left.value == right.value
        match left, right:
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


def _plainest_first(parts: tuple[Condition, ...]) -> list[Condition]:
    """The parts of a condition in the order in which it takes longer to tell whether they follow."""
    return sorted(parts, key=lambda part: type(part) not in _COMPARISONS)


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
