"""A rule that decides no scenario alone.

What it flags: where there are scenarios, a rule that no scenario names in "decides", unless another
rule of its urgency covers it; then one must name it in "fires".
Why it matters: nobody would notice if the rule were lost.
Example: a new rule without a scenario
How to fix: add a scenario in which this rule alone demands the urgency.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def undecided_rules(context: Context) -> Iterator[Fault]:
    """Yield every rule without a scenario that needs it."""
    records = context.records
    if records.incomplete:
        return
    tested = context.tested
    if not tested.scenarios:
        return
    for record in records.of(Kind.RULE):
        if record.id in tested.decided:
            continue
        if "covered_because" not in record.content:
            yield Fault(record.file, "/id", f"no scenario is decided by `{record.id}` alone")
        elif record.id not in tested.fired:
            yield Fault(record.file, "/id", f"no scenario expects `{record.id}` to fire", "add one")


CHECK = Check(documented("T102", "undecided-rule", __doc__), undecided_rules, reach=Reach.EXTRACTS)
