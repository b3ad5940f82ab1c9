"""A terminal that is narrower than most gets lines that fit."""

import os
import re
import sys

import pytest

from terminals import at_a_terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


def longest_line(shown: str) -> int:
    """The columns of the longest line that has a blank after its indent and marks, where it could be broken."""
    lines = [_COLOR.sub("", line).rstrip() for line in shown.replace("\r\n", "\n").split("\n")]
    return max(len(line) for line in lines if " " in line.lstrip(" -0123456789") and not line.startswith("Numbers"))


@pytest.mark.parametrize(("columns", "most"), [("40", 39), ("60", 59), ("200", 79), ("0", 79), ("wide", 79)])
@pytest.mark.parametrize("words", ["triage --with leg-weakness --with onset=sudden --explain", "show sciatica"])
def test_lines_fit(legs, words, columns, most):
    """No line is longer than the terminal is wide; a wide one does not make them longer."""
    code, shown = at_a_terminal(legs, words.split(), environment={**os.environ, "COLUMNS": columns, "PAGER": "cat"})
    assert code == 0
    assert most - 15 < longest_line(shown) <= most


def test_an_interview_fits(legs):
    """The questions, too."""
    environment = {**os.environ, "COLUMNS": "40"}
    _, shown = at_a_terminal(legs, ["triage"], at_prompts=["yes", "58", "quit"], environment=environment)
    assert longest_line(shown) <= 39


def test_output_that_is_no_terminal_is_as_wide_as_ever(surefoot, legs, monkeypatch):
    """A file or a pipe is read elsewhere."""
    monkeypatch.setenv("COLUMNS", "40")
    run = surefoot("triage", "--with", "leg-weakness")
    assert longest_line(run.out) > 60
