"""A circuit for many patients at once, worked out bit by bit as it is asked for, and again only where inputs change."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import heapify, heappop, heappush

from surefoot.circuit.gates import TRUE, VARIABLE, Circuit, counted


class Columns:
    """The value of each gate for many patients: bit i is that of patient i. The circuit may go on growing.

    `inputs` gives the bits of the variables; one that is missing is false for all.
    """

    def __init__(self, circuit: Circuit, patients: int, inputs: Mapping[int, int]) -> None:
        self._circuit = circuit
        self.ones = (1 << patients) - 1
        self._bits: dict[int, int] = {**inputs, TRUE: self.ones}

    def of(self, literal: int, instead: Mapping[int, int] | None = None) -> int:
        """The column of a literal; `instead` has the gates that `changed` found to differ."""
        number = abs(literal)
        if number not in self._bits:
            self._work_out(number)
        bits = (instead or self._bits).get(number, self._bits[number])
        return bits if literal > 0 else self.ones ^ bits

    def changed(self, inputs: Mapping[int, int]) -> dict[int, int]:
        """The columns that differ when these variables have other columns, among those worked out so far."""
        found = {number: bits for number, bits in inputs.items() if bits != self._bits.get(number, 0)}
        waiting = [user for number in found for user in self._users.get(number, ())]
        heapify(waiting)
        last = 0
        while waiting:
            number = heappop(waiting)
            if number != last:  # a gate that waits several times comes out several times in a row
                bits = self._computed(number, found)
                if bits != self._bits[number]:
                    found[number] = bits
                    for user in self._users.get(number, ()):
                        heappush(waiting, user)
            last = number
        return found

    @cached_property
    def _users(self) -> Mapping[int, list[int]]:
        """The gates that have a gate for an operand."""
        users: dict[int, list[int]] = {}
        for number in self._bits:
            for operand in set(map(abs, self._circuit.gates[number].operands)):
                users.setdefault(operand, []).append(number)
        return users

    def _work_out(self, number: int) -> None:
        for gate in sorted(self._unknown_below(number)):
            variable = self._circuit.gates[gate] is VARIABLE
            self._bits[gate] = 0 if variable else self._computed(gate, self._bits)

    def _unknown_below(self, number: int) -> Iterable[int]:
        found: set[int] = set()
        waiting = [number]
        while waiting:
            gate = waiting.pop()
            if gate not in found and gate not in self._bits:
                found.add(gate)
                waiting.extend(map(abs, self._circuit.gates[gate].operands))
        return found

    def _computed(self, number: int, first: Mapping[int, int]) -> int:
        gate, ones = self._circuit.gates[number], self.ones
        columns = []
        for operand in gate.operands:
            below = operand if operand > 0 else -operand
            bits = first[below] if below in first else self._bits[below]
            columns.append(bits if operand > 0 else ones ^ bits)
        return counted(gate.needed, columns, ones)
