"""A scenario whose patient cannot exist.

What it flags: a scenario with an answer that its finding cannot have, or that violates a
constraint.
Why it matters: a test on a patient who cannot exist proves nothing.
Example: "leg-paralysis": true beside "leg-weakness": false
How to fix: mend the answer that is not possible.
"""

from collections.abc import Iterator
from datetime import date

from surefoot.checks.answers import why_impossible
from surefoot.checks.check import Check, documented
from surefoot.checks.complete import knowledge_base
from surefoot.diagnostics import Fault
from surefoot.engine import evaluator_for
from surefoot.model import Kind, RecordSet


def impossible_patients(records: RecordSet, _: date) -> Iterator[Fault]:
    """Yield every impossible answer and every violated constraint."""
    kb = knowledge_base(records)
    for record in records.of(Kind.SCENARIO):
        for name, value in record.content["presentation"].items():
            finding = records.findings.get(name)
            wrong = why_impossible(value, finding.answer) if finding and value is not None else None
            if wrong:
                yield Fault(record.file, f"/presentation/{name}", f"`{name}`: {wrong[0]}", wrong[1])
        if kb:
            evaluator = evaluator_for(kb, records.scenarios[record.id].presentation)
            for constraint in records.constraints.values():
                if evaluator.truth(constraint.when) is True and evaluator.truth(constraint.then) is False:
                    message = f"no real patient is like this: {constraint.claim}"
                    yield Fault(record.file, "/presentation", message)


CHECK = Check(documented("T101", "impossible-patient", __doc__), impossible_patients)
