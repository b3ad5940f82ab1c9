"""What `validate` says about records that an author broke, each in one way, compared with broken_records.txt.

broken_records.json holds the edits. `pytest tests/mistakes --rewrite-snapshots` writes the text anew.
"""

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from surefoot.reporting import PLAIN, render_faults
from surefoot.validation import Report, fix, validate

_HERE = Path(__file__).parent
_TREE = _HERE / "tree"
_EXPECTED = _HERE / "broken_records.txt"
_EDITS: Mapping[str, Mapping[str, str]] = json.loads((_HERE / "broken_records.json").read_text("utf-8"))


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small knowledge base, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    return shutil.copytree(_TREE, tmp_path, dirs_exist_ok=True)


def _validate(**options: object) -> Report:
    return validate(Path("kb"), today=date(2026, 1, 1), **options)  # type: ignore[arg-type]


def _break(tree: Path, name: str) -> Path:
    edit = _EDITS[name]
    file = tree / edit["file"]
    text = file.read_text("utf-8")
    assert edit["old"] in text
    file.write_bytes(text.replace(edit["old"], edit["new"], 1).encode())
    return file


def _fixed(file: Path, unsafe: bool) -> tuple[Report, int]:
    """Fix what can be fixed; what is left, and how many faults were fixed."""
    fixed = fix(lambda read: _validate(read=read), unsafe)
    for replacement in fixed.replacements:
        Path(replacement.path).write_bytes(replacement.new)
    return fixed.report, fixed.faults


def test_what_is_said_about_broken_records(tree: Path, request: pytest.FixtureRequest) -> None:
    """Each broken record is reported as it was reviewed."""
    told = []
    for name in _EDITS:
        file = tree / _EDITS[name]["file"]
        before = file.read_bytes()
        _break(tree, name)
        told.append(f"## {name}\n{render_faults(_validate(), PLAIN)}\n")
        file.write_bytes(before)
    text = "\n".join(told)
    if request.config.getoption("--rewrite-snapshots"):
        _EXPECTED.write_text(text, encoding="utf-8", newline="\n")
    assert text == _EXPECTED.read_text("utf-8")


@pytest.mark.parametrize("name", _EDITS)
def test_one_mistake_is_one_fault_and_a_fix_never_makes_it_worse(name: str, tree: Path) -> None:
    """A mistake gives one fault in its file; each round of fixes leaves no more faults; a second round does nothing.

    The faults that a file has while it is no JSON cannot be seen; one may come to light when that is mended.
    """
    file = _break(tree, name)
    report = _validate()

    assert [Path(d.place.file).name for d in report.diagnostics] == [file.name]

    for unsafe in (False, True):
        report, _ = _fixed(file, unsafe)
        assert len(report.diagnostics) <= 1
        text = file.read_bytes()
        again, faults = _fixed(file, unsafe)
        assert (again.diagnostics, faults, file.read_bytes()) == (report.diagnostics, 0, text)
