"""The pages: what they link to and the modules that they name are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *ROOT.glob("*.md"),
    *(page for folder in ("docs", "kb", "schemas", "scenarios") for page in (ROOT / folder).rglob("*.md")),
]
MODULES = {
    path.name for folder in ("src", "cli", "tests", "benchmarks", "tools") for path in (ROOT / folder).rglob("*.py")
}


def named(page: Path) -> str:
    """The name of a page, for the list of tests."""
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page):
    """Each link to a file or folder of the project leads to one that is there."""
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_modules_are_there(page):
    """Each module that a page names is there."""
    modules = re.findall(r"`(?:[\w.-]+/)*([\w-]+\.py)`", page.read_text(encoding="utf-8"))
    assert sorted(set(modules) - MODULES) == []


def test_there_are_pages():
    """The lists above are not empty."""
    assert len(PAGES) > 50
    assert len(MODULES) > 300
