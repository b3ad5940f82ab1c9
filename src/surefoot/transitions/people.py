"""Every patient of two versions at once: each version hears of the answers what it asks and knows.

An answer that a version does not know, and one to a question that it does not ask, was not given to it. Of several
values it hears those that it knows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from surefoot.circuit import FALSE, Circuit, Truth
from surefoot.engine import Evaluator
from surefoot.model import Answer, AnswerType, Atom, Finding, Has, KnowledgeBase, Presentation, Value
from surefoot.proof import Patient, conditions_in, mentioned_in

EARLIER = " (before)"
"""Marks the answers, of another type, that a question of the same id had in the earlier version."""


class People:
    """The variables of all findings of both versions, in one circuit."""

    def __init__(self, circuit: Circuit, old: KnowledgeBase, new: KnowledgeBase) -> None:
        self.findings = {finding.id: finding for finding in _joined(old, new)}
        conditions = [*conditions_in(old), *conditions_in(new)]
        mentioned, limits = mentioned_in(conditions)
        for name in mentioned:
            answers = [kb.findings[name].answer for kb in (old, new) if name in kb.findings]
            limits[name] = _limits(limits.get(name, ()), [one for one in answers if one.type is AnswerType.NUMBER])
        asked = [finding for name, finding in self.findings.items() if name.removesuffix(EARLIER) in mentioned]
        self.patient = Patient(
            circuit, asked, {name: limits.get(name.removesuffix(EARLIER), ()) for name in self.findings}
        )
        self._same = {
            name
            for name, finding in old.findings.items()
            if name in new.findings and finding.answer == new.findings[name].answer
        }
        self._known: dict[Atom, Truth] = {}

    def well_formed_for(self, names: Iterable[str]) -> int:
        """Where each of these findings has one answer at most."""
        circuit, patient = self.patient.circuit, self.patient
        both = [name for name in names if name + EARLIER in patient.slots]
        twice = (-circuit.all_of((patient.asked(name), patient.asked(name + EARLIER))) for name in both)
        return circuit.all_of([*(patient.rules[name] for name in names), *twice])

    def truth(self, atom: Atom, kb: KnowledgeBase) -> Truth:
        """Where an atom is true, and where it is false, for what a version hears."""
        if atom.finding not in self._same:
            return self._truth(atom, kb)
        if atom not in self._known:
            self._known[atom] = self._truth(atom, kb)
        return self._known[atom]

    def _truth(self, atom: Atom, kb: KnowledgeBase) -> Truth:
        true: list[int] = []
        false: list[int] = []
        for name in (atom.finding, atom.finding + EARLIER):
            if name in self.patient.slots:
                for literals, found in zip((true, false), self._heard_in(name, atom, kb), strict=True):
                    literals.append(found)
        circuit = self.patient.circuit
        return Truth(circuit.any_of(true), circuit.any_of(false))

    def _heard_in(self, name: str, atom: Atom, kb: KnowledgeBase) -> tuple[int, int]:
        slot, circuit = self.patient.slots[name], self.patient.circuit
        heard = {variable: self.heard({name: answer}, kb) for answer, variable in slot.options}
        if isinstance(atom, Has) and slot.bits:
            given = slot.options[0][1] if heard[slot.options[0][1]] else FALSE
            known = atom.value in kb.findings[atom.finding].answer.values if given != FALSE else False
            bit = circuit.all_of((given, slot.bits[atom.value])) if known else FALSE
            return bit, circuit.all_of((given, -bit))
        truths = [(Evaluator({}, Presentation(answers)).truth(atom), variable) for variable, answers in heard.items()]
        found = (circuit.any_of(variable for truth, variable in truths if truth is wanted) for wanted in (True, False))
        return next(found), next(found)

    def heard(self, answers: Mapping[str, Value | None], kb: KnowledgeBase) -> dict[str, Value | None]:
        """What a version hears of these answers."""
        found: dict[str, Value | None] = {}
        for name, value in answers.items():
            asked = kb.findings.get(name.removesuffix(EARLIER))
            if asked is None:
                continue
            if value is None:
                found[asked.id] = None
            elif isinstance(value, tuple) and asked.answer.type is AnswerType.CHOICES:
                found[asked.id] = tuple(one for one in value if one in asked.answer.values)
            elif _accepts(asked.answer, value):
                found[asked.id] = value
        return found

    def read(self, patient: Presentation, kb: KnowledgeBase) -> Presentation:
        """The patient as a version hears of him or her."""
        return Presentation(self.heard(patient.answers, kb))


def _accepts(answer: Answer, value: Value) -> bool:
    match answer.type:
        case AnswerType.BOOLEAN:
            return isinstance(value, bool)
        case AnswerType.CHOICE:
            return isinstance(value, str) and value in answer.values
        case AnswerType.NUMBER:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and answer.minimum <= value <= answer.maximum and (not answer.whole or value == int(value))  # type: ignore[operator, arg-type]
        case _:
            return False


def _limits(limits: Iterable[float], numbers: Sequence[Answer]) -> list[float]:
    """Those of conditions, and where what a version accepts begins and ends.

    Where only one version accepts fractions, a fraction between each two of them stands for those that it accepts.
    """
    cuts = sorted({*limits, *(limit for one in numbers for limit in (one.minimum, one.maximum))})
    if len({one.whole for one in numbers}) < 2:
        return cuts
    return [*cuts, *(_fraction(low, high) for low, high in pairwise(cuts))]


def _fraction(low: float, high: float) -> float:
    number = (low + high) / 2
    while number == int(number):
        number = (low + number) / 2
    return number


def _joined(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[Finding]:
    """The findings of both, each with the answers of both; one whose answers are of another type by now is two."""
    yield from (finding for name, finding in old.findings.items() if name not in new.findings)
    for name, finding in new.findings.items():
        earlier = old.findings.get(name)
        if earlier is None or earlier.answer == finding.answer:
            yield finding
        elif (earlier.answer.type, earlier.answer.whole) != (finding.answer.type, finding.answer.whole):
            yield finding
            yield earlier._replace(id=name + EARLIER)
        else:
            yield finding._replace(answer=_widest((finding.answer, earlier.answer)))


def _widest(answers: Iterable[Answer]) -> Answer:
    new, old = answers
    return new._replace(
        values={**new.values, **{value: label for value, label in old.values.items() if value not in new.values}},
        minimum=min(new.minimum, old.minimum),
        maximum=max(new.maximum, old.maximum),
    )
