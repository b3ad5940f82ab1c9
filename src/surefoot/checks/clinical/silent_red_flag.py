"""A stand-alone red flag that does not reach the highest urgency alone.

What it flags: a finding with the flag "alone" whose "yes", with nothing else known, is not the
highest urgency; or whose "not sure" is not above the default.
Why it matters: a person who reports only this one thing would be told to wait.
Example: a finding with "flag": "alone" that no rule of the highest urgency uses
How to fix: add it to a rule of the highest urgency and to the rule for red flags answered "not
sure", or change its flag.
"""

from collections.abc import Iterator
from datetime import date

from surefoot.checks.check import Check, documented
from surefoot.checks.complete import knowledge_base
from surefoot.diagnostics import Fault
from surefoot.engine import decide, evaluator_for
from surefoot.model import Flag, Kind, Presentation, RecordSet


def silent_red_flags(records: RecordSet, _: date) -> Iterator[Fault]:
    """Yield every stand-alone red flag that is not taken as one."""
    kb = knowledge_base(records)
    if kb is None:
        return
    for record in records.of(Kind.FINDING):
        if records.findings[record.id].flag is not Flag.ALONE:
            continue
        present = decide(kb, evaluator_for(kb, Presentation({record.id: True}))).urgency
        unsure = decide(kb, evaluator_for(kb, Presentation({record.id: None}))).urgency
        highest = kb.levels[0]
        if present is None or present < kb.rank(highest):
            yield Fault(record.file, "/flag", f"a yes to `{record.id}`, and nothing else, is not {highest}")
        if unsure is None or unsure <= kb.default_rank:
            yield Fault(record.file, "/flag", f'"not sure" to `{record.id}` is no more than the default')


CHECK = Check(documented("C101", "silent-red-flag", __doc__), silent_red_flags)
