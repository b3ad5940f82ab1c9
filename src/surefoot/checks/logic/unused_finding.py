"""A finding that nothing uses.

What it flags: a flagged finding that no rule uses, itself or through patterns; an unflagged one
that no record names at all.
Why it matters: people are asked a question that changes nothing, or a rule was forgotten.
Example: kb/findings/skin-rash.json with "flag": "combo", and no rule that names it
How to fix: use it in a rule, set its flag to "none", or remove it.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Flag, Kind


def unused_findings(context: Context) -> Iterator[Fault]:
    """Yield every finding without a use."""
    records = context.records
    if records.incomplete:
        return
    in_rules = context.used_by_rules
    named = context.naming.ids
    for record in records.of(Kind.FINDING):
        finding = records.findings[record.id]
        if record.id in in_rules or record.id in context.meant:
            continue
        if finding.flag is not Flag.NONE:
            message = f"no rule uses `{record.id}`, although its flag is {finding.flag}"
            yield Fault(record.file, "/flag", message, 'use it in a rule, or set "flag" to "none"')
        elif record.id not in named:
            yield Fault(record.file, "/id", f"nothing uses `{record.id}`", "name it in a record, or remove it")


CHECK = Check(documented("L103", "unused-finding", __doc__), unused_findings, reach=Reach.EXTRACTS)
