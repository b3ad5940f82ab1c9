"""A category that kb.json does not list.

What it flags: a condition whose category is none of those in kb.json.
Why it matters: lists by category leave the condition out, and nobody notices.
Example: {"category": "nerves"}, where kb.json lists the category nerve
How to fix: write the id of a category in kb.json, or add the category there.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair, nearest, quoted_list
from surefoot.model import Kind


def unknown_categories(context: Context) -> Iterator[Fault]:
    """Yield every condition of a category that there is not."""
    for manifest in context.records.of(Kind.KB):
        known = [category["id"] for category in manifest.content["categories"]]
        for record in context.records.of(Kind.CONDITION):
            category = record.content["category"]
            if category not in known:
                meant = nearest(category, known)
                cure = f"did you mean `{meant}`?" if meant else f"the categories are {quoted_list(known)}"
                change = (Change("set", "/category", meant),)
                repairs = (Repair(f"write `{meant}`", False, change),) if meant else ()
                yield Fault(record.file, "/category", f"there is no category `{category}`", cure, repairs=repairs)


CHECK = Check(documented("R108", "unknown-category", __doc__), unknown_categories, reach=Reach.EXTRACTS)
