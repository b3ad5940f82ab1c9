"""A finding that nothing uses.

What it flags: a flagged finding that no rule uses, itself or through patterns; an unflagged one
that no record names at all.
Why it matters: people are asked a question that changes nothing, or a rule was forgotten.
Example: kb/findings/skin-rash.json with "flag": "combo", and no rule that names it
How to fix: use it in a rule, set its flag to "none", or remove it.
"""

from collections.abc import Iterator
from datetime import date

from surefoot.checks.check import Check, documented
from surefoot.checks.links import links_of
from surefoot.diagnostics import Fault
from surefoot.model import Condition, Flag, Kind, RecordSet, findings_in, patterns_in


def unused_findings(records: RecordSet, _: date) -> Iterator[Fault]:
    """Yield every finding without a use."""
    in_rules = _used_by_rules(records)
    named = {link.id for link in links_of(records) if link.record.kind is not Kind.SCENARIO}
    for record in records.of(Kind.FINDING):
        finding = records.findings[record.id]
        if record.id in in_rules:
            continue
        if finding.flag is not Flag.NONE:
            message = f"no rule uses `{record.id}`, although its flag is {finding.flag}"
            yield Fault(record.file, "/flag", message, 'use it in a rule, or set "flag" to "none"')
        elif record.id not in named:
            yield Fault(record.file, "/id", f"nothing uses `{record.id}`", "name it in a record, or remove it")


def _used_by_rules(records: RecordSet) -> set[str]:
    waiting: list[Condition] = [rule.when for rule in records.rules.values()]
    waiting += [rule.unless for rule in records.rules.values() if rule.unless is not None]
    manifest = records.manifest
    if manifest:
        waiting += [c for c in (manifest.outside.when, manifest.outside.unless) if c is not None]
    used: set[str] = set()
    seen: set[str] = set()
    while waiting:
        condition = waiting.pop()
        used.update(findings_in(condition))
        for pattern in set(patterns_in(condition)) - seen:
            seen.add(pattern)
            if pattern in records.patterns:
                waiting.append(records.patterns[pattern].when)
    return used


CHECK = Check(documented("L103", "unused-finding", __doc__), unused_findings)
