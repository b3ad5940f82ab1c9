"""What follows from a condition by its form alone: sound, and complete enough for how people write rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surefoot.model.conditions import (
    SEVERAL,
    All,
    Answered,
    AnyOf,
    Atom,
    Bound,
    Comparison,
    Condition,
    Has,
    In,
    Is,
    Not,
    PatternHolds,
    Unsure,
)
from surefoot.model.records import Pattern

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

_MOST_ANSWERS = 500
_Facts: TypeAlias = frozenset[tuple[str, bool]]
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
        self._parts: dict[tuple[str, bool], list[Condition]] = {}
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
        alternatives: list[tuple[Condition, ...]] = []
        facts: set[tuple[str, bool]] = set()
        for part in self._conjuncts(condition, True):
            match part:
                case Is(finding, bool(value)):
                    facts.add((finding, value))
                case AnyOf(parts):
                    alternatives.append(parts)
        size = -1
        while alternatives and size < len(facts):
            size = len(facts)
            for parts in alternatives:
                sets = [self._facts(part) for part in parts]
                viable = [s for s in sets if not any((f, not value) in facts for f, value in s)]
                if viable:
                    facts |= viable[0].intersection(*viable[1:])
        return frozenset(facts)

    def _conjuncts(self, condition: Condition, truth: bool) -> Iterator[Condition]:
        """The parts that all hold when the condition has this truth, denials pushed down to the findings."""
        match condition:
            case All(parts) if truth:
                for part in parts:
                    yield from self._conjuncts(part, True)
            case AnyOf(parts) if not truth:
                for part in parts:
                    yield from self._conjuncts(part, False)
            case All(parts):
                yield AnyOf(tuple(Not(part) for part in parts))
            case Not(part):
                yield from self._conjuncts(part, not truth)
            case PatternHolds(pattern) if pattern in self._patterns:
                if (pattern, truth) not in self._parts:
                    self._parts[pattern, truth] = [*self._conjuncts(self._patterns[pattern].when, truth)]
                yield from self._parts[pattern, truth]
            case Is(finding, bool(value)):
                yield Is(finding, value is truth)
            case _ if truth:
                yield condition


class Mentions:
    """The findings that a condition hangs on, itself or through patterns; each part is worked out once."""

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
        if isinstance(condition, SEVERAL):
            return frozenset().union(*map(self, condition.parts))
        if isinstance(condition, Not):
            return self(condition.part)
        if isinstance(condition, PatternHolds):
            return self._inside(condition.pattern)
        return self._named_by(condition)

    def _named_by(self, atom: Atom) -> frozenset[str]:
        return frozenset((atom.finding,))

    def _inside(self, name: str) -> frozenset[str]:
        if name not in self._patterns or name in self._entered:
            return frozenset()
        self._entered.add(name)
        found = self(self._patterns[name].when)
        self._entered.remove(name)
        return found


class _Subjects(Mentions):
    """What a condition says something about, itself or through patterns: a finding, or that it was asked.

    A condition can only follow from another by its form when the two have a subject in common.
    """

    def _named_by(self, atom: Atom) -> frozenset[str]:
        is_about_value = isinstance(atom, Is | In | Bound)
        return frozenset((atom.finding if is_about_value else f"{type(atom).__name__} {atom.finding}",))


class Entailment:
    """Whether one condition follows from another by their form; each question is worked out once."""

    def __init__(self, patterns: Mapping[str, Pattern]) -> None:
        self._patterns = patterns
        self._known: dict[tuple[int, int], bool] = {}
        self._kept: list[Condition] = []
        self._yes: dict[str, Is] = {}
        self.subjects = _Subjects(patterns)

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
            related = not self.subjects(left).isdisjoint(self.subjects(right))
            known = self._known[key] = related and self._follows(left, right)
        return known

    def _follows(self, left: Condition, right: Condition) -> bool:
        left, right = self._expanded(left), self._expanded(right)
        holds = self.holds
        if isinstance(left, AnyOf):
            return all(holds(part, right) for part in left.parts)
        if isinstance(right, All):
            return all(holds(left, part) for part in right.parts)
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
