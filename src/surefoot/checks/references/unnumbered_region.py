"""A region that does not say whom to call.

What it flags: a region without a number for the highest urgency, or with two entries for one urgency.
Why it matters: somebody in an emergency looks for one number, and must find it in the first lines.
Example: {"help": [{"urgency": "urgent", "call": "111"}]}, without an entry for emergency
How to fix: add an entry with the emergency number; join two entries for one urgency.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def unnumbered_regions(context: Context) -> Iterator[Fault]:
    """Yield every region without the number that counts most, and every second entry for a level."""
    levels = context.records.urgencies
    top = max(levels.values(), key=lambda urgency: urgency.rank, default=None)
    unread = context.records.present.get(Kind.URGENCY, frozenset()) - levels.keys()
    for record in context.records.of(Kind.REGION):
        named = [entry["urgency"] for entry in record.content["help"]]
        if top is not None and top.id not in named and not unread and levels.keys() >= set(named):
            message = f"there is no number for the highest urgency, `{top.id}`"
            yield Fault(record.file, "/help", message, f"add an entry with `{top.id}` and the number to call")
        for index, urgency in enumerate(named):
            if urgency in named[:index]:
                message = f"a second entry for `{urgency}`"
                yield Fault(record.file, f"/help/{index}/urgency", message, "say it in one entry")


CHECK = Check(documented("R111", "unnumbered-region", __doc__), unnumbered_regions, reach=Reach.EXTRACTS)
