"""A knowledge base as a circuit; engine/ says the same of one patient. The numbers are those of docs/triage.md."""

from __future__ import annotations

from collections.abc import Callable, Container
from functools import cached_property

from surefoot.circuit.gates import FALSE, TRUE, Circuit
from surefoot.circuit.outcome import Outcome, Truth, outcome_of
from surefoot.model import All, AnyOf, AtLeast, Atom, Condition, KnowledgeBase, Not, PatternHolds, Rule

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

NEVER = Truth(FALSE, TRUE)
"""What is false whatever is answered."""

AtomTruth: TypeAlias = Callable[[Atom], Truth]


class Meaning:
    """The conditions, rules and answers of a knowledge base as gates of one circuit.

    `atom` gives the two literals of an atom: where it is known to be true, and where it is known to be false.
    What they stand for is its caller's: bits of columns, text of a query, variables of a solver.
    """

    def __init__(self, kb: KnowledgeBase, circuit: Circuit, atom: AtomTruth) -> None:
        self.kb = kb
        self.circuit = circuit
        self._atom = atom
        self._patterns: dict[str, Truth] = {}
        self._rules: dict[str, tuple[Truth, Truth]] = {}

    def variant(self, kb: KnowledgeBase, patterns: Container[str], rules: Container[str]) -> Meaning:
        """A knowledge base that differs from this one in these patterns and rules, in the same circuit.

        What hangs on a pattern that differs must be named too.
        """
        other = Meaning(kb, self.circuit, self._atom)
        other._patterns = {name: truth for name, truth in self._patterns.items() if name not in patterns}
        other._rules = {name: parts for name, parts in self._rules.items() if name not in rules}
        return other

    @cached_property
    def outcome(self) -> Outcome:
        """What triage answers."""
        outside = self.kb.manifest.outside
        back_in = NEVER if outside.unless is None else self.truth(outside.unless)
        return outcome_of(self.kb, self.circuit, self.parts, (self.truth(outside.when), back_in))

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
                return self._atom(condition)

    def parts(self, rule: Rule) -> tuple[Truth, Truth]:
        """`when` and `unless` of a rule; one without `unless` counts as one whose `unless` is false."""
        if rule.id not in self._rules:
            unless = NEVER if rule.unless is None else self.truth(rule.unless)
            self._rules[rule.id] = self.truth(rule.when), unless
        return self._rules[rule.id]
