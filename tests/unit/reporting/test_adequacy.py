"""Reports on coverage and mutants follow their schemas, and the page can be read by everybody."""

import json
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from surefoot.loading import PythonValidator

pytest.importorskip("z3")
DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(("option", "schema"), [("--coverage", "coverage"), ("--mutate", "mutation")])
def test_json_follows_its_schema(option, schema, throat, surefoot):
    """Every report is valid by the published schema."""
    run = surefoot("test", option, "--format", "json")
    assert run.code == 1
    report = json.loads(run.out)
    assert list(PythonValidator(schema).violations(report)) == []
    assert report["scenarios"] > 0


def test_the_stryker_report_follows_its_schema(throat, surefoot):
    """Every mutant stands at the place of its mistake, and is killed by scenarios that are listed."""
    run = surefoot("test", "--mutate", "--format", "stryker")
    report = json.loads(run.out)
    schema = json.loads((DATA / "mutation-testing-report-2.0.schema.json").read_text("utf-8"))
    jsonschema.validate(report, schema)
    tests = {test["id"] for test in report["testFiles"]["scenarios"]["tests"]}
    statuses = set()
    for entry in report["files"].values():
        lines = entry["source"].split("\n")
        for mutant in entry["mutants"]:
            statuses.add(mutant["status"])
            assert set(mutant.get("killedBy", ())) <= tests
            start, end = mutant["location"]["start"], mutant["location"]["end"]
            told = [*lines[start["line"] - 1 : end["line"]]]
            told[-1] = told[-1][: end["column"] - 1]
            told[0] = told[0][start["column"] - 1 :]
            json.loads("\n".join(told))  # the place is that of a whole value
    assert statuses == {"Killed", "Survived", "Ignored"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        assert "src" not in given
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_is_whole(throat, surefoot):
    """Each element is closed, each link leads to a place on the page, nothing is loaded from elsewhere."""
    run = surefoot("test", "--coverage", "--format", "html")
    page = _Page()
    page.feed(run.out)
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"main", "h1", "caption", "th", "meter"} <= page.seen
    assert "prefers-color-scheme" in run.out
    assert "@media print" in run.out
