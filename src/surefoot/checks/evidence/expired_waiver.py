"""A waiver past its last day.

What it flags: a waiver whose "until" lies before today. It waives nothing any more.
Why it matters: what was put up with for a time has become permanent, and nobody decided that.
Example: {"code": "E102", "reason": "...", "until": "2020-01-31"}
How to fix: mend the fault and remove the waiver, or decide anew and set a later day.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault


def expired_waivers(context: Context) -> Iterator[Fault]:
    """Yield every waiver that is over."""
    today = context.today.isoformat()
    for record in context.records.records:
        for index, waiver in enumerate(record.content.get("waivers", ())):
            if waiver["until"] < today:
                message = f"the waiver of {waiver['code']} ended on {waiver['until']}"
                yield Fault(record.file, f"/waivers/{index}/until", message)


CHECK = Check(documented("E106", "expired-waiver", __doc__), expired_waivers, reach=Reach.RECORD)
