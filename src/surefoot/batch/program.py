"""A circuit as a straight line of steps on whole words: AND, OR and the complement, 64 patients at a time."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import count
from typing import NamedTuple

from surefoot.circuit import FALSE, TRUE, VARIABLE, Circuit


class Operation(IntEnum):
    """What a step does with its operands; NOT has one, ONES and ZEROS have none, the others two or more."""

    AND = 0
    OR = 1
    NOT = 2
    ONES = 3
    ZEROS = 4


class Step(NamedTuple):
    """Put the result into a register. Operands and result are numbers of registers."""

    operation: Operation
    result: int
    operands: tuple[int, ...]


class Program(NamedTuple):
    """Registers 0 to len(inputs) - 1 hold the inputs, variables of the circuit; `outputs` are where the results are."""

    inputs: tuple[int, ...]
    steps: tuple[Step, ...]
    outputs: tuple[int, ...]
    registers: int


def program_of(circuit: Circuit, wanted: Sequence[int]) -> Program:
    """The steps that work out the wanted literals."""
    writer = _Writer(circuit, wanted)
    outputs = [writer.register(literal) for literal in wanted]
    return _with_few_registers(writer.inputs, writer.steps, outputs)


class _Writer:
    """Gives every literal that is needed a register of its own, shortly before it is first used.

    A gate is written as the AND of its operands or as the OR of their denials, whichever needs fewer complements.
    """

    def __init__(self, circuit: Circuit, wanted: Sequence[int]) -> None:
        self._circuit = circuit
        self.steps: list[Step] = []
        cone = sorted(circuit.cone(wanted))
        self.inputs = tuple(number for number in cone if circuit.gates[number] is VARIABLE)
        self._registers = {number: index for index, number in enumerate(self.inputs)}
        self._next = len(self.inputs)
        self._plain = set(self.inputs)
        for number in cone:
            self._choose(number)

    def _choose(self, number: int) -> None:
        """Put into `plain` the literal of a gate that is worked out from others, not as a complement."""
        gate = self._circuit.gates[number]
        if number == TRUE or gate is VARIABLE:
            return
        conjunction = gate.needed == len(gate.operands)
        complements = sum(operand not in self._plain for operand in gate.operands)
        use_denial = conjunction and 2 * complements > len(gate.operands)
        self._plain.add(-number if use_denial else number)

    def register(self, literal: int) -> int:
        """Where a literal is, worked out if need be."""
        if literal not in self._registers:
            self._registers[literal] = self._worked_out(literal)
        return self._registers[literal]

    def _worked_out(self, literal: int) -> int:
        if literal in (TRUE, FALSE):
            return self._step(Operation.ONES if literal == TRUE else Operation.ZEROS)
        if literal not in self._plain:
            return self._step(Operation.NOT, self.register(-literal))
        gate = self._circuit.gates[abs(literal)]
        if literal < 0:
            return self._step(Operation.OR, *[self.register(-operand) for operand in gate.operands])
        operands = [self.register(operand) for operand in gate.operands]
        return (
            self._step(Operation.AND, *operands) if gate.needed == len(operands) else self._count(gate.needed, operands)
        )

    def _count(self, needed: int, columns: Sequence[int]) -> int:
        """Where at least `needed` of the columns hold: reached[n] is where n of them did so far."""
        reached: list[int] = [-1] * (needed + 1)
        for index, column in enumerate(columns):
            for held in range(min(needed, index + 1), 0, -1):
                more = column if held == 1 else self._step(Operation.AND, reached[held - 1], column)
                reached[held] = more if reached[held] < 0 else self._step(Operation.OR, reached[held], more)
        return reached[needed]

    def _step(self, operation: Operation, *operands: int) -> int:
        self._next += 1
        self.steps.append(Step(operation, self._next - 1, operands))
        return self._next - 1


def _with_few_registers(inputs: tuple[int, ...], steps: Sequence[Step], outputs: Sequence[int]) -> Program:
    """The same program; a register is used again once nothing needs what it holds. Inputs and outputs keep theirs.

    The result of a step is never put over its operands: a compiler can then work on several words at a time.
    """
    last = {register: index for index, step in enumerate(steps) for register in step.operands}
    place = {index: index for index in range(len(inputs))}
    kept = set(outputs) | set(place)
    free: list[int] = []
    fresh = count(len(inputs))
    renamed: list[Step] = []
    for index, step in enumerate(steps):
        place[step.result] = free.pop() if free else next(fresh)
        renamed.append(Step(step.operation, place[step.result], tuple(place[register] for register in step.operands)))
        free += [place[r] for r in set(step.operands) if last[r] == index and r not in kept]
    return Program(inputs, tuple(renamed), tuple(place[register] for register in outputs), next(fresh))
