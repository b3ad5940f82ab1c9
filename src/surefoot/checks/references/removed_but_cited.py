"""A record that was removed and is still named.

What it flags: with --since, an id whose record was there and no longer is. Without --since, the same fault
is a dangling reference.
Why it matters: what the link brought, a pattern, a source, a test, is silently missing.
Example: a pattern is removed, and a rule still has it in "when"
How to fix: take the link out, write the new id, or restore the record.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.checks.history import Key
from surefoot.checks.links import Link
from surefoot.diagnostics import Change, Fault, Repair


def removed_but_cited(context: Context) -> Iterator[Fault]:
    """Yield every link to a record that was removed."""
    for link in context.dangling:
        key = context.removed_target(link)
        if context.history and key:
            yield _fault(link, key, context.history.removed[key].file, context.history.renamed.get(key))


def _fault(link: Link, key: Key, file: str, new_id: str | None) -> Fault:
    in_key = link.pointer.startswith("/presentation/")
    if new_id is None:
        message = f"the {key[0].value} `{link.id}` was removed, and is still named here"
        return Fault(link.record.file, link.pointer, message, f"take it out here, or restore {file}", in_key)
    change = Change("rename" if in_key else "set", link.pointer, new_id)
    repairs = (Repair(f"write `{new_id}`", True, (change,)),)
    message = f"the {key[0].value} `{link.id}` is called `{new_id}` now"
    return Fault(link.record.file, link.pointer, message, f"write `{new_id}`", in_key, repairs=repairs)


CHECK = Check(documented("R106", "removed-but-cited", __doc__), removed_but_cited, reach=Reach.HISTORY)
