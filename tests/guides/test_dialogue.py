"""The dialogue in the guide for triage at a terminal is what a person sees who answers like that."""

import os
import re
from pathlib import Path

import pytest

from terminals import at_a_terminal

_PAGE = Path(__file__).parents[2] / "docs/guides/triage-at-a-terminal.md"
_COLOR = re.compile(r"\x1b\[[0-9;]*m")
_PROMPT = re.compile(r"^(?:\(.*\)|Numbers that are true .*): (.+)$", re.MULTILINE)


def test_the_dialogue_is_what_a_terminal_shows(request: pytest.FixtureRequest, legs: Path, tmp_path: Path) -> None:
    """The page shows an interview up to the advice, with what is typed; nothing is typed there but Enter."""
    text = _PAGE.read_text("utf-8")
    block = re.search(r"^```text\n\$ surefoot triage\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert block
    typed = _PROMPT.findall(block[1])
    assert len(typed) == 3
    environment = {**os.environ, "SUREFOOT_KB": str(legs), "TERM": "xterm", "COLUMNS": "80"}
    code, shown = at_a_terminal(tmp_path, ["triage"], at_prompts=[*typed, ""], environment=environment)
    seen = _COLOR.sub("", shown).replace("\r\n", "\n")
    end = seen.index("Press Enter")
    seen = f"{seen[:end]}{seen[end:].splitlines()[0].rstrip()}\n"
    if request.config.getoption("--rewrite-snapshots") and seen != block[1]:
        _PAGE.write_text(text.replace(block[1], seen), "utf-8", newline="\n")
    assert seen == block[1]
    assert code == 0
