"""A scenario whose patient cannot exist.

What it flags: a scenario with an answer that its finding cannot have, or that violates a
constraint.
Why it matters: a test on a patient who cannot exist proves nothing.
Example: "leg-paralysis": true beside "leg-weakness": false
How to fix: mend the answer that is not possible.
"""

from collections.abc import Iterator

from surefoot.checks.answers import why_impossible
from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for
from surefoot.model import AnswerType, Kind


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
                yield Fault(record.file, f"/presentation/{name}", f"`{name}`: {wrong[0]}", wrong[1])
        if kb:
            evaluator = evaluator_for(kb, records.scenarios[record.id].presentation)
            for constraint, findings in constraints:
                if findings.isdisjoint(answers):
                    continue
                if evaluator.truth(constraint.when) is True and evaluator.truth(constraint.then) is False:
                    message = f"no real patient is like this: {constraint.claim}"
                    yield Fault(record.file, "/presentation", message)


CHECK = Check(documented("T101", "impossible-patient", __doc__), impossible_patients)
