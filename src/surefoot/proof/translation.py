"""What triage means, as a circuit: the numbers are those of docs/triage.md, and engine/triage.py says the same."""

from collections.abc import Iterable, Iterator
from functools import cache

from surefoot.circuit import Circuit, Meaning, Truth
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
    subconditions,
)
from surefoot.proof.answers import Patient


class Translation(Meaning):
    """A knowledge base over all patients. `more` are conditions that are asked about besides its own."""

    def __init__(self, kb: KnowledgeBase, more: Iterable[Condition] = (), circuit: Circuit | None = None) -> None:
        super().__init__(kb, circuit or Circuit(), cache(lambda atom: Truth(*self.patient.atom(atom))))
        conditions = [*conditions_in(kb), *more]
        mentioned, limits = mentioned_in(conditions)
        findings = (kb.findings[name] for name in sorted(mentioned))
        self.patient = Patient(self.circuit, findings, limits)
        constraints = kb.records.constraints
        self.violated = {name: self.violation(constraints[name]) for name in sorted(constraints)}
        self._excluding = {name: self._findings_of((literal,)) for name, literal in self.violated.items()}
        self.realistic = self.circuit.all_of(
            [self.patient.well_formed, *(-literal for literal in self.violated.values())]
        )

    def violation(self, constraint: Constraint) -> int:
        """Where no real patient is: `when` is true and `then` is false."""
        return self.circuit.all_of((self.truth(constraint.when).true, self.truth(constraint.then).false))

    def realistic_for(self, literals: Iterable[int]) -> int:
        """Where a patient is realistic, as far as it has to do with these literals; the rest can be not asked."""
        touched = self._findings_of(literals)
        waiting = dict(self._excluding)
        found: list[int] = []
        while near := [name for name, findings in waiting.items() if not findings.isdisjoint(touched)]:
            for name in near:
                touched |= waiting.pop(name)
                found.append(-self.violated[name])
        return self.circuit.all_of((*found, *(self.patient.rules[name] for name in touched)))

    def _findings_of(self, literals: Iterable[int]) -> set[str]:
        owner = self.patient.owner
        return {owner[gate] for gate in self.circuit.cone(literals) if gate in owner}


def conditions_in(kb: KnowledgeBase) -> Iterator[Condition]:
    """Every condition of scope, rules, patterns and constraints."""
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


def mentioned_in(conditions: Iterable[Condition]) -> tuple[set[str], dict[str, list[float]]]:
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
