"""A whole interview as a terminal shows it, compared with a file in expected/."""

import os
import re
from pathlib import Path

import pytest

from interviewing.scripted import dialogue

_EXPECTED = Path(__file__).parent / "expected/interview-transcript.txt"
_THROAT = Path(__file__).parents[1] / "second_kb"
_LINES = [
    "help", "yes", "means 3", "why 1", "", "no 3", "99", "5 8", "perhaps", "no", "soon", "3", "back", "6 no", "2",
    "maybe", "more", "change", "4", "not sure", "more", "why", "back", "4 8 no", "2",
]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")
def test_the_transcript_of_an_interview(request):
    """Plain numbered text of at most 80 columns, without colour and without a cursor that moves."""
    code, output, shown = dialogue(_THROAT, [], _LINES, NO_COLOR="1")
    text = f"{shown}\n--- standard output, exit code {code} ---\n{re.sub('[0-9a-f]{12}$', 'HASH', output.rstrip())}\n"
    if request.config.getoption("--rewrite-snapshots"):
        _EXPECTED.write_text(text, "utf-8")
    assert text == _EXPECTED.read_text("utf-8")
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
