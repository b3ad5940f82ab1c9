"""A value of a choice that nothing uses.

What it flags: a value that no condition names and, where there are scenarios, no scenario's patient
has.
Why it matters: nobody knows whether that answer leads anywhere.
Example: "months" among the values of a finding, and no rule and no patient with it
How to fix: use it in a condition, add a scenario with it, or remove it.
"""

from collections.abc import Iterator
from datetime import date

from surefoot.checks.check import Check, documented
from surefoot.checks.links import conditions_of
from surefoot.diagnostics import Fault
from surefoot.model import Has, In, Is, Kind, RecordSet, subconditions


def unused_values(records: RecordSet, _: date) -> Iterator[Fault]:
    """Yield every value without a use; nothing where there are no scenarios to hold it."""
    if not records.scenarios:
        return
    used = set(_used(records))
    for record in records.of(Kind.FINDING):
        for index, value in enumerate(records.findings[record.id].answer.values):
            if (record.id, value) not in used:
                yield Fault(
                    record.file,
                    f"/answer/values/{index}",
                    f"no condition and no scenario uses the value `{value}`",
                )


def _used(records: RecordSet) -> Iterator[tuple[str, object]]:
    for _, _, condition in conditions_of(records):
        for _, part in subconditions(condition):
            match part:
                case Is(finding, wanted) | Has(finding, wanted):
                    yield finding, wanted
                case In(finding, values):
                    yield from ((finding, wanted) for wanted in values)
    for scenario in records.scenarios.values():
        for finding, value in scenario.presentation.answers.items():
            yield from ((finding, item) for item in (value if isinstance(value, tuple) else (value,)))


CHECK = Check(documented("L105", "unused-value", __doc__), unused_values)
