"""A propositional circuit: what a solver is asked, and what a million patients can be run through without one.

A literal is a whole number: n for the output of gate n, -n for its denial. Equal gates are one gate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from surefoot.model import NamedTuple

TRUE = 1
FALSE = -1


class Gate(NamedTuple):
    """At least `needed` of the operands hold. A variable has no operands, and a `needed` of -1."""

    needed: int
    operands: tuple[int, ...]


VARIABLE = Gate(-1, ())


class Circuit:
    """Grows gate by gate; an operand always stands before the gate that uses it."""

    def __init__(self) -> None:
        self.gates: list[Gate] = [VARIABLE, Gate(0, ())]  # gate 0 is not used, because it has no denial
        self._known: dict[Gate, int] = {}

    def variable(self) -> int:
        """A new input."""
        self.gates.append(VARIABLE)
        return len(self.gates) - 1

    def all_of(self, literals: Iterable[int]) -> int:
        """Every literal holds."""
        operands = set(literals)
        operands.discard(TRUE)
        if FALSE in operands or any(-literal in operands for literal in operands):
            return FALSE
        if len(operands) < 2:
            return operands.pop() if operands else TRUE
        return self._gate(Gate(len(operands), tuple(sorted(operands))))

    def any_of(self, literals: Iterable[int]) -> int:
        """At least one literal holds."""
        return -self.all_of(-literal for literal in literals)

    def at_least(self, count: int, literals: Sequence[int]) -> int:
        """At least `count` of the literals hold; one that is given twice counts twice."""
        count -= literals.count(TRUE)
        operands = sorted(literal for literal in literals if literal not in (TRUE, FALSE))
        if count <= 0:
            return TRUE
        if count > len(operands):
            return FALSE
        if count == len(operands):
            return self.all_of(operands)
        return self.any_of(operands) if count == 1 else self._gate(Gate(count, tuple(operands)))

    def implies(self, left: int, right: int) -> int:
        """The right holds wherever the left does."""
        return -self.all_of((left, -right))

    def differ(self, left: int, right: int) -> int:
        """Exactly one of the two holds."""
        return self.any_of((self.all_of((left, -right)), self.all_of((-left, right))))

    def _gate(self, gate: Gate) -> int:
        if gate not in self._known:
            self.gates.append(gate)
            self._known[gate] = len(self.gates) - 1
        return self._known[gate]

    def cone(self, literals: Iterable[int]) -> set[int]:
        """The numbers of the gates and variables that the literals hang on."""
        found: set[int] = set()
        waiting = [abs(literal) for literal in literals]
        while waiting:
            gate = waiting.pop()
            if gate not in found:
                found.add(gate)
                waiting.extend(map(abs, self.gates[gate].operands))
        return found

    def with_inputs(self, literals: Sequence[int], inputs: Mapping[int, int]) -> list[int]:
        """The same literals of a patient for whom some variables have other values; the rest is shared."""
        image: dict[int, int] = dict(inputs)
        for number in sorted(self.cone(literals)):
            gate = self.gates[number]
            if number not in image and any(abs(operand) in image for operand in gate.operands):
                operands = [_mapped(operand, image) for operand in gate.operands]
                full = gate.needed == len(operands)
                image[number] = self.all_of(operands) if full else self.at_least(gate.needed, operands)
        return [_mapped(literal, image) for literal in literals]

    def values(self, inputs: Mapping[int, int], patients: int, literals: Iterable[int]) -> dict[int, int]:
        """The value of each literal for many patients at once: bit i is that of patient i.

        `inputs` gives the bits of the variables; one that is missing is false for all.
        """
        ones = (1 << patients) - 1
        bits = {TRUE: ones}
        wanted = list(literals)
        for number in sorted(self.cone(wanted)):
            if number != TRUE:
                gate = self.gates[number]
                columns = [bits[op] if op > 0 else ones ^ bits[-op] for op in gate.operands]
                bits[number] = inputs.get(number, 0) if gate is VARIABLE else counted(gate.needed, columns, ones)
        return {literal: bits[literal] if literal > 0 else ones ^ bits[-literal] for literal in wanted}


def _mapped(literal: int, image: Mapping[int, int]) -> int:
    return image.get(literal, literal) if literal > 0 else -image.get(-literal, -literal)


def counted(count: int, columns: Sequence[int], ones: int) -> int:
    """Where at least `count` of the columns have a 1: reached[n] is where n of them had one so far."""
    if count == len(columns):
        result = ones
        for column in columns:
            result &= column
        return result
    reached = [ones] + [0] * count
    for column in columns:
        for needed in range(count, 0, -1):
            reached[needed] |= reached[needed - 1] & column
    return reached[count]
