"""A stand-alone red flag that no scenario has as its only answer.

What it flags: where there are scenarios, a finding with the flag "alone" without a scenario whose
patient tells nothing else and is of the highest urgency.
Why it matters: this is the promise people rely on most.
Example: "flag": "alone", and no scenario with that finding alone
How to fix: add a scenario with the one answer, and the highest urgency.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Flag, Kind


def untold_red_flags(context: Context) -> Iterator[Fault]:
    """Yield every stand-alone red flag without a scenario of its own."""
    records = context.records
    if records.incomplete:
        return
    if not context.tested.scenarios:
        return
    highest = max(records.urgencies.values(), key=lambda urgency: urgency.rank, default=None)
    told = {finding for finding, urgency in context.tested.alone if highest and urgency == highest.id}
    for record in records.of(Kind.FINDING):
        if records.findings[record.id].flag is Flag.ALONE and record.id not in told:
            yield Fault(record.file, "/flag", f"no scenario has `{record.id}` as its only answer")


CHECK = Check(documented("T104", "untold-red-flag", __doc__), untold_red_flags, reach=Reach.EXTRACTS)
