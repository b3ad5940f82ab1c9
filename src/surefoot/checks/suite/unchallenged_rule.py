"""A rule without a near miss.

What it flags: where there are scenarios, a rule that no scenario names in "near_miss_of".
Why it matters: nobody would notice if the rule fired for people it is not meant for.
Example: a rule for sudden weakness, and no patient whose weakness is almost but not quite like it
How to fix: add a scenario that is close to the rule and in which it must not fire; name the rule in
"near_miss_of".
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def unchallenged_rules(context: Context) -> Iterator[Fault]:
    """Yield every rule that no scenario narrowly misses."""
    records = context.records
    if records.incomplete:
        return
    if not context.tested.scenarios:
        return
    for record in records.of(Kind.RULE):
        if record.id not in context.tested.missed:
            yield Fault(record.file, "/id", f"no scenario is a near miss of `{record.id}`")


CHECK = Check(documented("T103", "unchallenged-rule", __doc__), unchallenged_rules, reach=Reach.EXTRACTS)
