"""A scenario whose patient cannot exist.

What it flags: a scenario with an answer that its finding cannot have, or that violates a
constraint.
Why it matters: a test on a patient who cannot exist proves nothing.
Example: "leg-paralysis": true beside "leg-weakness": false
How to fix: mend the answer that is not possible.
"""

from collections.abc import Iterator

from surefoot.checks.answers import value_repairs
from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for
from surefoot.model import Answer, AnswerType, Kind, why_impossible


def impossible_patients(context: Context) -> Iterator[Fault]:
    """Yield every impossible answer and every violated constraint."""
    records = context.records
    kb = context.knowledge_base
    booleans = {f.id for f in records.findings.values() if f.answer.type is AnswerType.BOOLEAN}
    constraints = [(c, context.mentions(c.when)) for c in records.constraints.values()]
    for record in records.of(Kind.SCENARIO):
        answers = record.content["presentation"]
        doubtful = [name for name, value in answers.items() if type(value) is not bool or name not in booleans]
        for name in doubtful:
            value, finding = answers[name], records.findings.get(name)
            if value is not None and finding and (wrong := why_impossible(value, finding.answer)):
                yield _impossible(record.file, name, value, finding.answer, wrong)
        touched = [constraint for constraint, findings in constraints if not findings.isdisjoint(answers)]
        if kb and touched:
            evaluator = evaluator_for(kb, records.build(record).presentation)
            for constraint in touched:
                if evaluator.truth(constraint.when) is True and evaluator.truth(constraint.then) is False:
                    message = f"no real patient is like this: {constraint.claim}"
                    yield Fault(record.file, "/presentation", message)


def _impossible(file: str, name: str, value: object, answer: Answer, wrong: tuple[str, str]) -> Fault:
    """Who is not sure has an answer too: `null`, which authors do not think of."""
    pointer = f"/presentation/{name}"
    repairs = value_repairs(value, answer, pointer)
    cure = wrong[1] if repairs else f'{wrong[1]}; null means "not sure"'
    return Fault(file, pointer, f"`{name}`: {wrong[0]}", cure, repairs=repairs)


CHECK = Check(documented("T101", "impossible-patient", __doc__), impossible_patients, reach=Reach.EXTRACTS)
