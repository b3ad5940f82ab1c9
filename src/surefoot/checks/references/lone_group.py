"""A group of one finding, spelt nearly like the group of others.

What it flags: a finding that is alone in its group, while a group with nearly the same name has others.
Why it matters: a slip of spelling takes the finding out of the part of the history it belongs to.
Example: {"group": "weaknes"}, where other findings have the group weakness
How to fix: write the group as the other findings do, or choose a name that is not so close to theirs.
"""

from collections import Counter
from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair, nearest
from surefoot.model import Kind


def lone_groups(context: Context) -> Iterator[Fault]:
    """Yield every finding whose group looks like a slip."""
    sizes = Counter(record.content["group"] for record in context.records.of(Kind.FINDING))
    shared = [group for group, size in sizes.items() if size > 1]
    for record in context.records.of(Kind.FINDING):
        group = record.content["group"]
        if sizes[group] == 1 and (meant := nearest(group, shared)):
            repairs = (Repair(f"write `{meant}`", False, (Change("set", "/group", meant),)),)
            message = f"no other finding has the group `{group}`"
            yield Fault(record.file, "/group", message, f"did you mean `{meant}`?", repairs=repairs)


CHECK = Check(documented("R110", "lone-group", __doc__), lone_groups, reach=Reach.EXTRACTS)
