"""What triage means, as a circuit: the numbers are those of docs/triage.md, and engine/triage.py says the same."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from surefoot.model import (
    All,
    AnyOf,
    AtLeast,
    Bound,
    Condition,
    Constraint,
    KnowledgeBase,
    Not,
    PatternHolds,
    Rule,
    subconditions,
)
from surefoot.proof.answers import Patient
from surefoot.proof.circuit import FALSE, TRUE, Circuit


class Truth(NamedTuple):
    """Where a condition is known to be true, and where it is known to be false; elsewhere it is unknown."""

    true: int
    false: int


class Outcome(NamedTuple):
    """What triage answers. The maps give, for each rank, where something is of this rank or a higher one.

    Outside the scope there is no urgency and no lower bound, so both are below every rank.
    """

    fires: Mapping[str, int]
    outside: int
    urgency: Mapping[int, int]
    at_least: Mapping[int, int]
    at_most: Mapping[int, int]

    def is_rank(self, rank: int) -> int | tuple[int, int]:
        """The two literals of "this urgency and no higher one": the second is to be denied."""
        above = [other for other in self.urgency if other > rank]
        return self.urgency[rank], self.urgency[min(above)] if above else FALSE


class Translation:
    """A knowledge base over all patients. `more` are conditions that are asked about besides its own."""

    def __init__(self, kb: KnowledgeBase, more: Iterable[Condition] = (), circuit: Circuit | None = None) -> None:
        self.kb = kb
        self.circuit = circuit or Circuit()
        conditions = [*_conditions(kb), *more]
        mentioned, limits = _mentioned(conditions)
        findings = (kb.findings[name] for name in sorted(mentioned))
        self.patient = Patient(self.circuit, findings, limits)
        self._patterns: dict[str, Truth] = {}
        self._rules: dict[str, tuple[Truth, Truth]] = {}
        self.outcome = self._outcome()
        constraints = kb.records.constraints
        self.violated = {name: self.violation(constraints[name]) for name in sorted(constraints)}
        self.realistic = self.circuit.all_of(
            [self.patient.well_formed, *(-literal for literal in self.violated.values())]
        )

    def violation(self, constraint: Constraint) -> int:
        """Where no real patient is: `when` is true and `then` is false."""
        return self.circuit.all_of((self.truth(constraint.when).true, self.truth(constraint.then).false))

    def truth(self, condition: Condition) -> Truth:
        """A condition in Kleene's logic."""
        circuit = self.circuit
        match condition:
            case All(parts):
                each = [self.truth(part) for part in parts]
                return Truth(circuit.all_of(t.true for t in each), circuit.any_of(t.false for t in each))
            case AnyOf(parts):
                each = [self.truth(part) for part in parts]
                return Truth(circuit.any_of(t.true for t in each), circuit.all_of(t.false for t in each))
            case AtLeast(count, parts):
                each = [self.truth(part) for part in parts]
                too_few = circuit.at_least(len(parts) - count + 1, [t.false for t in each])
                return Truth(circuit.at_least(count, [t.true for t in each]), too_few)
            case Not(part):
                return Truth(*reversed(self.truth(part)))
            case PatternHolds(name):
                if name not in self._patterns:
                    self._patterns[name] = self.truth(self.kb.patterns[name].when)
                return self._patterns[name]
            case _:
                return Truth(*self.patient.atom(condition))

    def parts(self, rule: Rule) -> tuple[Truth, Truth]:
        """`when` and `unless` of a rule; one without `unless` counts as one whose `unless` is false."""
        if rule.id not in self._rules:
            unless = Truth(FALSE, TRUE) if rule.unless is None else self.truth(rule.unless)
            self._rules[rule.id] = self.truth(rule.when), unless
        return self._rules[rule.id]

    def firing(self, rule: Rule) -> int:
        """(2) Silence never suppresses a red flag, and never reassures."""
        return self.fires_with(rule, *self.parts(rule))

    def fires_with(self, rule: Rule, when: Truth, unless: Truth) -> int:
        """Where the rule would fire if these were its conditions."""
        below = self.kb.rank(rule.urgency) < self.kb.default_rank
        return self.circuit.all_of((when.true, unless.false if below else -unless.true))

    def _possible(self, rule: Rule) -> int:
        when, unless = self.parts(rule)
        return self.circuit.all_of((-when.false, -unless.true))

    def _certain(self, rule: Rule) -> int:
        when, unless = self.parts(rule)
        return self.circuit.all_of((when.true, unless.false))

    def _outcome(self) -> Outcome:
        kb, circuit = self.kb, self.circuit
        ranks = [kb.rank(level) for level in kb.levels]
        fires = {rule.id: self.firing(rule) for rule in kb.rules}
        fired = self._at_or_above({rule: fires[rule.id] for rule in kb.rules})
        possible = self._at_or_above({rule: self._possible(rule) for rule in kb.rules})
        certain = self._at_or_above({rule: self._certain(rule) for rule in kb.rules})
        none_fires, none_certain = -fired[min(ranks)], -certain[min(ranks)]
        outside, back_in = self._outside(circuit.any_of(fired[rank] for rank in ranks if rank > kb.default_rank))

        urgency, at_least, at_most = {}, {}, {}
        for rank in ranks:
            default = rank <= kb.default_rank
            higher = (circuit.all_of((none_fires,)) if default else FALSE, fired[rank])
            urgency[rank] = circuit.all_of((-outside, circuit.any_of(higher)))
            lowest = [-self._possible(rule) for rule in kb.rules if default and kb.rank(rule.urgency) < rank]
            floor = circuit.all_of((none_certain, *lowest)) if default else FALSE
            at_least[rank] = circuit.all_of((-outside, circuit.any_of((certain[rank], floor))))
            inside = circuit.any_of((possible[rank], none_certain if default else FALSE))
            above = circuit.any_of(possible[r] for r in ranks if r >= rank and r > kb.default_rank)
            stuck = circuit.all_of((outside, back_in.false))
            at_most[rank] = circuit.any_of((circuit.all_of((-stuck, inside)), circuit.all_of((stuck, above))))
        return Outcome(fires, outside, urgency, at_least, at_most)

    def _outside(self, demanded: int) -> tuple[int, Truth]:
        """Where a person is outside the scope, and the exception that would bring them back in."""
        scope = self.kb.manifest.outside
        back_in = Truth(FALSE, TRUE) if scope.unless is None else self.truth(scope.unless)
        return self.circuit.all_of((self.truth(scope.when).true, -back_in.true, -demanded)), back_in

    def _at_or_above(self, of_rule: Mapping[Rule, int]) -> dict[int, int]:
        ranks = {self.kb.rank(level) for level in self.kb.levels}
        return {
            rank: self.circuit.any_of(x for rule, x in of_rule.items() if self.kb.rank(rule.urgency) >= rank)
            for rank in ranks
        }


def _conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    yield kb.manifest.outside.when
    if kb.manifest.outside.unless is not None:
        yield kb.manifest.outside.unless
    for rule in kb.rules:
        yield rule.when
        if rule.unless is not None:
            yield rule.unless
    yield from (pattern.when for pattern in kb.patterns.values())
    for constraint in kb.records.constraints.values():
        yield constraint.when
        yield constraint.then


def _mentioned(conditions: Iterable[Condition]) -> tuple[set[str], dict[str, list[float]]]:
    """The findings of conditions, and the limits with which their numbers are compared."""
    found: set[str] = set()
    limits: dict[str, list[float]] = {}
    for condition in conditions:
        for _, part in subconditions(condition):
            if isinstance(part, Bound):
                limits.setdefault(part.finding, []).append(part.limit)
            if not isinstance(part, All | AnyOf | AtLeast | Not | PatternHolds):
                found.add(part.finding)
    return found, limits
