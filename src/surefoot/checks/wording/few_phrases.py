"""A finding with too few phrases that people say.

What it flags: a finding with fewer phrases in "says", those of its values included, than "fewest" in
"plain_words" of kb.json asks for with its flag.
Why it matters: a text is understood by these phrases. Who talks in another way is asked more, or not understood.
Example: "says": ["numb groin"] of a stand-alone red flag
How to fix: add what a patient, a partner, a parent, a child or somebody new to the language would say.
"""

from __future__ import annotations

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity
from surefoot.model import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def sparsely_worded(context: Context) -> Iterator[Fault]:
    """Yield every finding with fewer phrases than its flag asks for."""
    manifest: Any = context.manifest
    fewest = manifest.get("language", {}).get("plain_words", {}).get("fewest", {})
    for record in context.records.of(Kind.FINDING):
        wanted = fewest.get(record.content["flag"], 0)
        count = len(context.phrases[record.file]) if wanted else 0
        if count < wanted:
            flag = record.content["flag"]
            yield Fault(record.file, "/says", f"{count} phrases; a finding with the flag `{flag}` has {wanted} or more")


CHECK = Check(documented("W106", "few-phrases", __doc__, Severity.WARNING), sparsely_worded, reach=Reach.RECORD)
