"""The plain way of `validate`, without click, says and does what the other way does."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from surefoot_cli import memory, plain

ROOT = Path(__file__).parents[3]
MISTAKES = ROOT / "tests" / "mistakes" / "tree"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Path:
    """A folder with a knowledge base that has a fault in its syntax, and a dangling link."""
    folder = tmp_path_factory.mktemp("faulty") / "copy"
    shutil.copytree(MISTAKES, folder)
    rules = sorted(folder.rglob("rules/*/*.json"))
    rules[0].write_text("{", encoding="utf-8")
    rules[1].write_text(
        rules[1].read_text(encoding="utf-8").replace('"finding": "', '"finding": "x', 1), encoding="utf-8"
    )
    return folder


def run(folder: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    environment = {**os.environ, "SUREFOOT_MEMORY": "off", "COLUMNS": "80", **more}
    command = [sys.executable, "-m", "surefoot_cli", "validate", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [(), ("--kb", "kb"), ("kb/rules",), ("--kb=kb", "kb", "scenarios"), ("nowhere",), ("--kb", "nowhere"), ("--kb",)],
)
def test_both_ways_say_the_same(arguments, faulty):
    """An option that changes nothing leads past the plain way, and the output is the same."""
    found = run(faulty, *arguments)
    assert found == run(faulty, "--format", "text", *arguments)
    assert found[0] in (1, 2)


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR"])
def test_colour_is_the_same_both_ways(name, faulty):
    """The surroundings decide on colour, whichever way is taken."""
    assert run(faulty, **{name: "1"}) == run(faulty, "--format", "text", **{name: "1"})


@pytest.mark.parametrize("words", [["--fix"], ["--since", "HEAD"], ["--", "kb"], ["--kb"], ["--kb="], ["-h"], [""]])
def test_what_is_not_plain_is_left_to_click(words, monkeypatch):
    """Any other option, and any that lacks its value, is not for the plain way."""
    monkeypatch.chdir(MISTAKES)
    assert plain.validate(["validate", *words]) is None


def test_a_plain_check_imports_no_click():
    """The plain way is quick because of what it does not import."""
    code = (
        "import sys; from surefoot_cli import plain\n"
        "plain.validate(['validate'])\n"
        "print([name for name in ('click', 'dataclasses', 'inspect', 'hashlib', 'json') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=MISTAKES, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]", done.stdout[-200:]


@pytest.mark.skipif(os.name == "nt", reason="closes streams with a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["validate", "triage --with fever"])
def test_a_closed_stream_is_no_fault(words, closed, tmp_path):
    """What would go through it goes nowhere, the first time and from memory; the exit code stays."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    whole, *runs = (
        subprocess.run(
            ["sh", "-c", f"exec '{sys.executable}' -m surefoot_cli {words} {end}"],
            cwd=ROOT / "tests" / "second_kb",
            env=environment,
            capture_output=True,
            check=False,
        )
        for end in ("", closed, closed)
    )
    for run in runs:
        assert (run.returncode, run.stderr) == (whole.returncode, b"")
        assert run.stdout == (b"" if ">&-" in closed.replace("2>&-", "") else whole.stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_said_without_a_traceback():
    """Output that cannot be written ends with 2 and one line."""
    command = [sys.executable, "-m", "surefoot_cli", "validate"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=MISTAKES, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: the output cannot be written")
    assert "Traceback" not in done.stderr


def test_memory_can_be_switched_off(monkeypatch):
    """With SUREFOOT_MEMORY=off nothing is kept and nothing is recalled."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("SUREFOOT_MEMORY", raising=False)
    assert memory.can_be_remembered(["validate"])
    monkeypatch.setenv("SUREFOOT_MEMORY", "off")
    assert not memory.can_be_remembered(["validate"])


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["validate"]], ids=" ".join)
def test_what_is_remembered_imports_next_to_nothing(words, tmp_path):
    """A run that is answered from memory loads no layer of the library, and nothing that is slow to import."""
    kept = {k: v for k, v in os.environ.items() if k not in ("SUREFOOT_MEMORY", "GITHUB_ACTIONS", "SUREFOOT_KB")}
    environment = {**kept, "XDG_CACHE_HOME": str(tmp_path / "home")}
    shutil.copytree(MISTAKES, tmp_path / "tree")
    code = (
        "import os, sys, surefoot_cli.store as store; store.SETTLE_NS = 0\n"
        f"sys.argv = {['surefoot', *words]!r}\n"
        "from surefoot_cli.start import main\n"
        "end = os._exit\n"
        "os._exit = lambda code: end(print(sorted(set(sys.modules)), file=sys.stderr, flush=True) or code)\n"
        "main()"
    )
    command = [sys.executable, "-c", code]
    runs = [
        subprocess.run(
            command, cwd=tmp_path / "tree", env=environment, capture_output=True, encoding="utf-8", check=False
        )
        for _ in range(2)
    ]
    assert runs[0].stdout == runs[1].stdout != ""
    loaded = runs[1].stderr.splitlines()[-1]
    slow = ("click", "json", "re", "typing", "pathlib", "dataclasses", "hashlib", "importlib.metadata", "tabulate")
    layers = ("jiter", "jsonschema_rs", "jsonschema", "rapidfuzz", "tree_sitter", "surefoot.loading", "surefoot.checks")
    assert [name for name in (*slow, *layers) if f"'{name}'" in loaded] == []


def test_what_a_check_of_faultless_knowledge_may_not_load():
    """A check that knows nothing starts in a third of the time that these modules would take."""
    code = (
        "import os, sys; sys.argv = ['surefoot', 'validate', '--kb', 'kb']\n"
        "from surefoot_cli.start import main\n"
        "end = os._exit\n"
        "os._exit = lambda code: end(print(sorted(set(sys.modules)), file=sys.stderr, flush=True) or code)\n"
        "main()"
    )
    environment = {k: v for k, v in os.environ.items() if k != "GITHUB_ACTIONS"} | {"SUREFOOT_MEMORY": "off"}
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert run.returncode == 0
    loaded = run.stderr.splitlines()[-1]
    slow = (
        "click",
        "json",
        "typing",
        "pathlib",
        "dataclasses",
        "hashlib",
        "email.utils",
        "socket",
        "tabulate",
        "pickle",
    )
    assert [name for name in slow if f"'{name}'" in loaded] == []


def test_who_checks_the_knowledge_that_comes_with_surefoot_is_told(surefoot, tmp_path, monkeypatch):
    """Where no knowledge base lies here or above, a check says each time which one it was that has no faults."""
    monkeypatch.chdir(tmp_path)
    runs = [surefoot("validate") for _ in range(2)]
    assert [run.code for run in runs] == [0, 0]
    assert all("comes with surefoot" in run.err for run in runs)
