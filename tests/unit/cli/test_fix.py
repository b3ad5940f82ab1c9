"""`validate --fix`: each fault that has a fix, made once in the second knowledge base, and what else must hold."""

import json
import os
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from surefoot.validation import validate

_THROAT = Path(__file__).parents[2] / "second_kb"
_FEVER = "kb/findings/fever.json"
_COLD = "kb/causes/common-cold.json"
_RULE = "kb/rules/red/muffled-voice.json"
_SCENARIO = "scenarios/amber/fever-but-healthy.json"
_DAY = ("--today", "2026-11-22")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True)
class Fixable:
    """A mistake in one file, its code, and whether the fix needs --unsafe-fixes.

    Fixing gives back the bytes the file had, unless the fix changes the file that `instead` names.
    """

    name: str
    code: str
    file: str
    old: str
    new: str
    unsafe: bool = False
    instead: str = ""


_FIXABLE = (
    Fixable("byte-order mark", "S003", _FEVER, '{\n  "$schema"', f'{_BOM}{{\n  "$schema"'),
    Fixable("comma too many", "S004", _FEVER, '"got a fever"]', '"got a fever",]'),
    Fixable("word of Python", "S004", _FEVER, '"normal": false', '"normal": False'),
    Fixable("comment", "S004", _FEVER, '"combo",\n', '"combo", // for now\n', unsafe=True),
    Fixable("single quotes", "S004", _FEVER, '"combo"', "'combo'", unsafe=True),
    Fixable("required key misspelt", "S101", _FEVER, '"question"', '"qestion"'),
    Fixable("optional key misspelt", "S101", _SCENARIO, '"near_miss_of"', '"near_mis_of"', unsafe=True),
    Fixable("value misspelt", "S104", _FEVER, '"combo"', '"comob"', unsafe=True),
    Fixable("entry twice", "S107", _COLD, '["cool-drinks"]', '["cool-drinks", "cool-drinks"]'),
    Fixable("entry three times", "S107", _COLD, '["cool-drinks"]', '["cool-drinks", "cool-drinks", "cool-drinks"]'),
    Fixable("id misspelt", "R101", _RULE, '"voice"', '"voise"', unsafe=True),
    Fixable("id of a presentation misspelt", "R101", _SCENARIO, '"throat-days"', '"throat-dais"', unsafe=True),
    Fixable(
        "link one way",
        "R104",
        "kb/conditions/quinsy.json",
        '"evaluations": [',
        '"evaluations": ["blood-count", ',
        instead="kb/evaluations/blood-count.json",
    ),
    Fixable(
        "claim misspelt",
        "R105",
        _COLD,
        '"statements": ["S01", "S02"]}',
        '"statements": ["S01", "S02"], "supports": ["treatmens"]}',
        unsafe=True,
        instead=_COLD,
    ),
    Fixable(
        "waiver not needed",
        "E105",
        _COLD,
        '  "revision": 1,\n',
        '  "revision": 1,\n  "waivers": [{"code": "L104", "reason": "For now.", "until": "2099-01-01"}],\n',
    ),
    Fixable(
        "exemption not needed",
        "C104",
        "kb/conditions/quinsy.json",
        '  "revision": 1,\n',
        '  "revision": 1,\n  "lookup_only": "It is rare.",\n',
    ),
    Fixable(
        "reason not needed",
        "L106",
        "kb/rules/amber/long-or-stubborn.json",
        '  "revision": 1,\n',
        '  "revision": 1,\n  "covered_because": "It says why.",\n',
    ),
)

_NOT_TOGETHER = ("value misspelt", "entry twice", "claim misspelt")


def _swap(file: str, old: str, new: str) -> None:
    path = Path(file)
    text = path.read_text("utf-8")
    assert old in text, f"{old} is not in {file}"
    path.write_bytes(text.replace(old, new, 1).encode())


