"""The guides are true: each command that they show prints what they say, on a copy of the knowledge of this project.

`pytest tests/guides --rewrite-snapshots` writes into the pages what the commands print now.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from guides.pages import Shown, is_true, put_right, shown_in
from guides.steps import PAGES
from repositories import committed

_ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge and the scenarios that a page is about; it is the working directory."""
    for name in ("kb", "scenarios"):
        shutil.copytree(_ROOT / PAGES[page].knowledge / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_what_is_printed(
    page: str, clone: Path, surefoot: Callable[..., Any], request: pytest.FixtureRequest
) -> None:
    """Each command of a page prints what the page shows, after what the page says to do before it."""
    file = _ROOT / page
    before, skipped, _ = PAGES[page]
    wrong: dict[Shown, str] = {}
    commands = list(shown_in(file.read_text("utf-8")))
    if any("HEAD" in shown.arguments for shown in commands):
        committed(clone, "base")
    for number, shown in enumerate(commands):
        if number in before:
            before[number]()
        if number not in skipped:
            run = surefoot(*shown.arguments)
            if not is_true(shown.output, run.out + run.err):
                wrong[shown] = run.out + run.err
    if request.config.getoption("--rewrite-snapshots"):
        file.write_text(put_right(file.read_text("utf-8"), wrong), "utf-8", newline="\n")
    assert not wrong, "\n".join(f"$ surefoot {' '.join(shown.arguments)}\n{out}" for shown, out in wrong.items())
