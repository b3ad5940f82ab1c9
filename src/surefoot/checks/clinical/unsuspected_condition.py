"""A condition that no rule suspects.

What it flags: a condition that is in no rule's "suspects" and does not say that it is for look-up
only; or says so although a rule suspects it.
Why it matters: a disease that no rule leads to is never thought of.
Example: kb/conditions/stroke.json, and no rule with "suspects": ["stroke"]
How to fix: name it in a rule, or say in "lookup_only" why no rule suspects it.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair
from surefoot.model import Kind


def unsuspected_conditions(context: Context) -> Iterator[Fault]:
    """Yield every condition whose place in the rules is not told."""
    records = context.records
    if records.incomplete:
        return
    suspected = {name for rule in records.rules.values() for name in rule.suspects}
    for record in records.of(Kind.CONDITION):
        lookup_only = "lookup_only" in record.content
        if record.id not in suspected and not lookup_only:
            yield Fault(record.file, "/id", f"no rule suspects `{record.id}`")
        elif record.id in suspected and lookup_only:
            message = f"a rule suspects `{record.id}`, so it is not for look-up only"
            repairs = (Repair("remove `lookup_only`", True, (Change("remove", "/lookup_only"),)),)
            yield Fault(record.file, "/lookup_only", message, 'remove "lookup_only"', repairs=repairs)


CHECK = Check(documented("C104", "unsuspected-condition", __doc__), unsuspected_conditions, reach=Reach.EXTRACTS)
