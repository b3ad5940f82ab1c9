"""A value of a choice that nothing uses.

What it flags: a value that no condition names and, where there are scenarios, no scenario's patient
has.
Why it matters: nobody knows whether that answer leads anywhere.
Example: "months" among the values of a finding, and no rule and no patient with it
How to fix: use it in a condition, add a scenario with it, or remove it.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Has, In, Is, Kind


def unused_values(context: Context) -> Iterator[Fault]:
    """Yield every value without a use; nothing where there are no scenarios to hold it."""
    records = context.records
    if records.incomplete:
        return
    if not any(records.of(Kind.SCENARIO)):
        return
    used = set(_used(context))
    for record in records.of(Kind.FINDING):
        for index, value in enumerate(records.findings[record.id].answer.values):
            if (record.id, value) not in used:
                yield Fault(
                    record.file,
                    f"/answer/values/{index}",
                    f"no condition and no scenario uses the value `{value}`",
                )


def _used(context: Context) -> Iterator[tuple[str, object]]:
    for compared in context.compared.values():
        for part in compared.others:
            match part:
                case Is(finding, wanted) | Has(finding, wanted):
                    yield finding, wanted
                case In(finding, values):
                    yield from ((finding, wanted) for wanted in values)
    findings = context.records.findings.values()
    choices = {finding.id for finding in findings if finding.answer.values}
    for scenario in context.records.of(Kind.SCENARIO):
        presentation = scenario.content["presentation"]
        for finding in choices & presentation.keys():
            value = presentation[finding]
            if isinstance(value, str):
                yield finding, value
            elif isinstance(value, list):
                yield from ((finding, item) for item in value)


CHECK = Check(documented("L105", "unused-value", __doc__), unused_values, reach=Reach.EXTRACTS)
