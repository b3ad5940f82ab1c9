"""A record that was changed without a higher revision.

What it flags: with --since, a record that says something else than it did, and whose "revision" is no
higher; and a revision that fell.
Why it matters: who keeps a copy, or has reviewed the record, sees no sign that it changed.
Example: another "because", and still "revision": 1
How to fix: raise "revision" by one.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Change, Fault, Repair


def revisions_not_raised(context: Context) -> Iterator[Fault]:
    """Yield every record whose content changed while its revision did not rise, or whose revision fell."""
    history = context.history
    if history is None:
        return
    for old, new in history.kept:
        was, now = old.content["revision"], new.content["revision"]
        if now > was or (now == was and not history.says_something_else(old, new)):
            continue
        fell = f"the revision fell from {was} to {now}"
        message = fell if now < was else f"the record changed, and its revision is still {was}"
        repair = Repair(f"write {was + 1}", True, (Change("set", "/revision", was + 1),))
        yield Fault(new.file, "/revision", message, f'write "revision": {was + 1}', repairs=(repair,))


CHECK = Check(documented("E103", "revision-not-raised", __doc__), revisions_not_raised, reach=Reach.HISTORY)
