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


def test_the_list_of_decisions_is_whole():
    """Each decision stands once in the list, in order, by the title of its page."""
    folder = ROOT / "docs" / "decisions"
    rows = re.findall(r"^\| \[(\d{4})\]\((.*?)\) \| (.*) \|$", (folder / "README.md").read_text(encoding="utf-8"), re.M)
    titles = [(page.name, page.read_text(encoding="utf-8").split("\n", 1)[0]) for page in folder.glob("[0-9]*.md")]
    assert [(file, f"# {number}: {title}") for number, file, title in rows] == sorted(titles)
