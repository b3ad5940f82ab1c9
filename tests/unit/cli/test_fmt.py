"""`fmt`: which files it changes, what it says, and that no file is ever half written."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_FEVER = "kb/findings/fever.json"
_VOICE = "kb/findings/voice.json"
_SCENARIO = "scenarios/red/rasping-breath.json"


@pytest.fixture
def formatted(surefoot, throat_copy) -> Path:
    """A copy of the second knowledge base in canonical form."""
    assert surefoot("fmt").code == 0
    return throat_copy


def _disorder(*files: str) -> dict[str, bytes]:
    """Write files with their keys the other way round and without indent; what they hold now."""
    for file in files:
        content = json.loads(Path(file).read_bytes())
        Path(file).write_bytes(json.dumps(dict(reversed(content.items()))).encode())
    return {file: Path(file).read_bytes() for file in files}


def test_all_records_are_formatted(surefoot, formatted):
    """The files that were not in form are brought into it and named; what they say stays the same."""
    before = {path: path.read_bytes() for path in formatted.rglob("*.json")}
    _disorder(_FEVER, _SCENARIO)
    run = surefoot("fmt")
    assert (run.code, run.out, run.err) == (0, f"{_FEVER}\n{_SCENARIO}\n", "Formatted 2 of 45 files.\n")
    assert {path: path.read_bytes() for path in formatted.rglob("*.json")} == before


def test_a_second_run_changes_nothing(surefoot, formatted):
    """In a tree that is in form no file is written."""
    before = {path: path.stat().st_mtime_ns for path in formatted.rglob("*")}
    run = surefoot("fmt")
    assert (run.code, run.out, run.err) == (0, "", "45 files, none to format.\n")
    assert {path: path.stat().st_mtime_ns for path in formatted.rglob("*")} == before


def test_check_names_the_files_and_changes_none(surefoot, formatted):
    """--check names the files that are not in form, and exits with 1 if there are any."""
    assert surefoot("fmt", "--check").code == 0
    before = _disorder(_FEVER, _VOICE)
    run = surefoot("fmt", "--check")
    assert (run.code, run.out, run.err) == (1, f"{_FEVER}\n{_VOICE}\n", "2 of 45 files not in form.\n")
    assert Path(_FEVER).read_bytes() == before[_FEVER]


@pytest.mark.skipif(shutil.which("git") is None, reason="git applies the difference")
def test_diff_shows_what_would_change(surefoot, formatted):
    """--diff changes no file, exits with 1, and prints a difference that `git apply` turns into the form."""
    form = Path(_FEVER).read_bytes()
    before = _disorder(_FEVER)
    run = surefoot("fmt", "--diff")
    assert run.code == 1
    assert Path(_FEVER).read_bytes() == before[_FEVER]
    subprocess.run(["git", "apply", "-"], input=run.out.encode(), check=True)
    assert Path(_FEVER).read_bytes() == form


@pytest.mark.parametrize("path", [_FEVER, "kb/findings", f"{os.curdir}/{_FEVER}"])
def test_only_the_paths_are_formatted(path, surefoot, formatted):
    """With PATHs, other files stay as they are."""
    before = _disorder(_FEVER, _SCENARIO)
    assert surefoot("fmt", path).code == 0
    assert Path(_FEVER).read_bytes() != before[_FEVER]
    assert Path(_SCENARIO).read_bytes() == before[_SCENARIO]


def test_a_file_that_is_no_json_is_reported_and_the_rest_goes_on(surefoot, formatted):
    """A file that cannot be read is told of as by `validate`, the others are formatted, and the exit code is 1."""
    form = Path(_VOICE).read_bytes()
    _disorder(_VOICE)
    Path(_FEVER).write_bytes(b'{"id": "fever",}')
    Path("kb/findings/folder.json").mkdir()
    run = surefoot("fmt")
    assert (run.code, run.out) == (1, f"{_VOICE}\n")
    assert f"{_FEVER}:1:15\n  error S004 [*] invalid-json" in run.err
    assert "kb/findings/folder.json:1:1\n  error S001" in run.err
    assert Path(_FEVER).read_bytes() == b'{"id": "fever",}'
    assert Path(_VOICE).read_bytes() == form


@pytest.mark.parametrize("path", ["nowhere.json", "README.md", "kb/README.md", os.sep])
def test_a_path_without_records_is_a_wrong_use(path, surefoot, formatted):
    """A path that does not exist, or that holds no record of a knowledge base, ends in exit code 2."""
    Path("kb/README.md").write_text("x", "utf-8")
    run = surefoot("fmt", path)
    assert (run.code, run.out) == (2, "")
    assert path in run.err


def test_a_read_only_file_is_an_error_that_names_it(surefoot, formatted):
    """A file that cannot be written ends in exit code 2 with its name, and no file is changed."""
    before = _disorder(_FEVER, _VOICE)
    Path(_VOICE).chmod(0o444)
    run = surefoot("fmt")
    assert (run.code, run.out) == (2, "")
    assert _VOICE in run.err
    assert Path(_FEVER).read_bytes() == before[_FEVER]


def test_the_knowledge_of_this_project_is_in_form(surefoot, legs):
    """Every file of kb/ and scenarios/ is in canonical form."""
    run = surefoot("fmt", "--check")
    assert (run.code, run.out) == (0, "")


def test_a_killed_run_leaves_every_file_whole(formatted, monkeypatch):
    """Killed at any moment, each file holds all of its old content or all of its new one, and a new run ends it."""
    monkeypatch.delenv("SUREFOOT_KB", raising=False)
    forms = _many_files()
    rng = random.Random(7)
    states = set()
    for _ in range(5):
        old = _disorder(*forms)
        _kill_while_it_writes(next(iter(forms)), old, rng.random() * 0.03)
        for file, form in forms.items():
            now = Path(file).read_bytes()
            assert now in (form, old[file]), f"{file} holds neither"
            states.add(now == form)
    assert states == {True, False}, "no run was killed on its way"
    assert _run_fmt().wait() == 0
    assert {file: Path(file).read_bytes() for file in forms} == forms


def _many_files() -> dict[str, bytes]:
    """Many large records in canonical form, in the order in which they are written."""
    forms = {}
    content = json.loads(Path(_FEVER).read_bytes())
    for number in range(60):
        file = f"kb/findings/a{number:03}.json"
        content.update(id=f"a{number:03}", says=[f"says {n} something about it" for n in range(500)])
        Path(file).write_bytes(json.dumps(content).encode())
    assert _run_fmt().wait() == 0
    for number in range(60):
        file = f"kb/findings/a{number:03}.json"
        forms[file] = Path(file).read_bytes()
    return forms


def _run_fmt() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "surefoot_cli", "fmt"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _kill_while_it_writes(first: str, old: dict[str, bytes], delay: float) -> None:
    process = _run_fmt()
    before = os.stat(first).st_ino, os.stat(first).st_size
    while process.poll() is None and (os.stat(first).st_ino, os.stat(first).st_size) == before:
        time.sleep(0.001)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
