"""A scenario that expects a rule to fire and not to fire.

What it flags: a rule that stands in "fires" and in "does_not_fire" of one scenario.
Why it matters: no triage can satisfy it, so the scenario fails whatever the knowledge says.
Example: {"fires": ["u01-fever"], "does_not_fire": ["u01-fever"]}
How to fix: leave the rule in the list that is meant.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def contradicting_expectations(context: Context) -> Iterator[Fault]:
    """Yield every rule that is expected to do both."""
    for record in context.records.of(Kind.SCENARIO):
        expect = record.content["expect"]
        for index, rule in enumerate(expect["does_not_fire"]):
            if rule in expect["fires"]:
                also = ((record.file, f"/expect/fires/{expect['fires'].index(rule)}", "it is to fire"),)
                message = f"`{rule}` is expected to fire and not to fire"
                yield Fault(record.file, f"/expect/does_not_fire/{index}", message, also=also)


CHECK = Check(documented("T105", "contradicting-expectation", __doc__), contradicting_expectations, reach=Reach.RECORD)
