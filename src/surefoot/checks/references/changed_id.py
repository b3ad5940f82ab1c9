"""A record that got another id.

What it flags: with --since, a record that was removed while another with the same content was added.
Why it matters: ids are a promise. Copies, saved answers and other programs still use the old one, and
nothing tells them.
Example: a finding is renamed because its title changed
How to fix: keep the old id and change only the title; or say in the changelog that the id changed.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity


def changed_ids(context: Context) -> Iterator[Fault]:
    """Yield every record that has another id than before."""
    history = context.history
    for (kind, old), new in history.renamed.items() if history else ():
        record = context.records.get(kind, new)
        if record is not None:
            message = f"the id of this {kind.value} changed: `{old}` -> `{new}`"
            yield Fault(record.file, "/id", message, f"keep `{old}`, or tell those who use it")


CHECK = Check(documented("R107", "changed-id", __doc__, Severity.WARNING), changed_ids, reach=Reach.HISTORY)
