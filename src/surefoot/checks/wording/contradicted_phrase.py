"""A phrase that a finding claims and disclaims.

What it flags: a phrase in "never_says" of a finding that stands in its "says" too.
Why it matters: it is never read, so the phrase in "says" is dead; one of the two is a mistake.
Example: "says": ["numb bum"], "never_says": ["numb bum"]
How to fix: remove it from one of them; a harmless use has more words, such as "numb bum from sitting".
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.checks.wording.said import folded
from surefoot.diagnostics import Fault
from surefoot.model import Kind


def claimed_and_disclaimed(context: Context) -> Iterator[Fault]:
    """Yield every phrase of `never_says` that the finding says too."""
    for record in context.records.of(Kind.FINDING):
        denied = record.content.get("never_says", ())
        said = context.phrases[record.file] if denied else ()
        for number, phrase in enumerate(denied):
            if folded(phrase) in said:
                yield Fault(record.file, f"/never_says/{number}", f'"{phrase}" stands in `says` too')


CHECK = Check(documented("W108", "contradicted-phrase", __doc__), claimed_and_disclaimed, reach=Reach.RECORD)