def _contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("case", _FIXABLE, ids=lambda case: f"{case.code} {case.name}")
def test_each_fixable_fault_is_fixed(case, surefoot, throat_copy):
    """The fault is found, --fix (or --unsafe-fixes) mends it, and nothing else in any file changes."""
    _swap(case.file, case.old, case.new)
    broken = _contents(throat_copy)
    assert case.code in {d["code"] for d in surefoot("validate", *_DAY, "--format", "json").json["diagnostics"]}
    if case.unsafe:
        assert surefoot("validate", "--fix", *_DAY).code == 1
        assert _contents(throat_copy) == broken
    run = surefoot("validate", "--unsafe-fixes" if case.unsafe else "--fix", *_DAY)
    assert (run.code, run.err) == (0, "")
    before = broken if case.instead else _contents(_THROAT)
    after = _contents(throat_copy)
    changed = {file for file in before if before[file] != after[file]}
    assert after.keys() == before.keys()
    assert changed == ({case.instead} if case.instead else set())


def test_many_faults_are_fixed_together(surefoot, throat_copy):
    """Faults of one file and of several, some visible only when others are mended, are fixed in one run."""
    for case in _FIXABLE:
        if case.file in (_FEVER, _COLD, _SCENARIO) and case.name not in _NOT_TOGETHER:
            _swap(case.file, case.old, case.new)
    run = surefoot("validate", "--unsafe-fixes", *_DAY)
    assert (run.code, run.out.splitlines()[-1]) == (0, "Fixed 11 faults in 3 files.")
    assert _contents(throat_copy) == _contents(_THROAT)


def test_overlapping_fixes_are_applied_one_after_the_other(surefoot, throat_copy):
    """Two fixes that change the same list do not get into each other's way."""
    _swap("kb/treatments/cool-drinks.json", '"addresses": [', '"addresses": ["quinsy", "epiglottitis", ')
    assert surefoot("validate", "--fix", *_DAY).code == 0
    for name in ("quinsy", "epiglottitis"):
        content = json.loads((throat_copy / f"kb/conditions/{name}.json").read_bytes())
        assert content["treatments"].count("cool-drinks") == 1


def test_what_cannot_be_fixed_is_reported(surefoot, throat_copy):
    """After fixing, the report shows what is left and how many faults were fixed, and the exit code is that of it."""
    _swap(_FEVER, '"question"', '"qestion"')
    _swap(_RULE, '"voice"', '"voise"')
    run = surefoot("validate", "--fix", *_DAY)
    assert run.code == 1
    assert "R101 dangling-reference" in run.out
    assert "S101" not in run.out
    assert run.out.splitlines()[-2:] == [
        "1 error in 45 files; 1 fixable with --unsafe-fixes.",
        "Fixed 1 fault in 1 file.",
    ]


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["entry twice"], "1 error in 45 files; 1 fixable with --fix."),
        (["id misspelt"], "1 error in 45 files; 1 fixable with --unsafe-fixes."),
        (["entry twice", "id misspelt"], "2 errors in 45 files; 1 fixable with --fix, 1 more with --unsafe-fixes."),
    ],
)
def test_the_report_says_what_can_be_fixed(names, says, surefoot, throat_copy):
    """The last line counts the faults that can be fixed, and [*] marks those that --fix mends."""
    for case in (case for case in _FIXABLE if case.name in names):
        _swap(case.file, case.old, case.new)
    out = surefoot("validate", *_DAY).out
    assert out.splitlines()[-1] == says
    assert out.count("[*]") == names.count("entry twice")


def test_without_faults_nothing_is_said_about_fixing(surefoot, throat_copy):
    """Nothing to fix: the report is the same, and no file is written."""
    before = {path: path.stat().st_mtime_ns for path in throat_copy.rglob("*")}
    assert surefoot("validate", "--fix", *_DAY) == surefoot("validate", *_DAY)
    assert {path: path.stat().st_mtime_ns for path in throat_copy.rglob("*")} == before


def test_machines_get_the_report_alone(surefoot, throat_copy):
    """With --format json the count of what was fixed goes to standard error."""
    _swap(_FEVER, '"question"', '"qestion"')
    run = surefoot("validate", "--fix", "--format", "json", *_DAY)
    assert (run.json["errors"], run.err) == (0, "Fixed 1 fault in 1 file.\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the difference")
