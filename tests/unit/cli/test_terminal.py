"""The command line at a terminal, in a pipe, and where something is closed: as a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from terminals import at_a_terminal

_THROAT = Path(__file__).parents[2] / "second_kb"
_PROGRAM = [sys.executable, "-m", "surefoot_cli"]

needs_posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and signals of POSIX")


def _environment(**more):
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "SUREFOOT_KB")}
    return {**kept, "TERM": "xterm", "PAGER": "cat", **more}


def _run(*arguments, **settings):
    environment = _environment(**settings.pop("environment", {}))
    return subprocess.run(
        [*_PROGRAM, *arguments], cwd=_THROAT, env=environment, capture_output=True, timeout=60, check=False, **settings
    )


def _at_a_terminal(*arguments, environment=()):
    """The exit code, and everything that a terminal of 80 columns shows."""
    return at_a_terminal(_THROAT, arguments, environment=_environment(**dict(environment)))


@needs_posix
@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"TERM": "dumb"}, [], False),
        ({}, ["--no-color"], False),
        ({"NO_COLOR": "1"}, ["--color"], True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, [], False),
    ],
    ids=str,
)
def test_colour_at_a_terminal(environment, options, coloured):
    """At a terminal there is colour, unless NO_COLOR, a dumb terminal or --no-color says otherwise."""
    code, shown = _at_a_terminal("triage", "--with", "drooling", *options, environment=environment)
    assert code == 0
    assert ("\x1b[" in shown) is coloured


@needs_posix
def test_long_output_goes_through_a_pager(tmp_path):
    """At a terminal what is longer than the screen goes through PAGER, and what fits does not."""
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho paged:\ncat\n")
    pager.chmod(0o755)
    paging = {"PAGER": str(pager)}
    _, long = _at_a_terminal("lookup", "voice", environment=paging)
    _, short = _at_a_terminal("lookup", "J36", "--limit", "1", environment=paging)
    _, data = _at_a_terminal("lookup", "voice", "--format", "json", environment=paging)
    assert long.startswith("paged:")
    assert "paged:" not in short
    assert "paged:" not in data
    assert "paged:" not in _run("lookup", "voice", environment={"PAGER": str(pager)}).stdout.decode()


@needs_posix
def test_colour_adds_nothing_but_colour():
    """The words are the same with and without colour."""
    import re

    _, coloured = _at_a_terminal("lookup", "voice")
    _, plain = _at_a_terminal("lookup", "voice", environment={"NO_COLOR": "1"})
    assert coloured != plain
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_no_colour_in_a_pipe():
    """In a pipe there is no colour."""
    assert b"\x1b" not in _run("triage", "--with", "drooling").stdout


@pytest.mark.parametrize(("environment", "options"), [({"FORCE_COLOR": "1"}, []), ({}, ["--color"])], ids=str)
def test_colour_can_be_forced_into_a_pipe(environment, options):
    """FORCE_COLOR and --color colour what goes into a pipe, for a pager or a log that shows colour."""
    assert b"\x1b[" in _run("triage", "--with", "drooling", *options, environment=environment).stdout


@needs_posix
def test_nothing_is_asked_without_a_terminal():
    """Without answers, and without a terminal, nothing waits for input."""
    run = _run("triage", stdin=subprocess.DEVNULL)
    assert run.returncode == 2
    assert run.stdout == b""


@needs_posix
@pytest.mark.parametrize("read", [0, 10])
def test_a_closed_pipe_is_no_traceback(read):
    """Whoever reads only the first lines, or none, gets neither a traceback nor a complaint."""
    process = subprocess.Popen(
        [*_PROGRAM, "show", "drooling", "--format", "json"], cwd=_THROAT, env=_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    process.stdout.read(read)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(timeout=60)


@needs_posix
def test_a_closed_pipe_is_no_fault():
    """A reader that has gone does not turn a clean run into faults."""
    ours, theirs = os.pipe()
    os.close(ours)
    run = subprocess.run([*_PROGRAM, "list"], cwd=_THROAT, env=_environment(), stdout=theirs, timeout=60, check=False)
    os.close(theirs)
    assert run.returncode == 0


@needs_posix
def test_a_closed_standard_output_is_no_traceback():
    """With standard output closed there is no traceback."""
    run = subprocess.run(
        f"{sys.executable} -m surefoot_cli list >&-", shell=True, cwd=_THROAT, env=_environment(),
        stderr=subprocess.PIPE, timeout=60, check=False,
    )  # fmt: skip
    assert b"Traceback" not in run.stderr


@needs_posix
def test_control_c_stops_without_a_traceback(tmp_path):
    """Control-C while something is read stops with 130 and one word."""
    answers = tmp_path / "answers"
    os.mkfifo(answers)
    process = subprocess.Popen(
        [*_PROGRAM, "triage", "--answers", str(answers)], cwd=_THROAT, env=_environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    with answers.open("wb"):  # waits until the process reads
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
    assert err.strip()


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["LC_ALL=C", "ascii"],
)
def test_a_terminal_that_knows_no_unicode(environment):
    """Where standard output knows only ASCII, a query in other letters is answered without a traceback."""
    run = _run("lookup", "fièvre", "voice", environment=environment)
    assert run.returncode in (0, 1)
    assert b"Traceback" not in run.stderr
    assert b"surefoot itself" not in run.stderr


def test_an_argument_that_is_no_text():
    """An argument that is no UTF-8 is answered like any other word that is not known."""
    run = _run("triage", "--with", b"\xff\xfe=1")
    assert run.returncode == 2
    assert b"Traceback" not in run.stderr
