"""A changelog that does not tell about the version.

What it flags: a kb.json with a "changelog" whose first entry is for another version than "version".
Why it matters: whoever updates has to know what changed for people, and reads the first entry.
Example: "version": "1.1.0", and the changelog begins with "1.0.0"
How to fix: put an entry for the version first, and say in it what changed.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def changelogs_behind(context: Context) -> Iterator[Fault]:
    """Yield kb.json when its changelog begins with another version."""
    for record in context.records.of(Kind.KB):
        entries, version = record.content.get("changelog", ()), record.content["version"]
        if entries and entries[0]["version"] != version:
            message = f"the changelog begins with version {entries[0]['version']}, and this is version {version}"
            yield Fault(record.file, "/changelog/0/version", message, f"add an entry for {version} in front of it")


CHECK = Check(documented("E107", "changelog-behind", __doc__), changelogs_behind, reach=Reach.RECORD)