@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes"])
def test_diff_shows_what_fix_would_do(option, surefoot, throat_copy, tmp_path):
    """--diff changes no file, exits with 1, and prints a difference that makes the same change as the option alone."""
    for case in _FIXABLE:
        if case.name in ("comma too many", "comment", "entry twice", "id misspelt"):
            _swap(case.file, case.old, case.new)
    before = _contents(throat_copy)
    run = surefoot("validate", option, "--diff", *_DAY)
    assert run.code == 1
    assert _contents(throat_copy) == before
    patched = shutil.copytree(throat_copy, tmp_path / "patched")
    subprocess.run(["git", "apply", "-"], cwd=patched, input=run.out.encode(), check=True)
    surefoot("validate", option, *_DAY)
    assert _contents(patched) == _contents(throat_copy) != before


def test_only_the_faults_of_the_paths_are_fixed(surefoot, throat_copy):
    """With PATHs, the faults of other files stay."""
    _swap(_FEVER, '"question"', '"qestion"')
    _swap(_COLD, '["cool-drinks"]', '["cool-drinks", "cool-drinks"]')
    assert surefoot("validate", "--fix", _FEVER, *_DAY).code == 0
    assert surefoot("validate", *_DAY).code == 1


def test_a_path_that_does_not_exist_is_still_a_wrong_use(surefoot, throat_copy):
    """The exit code is 2 with --fix and with --diff too."""
    assert surefoot("validate", "--fix", "nowhere.json").code == 2
    assert surefoot("validate", "--diff", "nowhere.json").code == 2


@pytest.mark.parametrize("option", ["--fix", "--unsafe-fixes", "--diff"])
def test_watching_does_not_fix(option, surefoot, throat_copy):
    """An author at work and a fix at the same file would get into each other's way."""
    assert surefoot("validate", "--watch", option).code == 2


@pytest.mark.skipif(shutil.which("git") is None, reason="a git revision is compared with")
def test_a_revision_is_raised(surefoot, throat_copy):
    """What only --since finds can be fixed too."""
    author = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*author, "commit", "-qm", "first")):
        subprocess.run(["git", *command], check=True, stdout=subprocess.DEVNULL)
    _swap(_FEVER, '"got a fever"', '"a fever"')
    assert surefoot("validate", "--since", "HEAD", *_DAY).code == 1
    assert surefoot("validate", "--since", "HEAD", "--fix", *_DAY).code == 0
    assert json.loads(Path(_FEVER).read_bytes())["revision"] == 2


def test_permissions_are_kept(surefoot, throat_copy):
    """A file that was fixed has the permissions it had."""
    _swap(_FEVER, '"question"', '"qestion"')
    Path(_FEVER).chmod(0o640)
    assert surefoot("validate", "--fix", *_DAY).code == 0
    assert stat.S_IMODE(os.stat(_FEVER).st_mode) == 0o640


def test_a_read_only_file_is_an_error_that_names_it(surefoot, throat_copy):
    """A file that cannot be written ends in exit code 2 with its name, and no other file is changed."""
    _swap(_FEVER, '"question"', '"qestion"')
    _swap(_COLD, '["cool-drinks"]', '["cool-drinks", "cool-drinks"]')
    Path(_FEVER).chmod(0o444)
    before = _contents(throat_copy)
    run = surefoot("validate", "--fix", *_DAY)
    assert (run.code, run.out) == (2, "")
    assert "read-only" in run.err
    assert _FEVER in run.err
    assert _contents(throat_copy) == before


def test_the_library_offers_the_same_fixes(throat_copy):
    """Every fix of a diagnostic says what it does, and its edits lie in a file of the knowledge base."""
    for case in _FIXABLE[5:]:
        if case.name != "entry three times":
            _swap(case.file, case.old, case.new)
    fixes = [fix for diagnostic in validate(Path("kb")).diagnostics for fix in diagnostic.fixes]
    assert len(fixes) >= 6
    assert all(fix.title and fix.edits for fix in fixes)
    assert all(Path(edit.place.file).is_file() for fix in fixes for edit in fix.edits)
