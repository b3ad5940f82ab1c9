"""Patients as variables: for each finding not asked, not sure, or a value.

A condition compares a number only with the limits that are written in the knowledge. So all numbers between two
neighbouring limits are one answer here, and the one nearest to the normal value stands for them: nothing is lost.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import NamedTuple

from surefoot.circuit import FALSE, Circuit
from surefoot.engine import Evaluator
from surefoot.model import Answer, AnswerType, Atom, Finding, Has, Presentation, Value


class Slot(NamedTuple):
    """The variables of one finding. `options` pairs each answer, None being "not sure", with its variable.

    Exactly one is true when the finding was asked. Where several values can be given, the only option besides
    "not sure" is "answered", and `bits` has a variable for each value. `limits` are those of a number.
    """

    finding: Finding
    options: tuple[tuple[Value | None, int], ...]
    bits: Mapping[str, int]
    limits: tuple[float, ...] = ()

    @property
    def unsure(self) -> int:
        """Asked, and the answer was "not sure"."""
        return self.options[-1][1]

    @property
    def variables(self) -> list[int]:
        """Every variable of the finding."""
        return [*(variable for _, variable in self.options), *self.bits.values()]


class Patient:
    """Every presentation at once: the variables of all findings.

    `rules` say of each finding that its answers exclude each other, `owner` whose a variable is.
    """

    def __init__(self, circuit: Circuit, findings: Iterable[Finding], limits: Mapping[str, Sequence[float]]) -> None:
        self.circuit = circuit
        self.slots: dict[str, Slot] = {}
        self.rules: dict[str, int] = {}
        self.owner: dict[int, str] = {}
        for finding in sorted(findings, key=lambda finding: finding.id):
            slot = self._slot(finding, tuple(sorted(set(limits.get(finding.id, ())))))
            self.slots[finding.id] = slot
            self.rules[finding.id] = circuit.all_of(self._rules_of(slot))
            self.owner.update(dict.fromkeys(slot.variables, finding.id))
        self.well_formed = circuit.all_of(self.rules.values())

    def _slot(self, finding: Finding, limits: tuple[float, ...]) -> Slot:
        several = finding.answer.type is AnswerType.CHOICES
        answers: list[Value | None] = [()] if several else list(_answers(finding, limits))
        options = tuple((answer, self.circuit.variable()) for answer in [*answers, None])
        bits = {value: self.circuit.variable() for value in finding.answer.values} if several else {}
        return Slot(finding, options, bits, limits)

    def _rules_of(self, slot: Slot) -> Iterator[int]:
        variables = [variable for _, variable in slot.options]
        for index, first in enumerate(variables):
            for second in variables[:index]:
                yield -self.circuit.all_of((first, second))
        for bit in slot.bits.values():
            yield self.circuit.implies(bit, variables[0])

    def only(self, names: Collection[str]) -> "Patient":
        """The same variables, of these findings only; the others were not asked."""
        other = copy(self)
        other.slots = {name: slot for name, slot in self.slots.items() if name in names}
        return other

    def asked(self, finding: str) -> int:
        """The finding has an answer, "not sure" included."""
        return self.circuit.any_of(variable for _, variable in self.slots[finding].options)

    def known(self, finding: str) -> int:
        """The finding has a value."""
        return self.circuit.any_of(variable for _, variable in self.slots[finding].options[:-1])

    def is_value(self, finding: str, value: Value) -> int:
        """The finding has this value."""
        slot = self.slots[finding]
        if not slot.bits:
            return dict(slot.options)[value]
        wanted = value if isinstance(value, tuple) else ()
        return self.circuit.all_of(
            (slot.options[0][1], *(bit if name in wanted else -bit for name, bit in slot.bits.items()))
        )

    def away(self, finding: str) -> int:
        """The answer is another than the one that is normal; "not sure" is another, not asked is none."""
        return self.circuit.all_of((self.asked(finding), -self.is_value(finding, self.slots[finding].finding.normal)))

    def atom(self, atom: Atom) -> tuple[int, int]:
        """Where an atom is true, and where it is false: its own meaning is asked of the engine, value by value."""
        slot = self.slots[atom.finding]
        if slot.bits and isinstance(atom, Has):
            bit = slot.bits.get(atom.value, FALSE)
            return bit, self.circuit.all_of((slot.options[0][1], -bit))
        truths = [
            (Evaluator({}, Presentation({atom.finding: answer})).truth(atom), variable)
            for answer, variable in slot.options
        ]
        found = (
            self.circuit.any_of(variable for truth, variable in truths if truth is wanted) for wanted in (True, False)
        )
        return next(found), next(found)

    def encoded(self, presentation: Presentation) -> set[int]:
        """The variables that are true for one presentation; findings that nothing mentions are left out."""
        found: set[int] = set()
        for name, value in presentation.answers.items():
            if name in self.slots:
                slot = self.slots[name]
                found.add(slot.unsure if value is None else _option(slot, value))
                found.update(slot.bits[item] for item in (value if isinstance(value, tuple) else ()))
        return found


def _option(slot: Slot, value: Value) -> int:
    if slot.bits:
        return slot.options[0][1]
    if slot.finding.answer.type is not AnswerType.NUMBER:
        return dict(slot.options)[value]
    return next(
        variable
        for answer, variable in slot.options[:-1]
        if all(_side(value, limit) == _side(answer, limit) for limit in slot.limits)
    )


def _side(value: object, limit: float) -> int:
    assert isinstance(value, int | float)
    return (value > limit) - (value < limit)


def _answers(finding: Finding, limits: Sequence[float]) -> Iterator[Value]:
    """The values, the normal one first."""
    answer, normal = finding.answer, finding.normal
    found: list[Value]
    if answer.type is AnswerType.BOOLEAN:
        found = [False, True]
    elif answer.type is AnswerType.NUMBER:
        assert isinstance(normal, int | float)
        found = list(numbers_between(answer, normal, limits))
    else:
        found = list(answer.values)
    yield from sorted(found, key=lambda value: value != normal)


def numbers_between(answer: Answer, normal: float, limits: Sequence[float]) -> Iterator[float]:
    """One number on, and one between, each two neighbouring limits, in rising order."""
    low, high = answer.minimum, answer.maximum
    inside = sorted({limit for limit in limits if low <= limit <= high})
    cuts = [low - 1, *inside, high + 1]
    for index, limit in enumerate(cuts):
        if low <= limit <= high and (not answer.whole or limit == int(limit)):
            yield int(limit) if limit == int(limit) else limit
        if index + 1 < len(cuts):
            yield from _nearest(normal, (limit, cuts[index + 1]), answer)


def _nearest(normal: float, between: tuple[float, float], answer: Answer) -> Iterator[float]:
    """The number nearest to the normal one that lies between two others, neither included, if there is one."""
    low, high = between
    first = max(math.floor(low) + 1, math.ceil(answer.minimum))
    last = min(math.ceil(high) - 1, math.floor(answer.maximum))
    if low < normal < high and answer.minimum <= normal <= answer.maximum:
        yield normal
    elif first <= last:
        yield first if normal < first else last
    elif not answer.whole:
        from_, to = max(low, answer.minimum), min(high, answer.maximum)
        if from_ < to or low < from_ == to < high:
            yield (from_ + to) / 2
