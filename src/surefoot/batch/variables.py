"""The answers of a table as variables of a circuit: one bit a patient each."""

from collections.abc import Collection
from typing import NamedTuple

from surefoot.batch.columns import UNSURE
from surefoot.circuit import FALSE, Circuit, Truth
from surefoot.model import (
    Answered,
    AnswerType,
    Atom,
    Bound,
    Comparison,
    Has,
    In,
    Is,
    KnowledgeBase,
    Unsure,
)

YES, NO, KNOWN = "true", "false", "known"


class Variable(NamedTuple):
    """What one bit says of a patient: that the finding has a value, this value, or one on this side of a limit.

    `side` is YES or NO for a boolean, KNOWN, UNSURE, "" for the choice `value`, or how a number lies to `limit`.
    `place` is that of the value among the values of the finding.
    """

    finding: str
    side: str
    value: str = ""
    place: int = -1
    limit: float = 0


class Variables:
    """Makes the truth of atoms out of variables; a finding that is not in `present` was never asked."""

    def __init__(self, kb: KnowledgeBase, circuit: Circuit, present: Collection[str]) -> None:
        self._kb, self._circuit, self._present = kb, circuit, present
        self.numbers: dict[Variable, int] = {}

    def __call__(self, atom: Atom) -> Truth:
        """Where an atom is known to be true, and where it is known to be false."""
        if atom.finding not in self._present:
            return Truth(FALSE, FALSE)
        known = self._known(atom.finding)
        match atom:
            case Is(finding, bool(value)):
                both = Truth(self._variable(finding, YES), self._variable(finding, NO))
                return both if value else Truth(both.false, both.true)
            case Is(finding, value) | Has(finding, value):
                return self._against(self._value(finding, value), known)
            case In(finding, values):
                return self._against(self._circuit.any_of(self._value(finding, value) for value in values), known)
            case Bound(finding, Comparison.ABOVE | Comparison.AT_LEAST as side, limit):
                return self._against(self._variable(finding, side.value, limit=limit), known)
            case Bound(finding, side, limit):
                opposite = Comparison.ABOVE if side is Comparison.AT_MOST else Comparison.AT_LEAST
                return Truth(*reversed(self._against(self._variable(finding, opposite.value, limit=limit), known)))
            case Unsure(finding):
                return Truth(self._variable(finding, UNSURE), known)
            case Answered(finding):
                return Truth(known, self._variable(finding, UNSURE))

    def _against(self, true: int, known: int) -> Truth:
        """A variable is only ever true where the finding has a value."""
        return Truth(true, self._circuit.all_of((known, -true)))

    def _known(self, finding: str) -> int:
        if self._kb.findings[finding].answer.type is AnswerType.BOOLEAN:
            return self._circuit.any_of((self._variable(finding, YES), self._variable(finding, NO)))
        return self._variable(finding, KNOWN)

    def _value(self, finding: str, value: object) -> int:
        values = list(self._kb.findings[finding].answer.values)
        return self._variable(finding, "", str(value), values.index(str(value))) if value in values else FALSE

    def _variable(self, finding: str, side: str, value: str = "", place: int = -1, limit: float = 0) -> int:
        variable = Variable(finding, side, value, place, limit)
        if variable not in self.numbers:
            self.numbers[variable] = self._circuit.variable()
        return self.numbers[variable]
