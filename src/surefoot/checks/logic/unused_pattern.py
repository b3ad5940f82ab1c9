"""A pattern that nothing uses.

What it flags: a pattern that no condition names.
Why it matters: it looks as if it mattered, and nobody keeps it right.
Example: kb/patterns/old-group.json, named nowhere
How to fix: use it, or remove the file.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def unused_patterns(context: Context) -> Iterator[Fault]:
    """Yield every pattern that no record names."""
    records = context.records
    if records.incomplete:
        return
    named = context.naming.patterns | context.meant
    for record in records.of(Kind.PATTERN):
        if record.id not in named:
            yield Fault(record.file, "/id", f"nothing uses the pattern `{record.id}`")


CHECK = Check(documented("L104", "unused-pattern", __doc__), unused_patterns, reach=Reach.EXTRACTS)
