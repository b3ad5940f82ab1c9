"""A phrase that two findings claim.

What it flags: a phrase in "says" of two findings that are answered with yes or no.
Why it matters: who says it is taken to have both, although they were asked about neither.
Example: "my head spins" in the findings "dizziness" and "balance-loss"
How to fix: leave it to the finding that it means, or say what makes the difference in both.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.screened import Screened
from surefoot.checks.wording.said import said_in
from surefoot.diagnostics import Fault, Severity
from surefoot.model import AnswerType, Kind


def claimed_twice(context: Context) -> Iterator[Fault]:
    """Yield every phrase of a yes-or-no finding that an earlier one has too."""
    owners: dict[str, str] = {}
    for record in context.records.of(Kind.FINDING):
        if record.content["answer"]["type"] != AnswerType.BOOLEAN:
            continue
        for pointer, phrase in said_in(record.content):
            owner = owners.setdefault(phrase, record.id)
            if owner != record.id:
                yield Fault(record.file, pointer, f'"{phrase}" is a phrase of `{owner}` too')


def may_be_shared(context: Screened) -> bool:
    """Whether two findings may have a phrase; two with one hash would only be looked at once more."""
    return context.noted.claimed_twice


CHECK = Check(documented("W107", "shared-phrase", __doc__, Severity.WARNING), claimed_twice, screen=may_be_shared)
