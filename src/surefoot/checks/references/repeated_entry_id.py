"""An id that two entries of one list have.

What it flags: two entries of a list, such as the values of an answer or the statements of a source,
with the same id.
Why it matters: whatever names the id means one of the two, and nobody can tell which.
Example: {"values": [{"id": "hours", "label": "Over hours"}, {"id": "hours", "label": "Over days"}]}
How to fix: give one of the two another id, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault
from surefoot.model import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_WITH_ENTRIES = (Kind.KB, Kind.SOURCE, Kind.FINDING)
"""The kinds of record that have entries with an id of their own."""


def repeated_entry_ids(context: Context) -> Iterator[Fault]:
    """Yield the second of two entries with one id, and where the first one is."""
    for record in (record for kind in _WITH_ENTRIES for record in context.records.of(kind)):
        if record.kind is Kind.FINDING and "values" not in record.content["answer"]:
            continue  # most of them, and only values have an id there
        for pointer, first, name in _repeated(record.content, ""):
            also = ((record.file, first, "the first one is here"),)
            yield Fault(record.file, pointer, f"the id `{name}` stands twice in this list", also=also)


def _repeated(value: Any, pointer: str) -> Iterator[tuple[str, str, str]]:
    """The places of an id that is there already and of the earlier one, and the id."""
    for key, inner in value.items() if isinstance(value, Mapping) else ():
        if type(inner) is dict:
            yield from _repeated(inner, f"{pointer}/{key}")
        elif type(inner) is list and inner and type(inner[0]) is dict and "id" in inner[0]:
            seen: dict[str, int] = {}
            for index, entry in enumerate(inner):
                name = entry.get("id")
                if seen.setdefault(name, index) != index:
                    yield f"{pointer}/{key}/{index}/id", f"{pointer}/{key}/{seen[name]}/id", name


CHECK = Check(documented("R109", "repeated-entry-id", __doc__), repeated_entry_ids, reach=Reach.RECORD)
