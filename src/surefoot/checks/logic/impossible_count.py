"""A condition that wants more parts to hold than it lists.

What it flags: an "at_least" that is larger than the number of conditions in its "of".
Why it matters: such a condition is never true, and a rule is silently dead.
Example: {"at_least": 3, "of": [{"finding": "fever"}, {"finding": "back-pain"}]}
How to fix: lower the number, or add the conditions that are missing.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import All, AnyOf, AtLeast, Condition, Is, Not, subconditions

_SEVERAL = (All, AnyOf, AtLeast)


def impossible_counts(context: Context) -> Iterator[Fault]:
    """Yield every count that cannot be reached."""
    for record, start, condition in context.conditions:
        if not _wants_too_many(condition):
            continue
        for pointer, part in subconditions(condition, start):
            if isinstance(part, AtLeast) and part.count > len(part.parts):
                listed = "1 condition is" if len(part.parts) == 1 else f"{len(part.parts)} conditions are"
                message = f"{part.count} must hold, and {listed} listed"
                yield Fault(record.file, f"{pointer}/at_least", message)


def _wants_too_many(condition: Condition) -> bool:
    """Whether a part wants too many; told without the places of the parts, which is quicker."""
    open_parts = [condition]
    while open_parts:
        part = open_parts.pop()
        if type(part) is Is:  # most of them
            continue
        if isinstance(part, _SEVERAL):
            if isinstance(part, AtLeast) and part.count > len(part.parts):
                return True
            open_parts += part.parts
        elif isinstance(part, Not):
            open_parts.append(part.part)
    return False


CHECK = Check(
    documented("L107", "impossible-count", __doc__), impossible_counts, needed_to_triage=True, reach=Reach.RECORD
)
