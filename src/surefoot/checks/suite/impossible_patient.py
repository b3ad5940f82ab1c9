"""A scenario whose patient cannot exist.

What it flags: a scenario with an answer that its finding cannot have, or that violates a
constraint.
Why it matters: a test on a patient who cannot exist proves nothing.
Example: "leg-paralysis": true beside "leg-weakness": false
How to fix: mend the answer that is not possible.
"""

from collections.abc import Iterator, Mapping

from surefoot.checks.answers import value_repairs
from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for
from surefoot.model import Answer, AnswerType, Constraint, Kind, RecordSet, Trait, Traits, why_impossible


def impossible_patients(context: Context) -> Iterator[Fault]:
    """Yield every impossible answer and every violated constraint."""
    records = context.records
    kb = context.knowledge_base
    booleans = {f.id for f in records.findings.values() if f.answer.type is AnswerType.BOOLEAN}
    choices = {f.id: f.answer.values for f in records.findings.values() if f.answer.type is AnswerType.CHOICE}
    candidates = _Candidates(records)
    for record in records.of(Kind.SCENARIO):
        answers = record.content["presentation"]
        doubtful = [name for name, value in answers.items() if type(value) is not bool or name not in booleans]
        for name in doubtful:
            value, finding = answers[name], records.findings.get(name)
            if type(value) is str and value in choices.get(name, ()):
                continue  # most of them
            if value is not None and finding and (wrong := why_impossible(value, finding.answer)):
                yield _impossible(record.file, name, value, finding.answer, wrong)
        if kb and (may_hold := candidates(answers)):
            evaluator = evaluator_for(kb, records.build(record).presentation)
            for constraint in may_hold.values():
                if evaluator.truth(constraint.when) is True and evaluator.truth(constraint.then) is False:
                    message = f"no real patient is like this: {constraint.claim}"
                    yield Fault(record.file, "/presentation", message)


class _Candidates:
    """Finds the constraints whose condition may hold for a patient: by an answer without which it does not."""

    def __init__(self, records: RecordSet) -> None:
        traits = Traits(records.patterns)
        ways = [
            (constraint, way) for constraint in records.constraints.values() for way in traits(constraint.when).ways
        ]
        told = [(constraint, trait) for constraint, way in ways for trait in sorted(way, key=_is_answer)[-1:]]
        self._by_answer = [(constraint, str(trait[0]), trait[1]) for constraint, trait in told if _is_answer(trait)]
        self._by_question = [(constraint, str(trait[0])) for constraint, trait in told if not _is_answer(trait)]
        self._always = [constraint for constraint, way in ways if not way]

    def __call__(self, answers: Mapping[str, object]) -> dict[str, Constraint]:
        """The constraints that have to be looked at, by id."""
        found = [constraint for constraint, finding, value in self._by_answer if answers.get(finding) == value]
        found += [constraint for constraint, finding in self._by_question if finding in answers]
        return {constraint.id: constraint for constraint in (*found, *self._always)}


def _is_answer(trait: Trait) -> bool:
    """Whether a trait is a finding with its value; any other says only that it was asked."""
    return len(trait) == 2 and isinstance(trait[1], str | bool)


def _impossible(file: str, name: str, value: object, answer: Answer, wrong: tuple[str, str]) -> Fault:
    """Who is not sure has an answer too: `null`, which authors do not think of."""
    pointer = f"/presentation/{name}"
    repairs = value_repairs(value, answer, pointer)
    cure = wrong[1] if repairs else f'{wrong[1]}; null means "not sure"'
    return Fault(file, pointer, f"`{name}`: {wrong[0]}", cure, repairs=repairs)


CHECK = Check(documented("T101", "impossible-patient", __doc__), impossible_patients, reach=Reach.EXTRACTS)
