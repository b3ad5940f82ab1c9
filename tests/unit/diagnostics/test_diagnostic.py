"""The one shape of a fault: its fingerprint and its order."""

import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from surefoot.diagnostics import Diagnostic, Place, Severity
from surefoot.loading import Reading, read_records, scan_kb

_RECORD = """{
  "$schema": "../../schemas/checklist.schema.json",
  "id": "about-you",
  "revision": 1,
  "title": "About you",
  "question": "Which of these apply to you?",
  "items": ["fever", "fever"],
  "sorces": [{"basis": "common-knowledge", "claim": "A claim."}],
  "review": {"status": "unreviewed", "reviewed_on": null, "due_on": "2099-01-01"}
}
"""


def _diagnostic(line: int = 3, **changes: Any) -> Diagnostic:
    values: dict[str, Any] = {
        "code": "S101",
        "slug": "unknown-key",
        "severity": Severity.ERROR,
        "place": Place("kb/rules/x.json", line, 4, line, 9),
        "pointer": "/sorces",
        "message": "unknown key `sorces`",
        "help": "did you mean `sources`?",
    }
    return Diagnostic(**{**values, **changes})


def _read(folder: Path, text: str) -> Reading:
    file = folder / "kb/checklists/about-you.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return read_records(scan_kb(folder / "kb").files)


def test_the_fingerprint_does_not_change_with_the_line() -> None:
    """Two faults that differ only in where in the file they stand are the same fault."""
    here = _diagnostic(line=3)
    there = _diagnostic(line=99, source_line="elsewhere", help="another help")

    assert here.fingerprint == there.fingerprint


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "S102"},
        {"pointer": "/sorces/0"},
        {"message": "unknown key `sauces`"},
        {"place": Place("kb/rules/y.json", 3, 4, 3, 9)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_the_fingerprint_tells_faults_apart(changes: dict[str, Any]) -> None:
    """Another code, file, place in the record or message is another fault."""
    assert _diagnostic(**changes).fingerprint != _diagnostic().fingerprint


def test_the_parts_of_a_fingerprint_do_not_run_together() -> None:
    """A letter moved from the pointer to the message makes another fingerprint."""
    assert _diagnostic(pointer="/ab", message="c").fingerprint != _diagnostic(pointer="/a", message="bc").fingerprint


def test_a_fingerprint_survives_an_edit_above_the_fault(tmp_path: Path) -> None:
    """Lines added above the faults of a real file move their places and leave their fingerprints."""
    before = _read(tmp_path, _RECORD).diagnostics
    after = _read(
        tmp_path, _RECORD.replace('  "title"', '\n\n\n  "title"').replace('  "sorces"', '\n    "sorces"')
    ).diagnostics

    assert len(before) == 2
    assert [d.fingerprint for d in before] == [d.fingerprint for d in after]
    moved = [(b.place.line, b.place.column, a.place.line, a.place.column) for b, a in zip(before, after, strict=True)]
    assert sorted(moved) == [(7, 22, 10, 22), (8, 3, 12, 5)]


def test_faults_are_shown_in_the_order_of_files_lines_and_columns() -> None:
    """Sorted faults go by file, then line, then column, as numbers, then code, then message."""
    places = [Place(*where) for where in product(("a.json", "b.json"), (2, 10), (3, 20))]
    faults = [
        _diagnostic(place=place, code=code, message=message)
        for place in places
        for code in ("R101", "S101")
        for message in ("one", "two")
    ]
    shuffled = random.Random(1).sample(faults, len(faults))

    assert sorted(shuffled, key=lambda fault: fault.sort_key) == faults
