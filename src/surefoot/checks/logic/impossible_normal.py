"""A normal value that the finding cannot have.

What it flags: a "normal" that is no possible answer of its finding.
Why it matters: proofs and made-up patients start from the normal values.
Example: {"answer": {"type": "boolean"}, "normal": "no"}
How to fix: write one of the finding's own values.
"""

from collections.abc import Iterator

from surefoot.checks.answers import value_repairs
from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import AnswerType, Kind, why_impossible


def impossible_normals(context: Context) -> Iterator[Fault]:
    """Yield every finding whose normal value is impossible."""
    records = context.records
    for record in records.of(Kind.FINDING):
        normal = record.content["normal"]
        if type(normal) is bool and record.content["answer"]["type"] == AnswerType.BOOLEAN:
            continue  # most findings; the others are looked at as a whole
        answer = records.findings[record.id].answer
        if wrong := why_impossible(normal, answer):
            yield Fault(record.file, "/normal", *wrong, repairs=value_repairs(normal, answer, "/normal"))


CHECK = Check(documented("L102", "impossible-normal", __doc__), impossible_normals, reach=Reach.RECORD)
