"""The result of a suite: the matrix, the misses in the order of danger, JSON and JUnit."""

import json
from xml.etree import ElementTree

import pytest

from builders import a_kb, a_presentation, a_rule
from surefoot.model import Expectation, Scenario
from surefoot.reporting import PLAIN, SUITE_RENDERERS, Style
from surefoot.scenarios import run_suite

_FEVER = {"fever": True}


def _scenario(name, urgency, answers=None, story="A story.", **expected):
    expect = Expectation(
        **{"fires": (), "does_not_fire": (), "decides": None, "stated": {}, **expected}, urgency=urgency
    )
    return Scenario(name, f"scenarios/x/{name}.json", story, a_presentation(answers or {}), expect, ())


@pytest.fixture
def suite():
    """Run scenarios against one rule: fever sends to hospital."""
    kb = a_kb(rules=[a_rule("fever-to-hospital", "hospital", {"finding": "fever"})])
    return lambda *scenarios: run_suite(kb, scenarios)


@pytest.fixture
def mixed(suite):
    """One scenario of each fate."""
    return suite(
        _scenario("a-passes", "hospital", _FEVER),
        _scenario("b-over", "doctor", _FEVER, fires=("cough",)),
        _scenario("c-outside", None),
        _scenario("d-under", "hospital"),
    )


def _cells(text):
    """The matrix of a text: {(expected, got): cell}."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.split()[:1] == ["got"])
    got = [word for word in lines[start].split() if word != "got"]
    rows = [line.split() for line in lines[start + 2 :] if line.split()[:1] == ["expected"]]
    return {(row[1], level): cell for row in rows for level, cell in zip(got, row[2:], strict=True)}


def test_the_matrix(mixed):
    """The matrix has a row and a column for each level, worst first, and one for outside the scope."""
    cells = _cells(SUITE_RENDERERS["text"](mixed, PLAIN))
    levels = ["hospital", "doctor", "home", "out-of-scope"]
    assert list(cells) == [(expected, got) for expected in levels for got in levels]
    counts = {place: int(cell) for place, cell in cells.items() if cell != "."}
    assert counts == {
        ("hospital", "hospital"): 1,
        ("hospital", "doctor"): 1,
        ("doctor", "hospital"): 1,
        ("out-of-scope", "doctor"): 1,
    }


def test_the_most_dangerous_first(mixed):
    """In the text under-triage comes before everything else, with the story and what was expected and given."""
    text = SUITE_RENDERERS["text"](mixed, PLAIN)
    places = [text.index(f"scenarios/x/{name}.json") for name in ("d-under", "c-outside", "b-over")]
    assert places == sorted(places)
    assert text.index("got hospital") > places[-1]
    first = text.split("\n\n")[0]
    assert "UNDER-TRIAGE" in first
    assert "A story." in first
    assert "expected hospital, got doctor" in first
    assert "a-passes" not in text


def test_every_miss_of_a_scenario_is_told(mixed):
    """A scenario with several misses names them all."""
    block = next(b for b in SUITE_RENDERERS["text"](mixed, PLAIN).split("\n\n") if "b-over" in b)
    assert "expected doctor, got hospital" in block
    assert "`cough`" in block


def test_a_clean_suite_is_short(suite):
    """When everything passed there is the matrix and one line."""
    blocks = SUITE_RENDERERS["text"](suite(_scenario("a", "doctor"), _scenario("b", "doctor")), PLAIN).split("\n\n")
    assert len(blocks) == 2
    assert blocks[1].startswith("2 scenarios passed")


def test_one_scenario_is_no_plural(suite):
    """One scenario is one scenario."""
    assert "1 scenario passed" in SUITE_RENDERERS["text"](suite(_scenario("a", "doctor")), PLAIN)


def test_a_long_story_is_folded(suite):
    """A line of the text has at most 88 columns, however long the story is."""
    failing = suite(_scenario("a", "hospital", story="My leg has been hurting for days. " * 20))
    assert max(map(len, SUITE_RENDERERS["text"](failing, PLAIN).splitlines())) <= 88


def test_colour_only_where_asked_for(mixed):
    """Colour is added by the style and by nothing else."""
    assert "\x1b" not in SUITE_RENDERERS["text"](mixed, PLAIN)
    assert "\x1b" in SUITE_RENDERERS["text"](mixed, Style(enabled=True))
    for form in ("json", "junit"):
        assert "\x1b" not in SUITE_RENDERERS[form](mixed, Style(enabled=True))


def test_json(mixed):
    """The JSON counts what failed and lists the failures, the most dangerous first."""
    document = json.loads(SUITE_RENDERERS["json"](mixed, PLAIN))
    assert [document[key] for key in ("scenarios", "failed", "under_triage", "over_triage")] == [4, 3, 1, 1]
    assert [failure["scenario"] for failure in document["failures"]] == ["d-under", "c-outside", "b-over"]
    first = document["failures"][0]
    assert (first["expected"], first["got"]) == ("hospital", "doctor")
    assert [miss["kind"] for miss in first["misses"]] == ["under-triage"]
    outside = document["failures"][1]
    assert (outside["expected"], outside["got"]) == (None, "doctor")
    assert document["rules_fired"] == ["fever-to-hospital"]
    assert {(c["expected"], c["got"]): c["count"] for c in document["matrix"]} == dict(mixed.matrix)


def test_junit(mixed):
    """The JUnit XML has one test case for each scenario, and a failure in those that missed."""
    element = ElementTree.fromstring(SUITE_RENDERERS["junit"](mixed, PLAIN)).find("testsuite")
    cases = element.findall("testcase")
    assert [case.get("name") for case in cases] == ["a-passes", "b-over", "c-outside", "d-under"]
    assert (element.get("tests"), element.get("failures")) == ("4", "3")
    failures = {case.get("name"): case.find("failure") for case in cases}
    assert failures["a-passes"] is None
    assert failures["d-under"].get("type") == "under-triage"
    assert failures["c-outside"].get("type") == "scope"
    assert len(failures["b-over"].text.splitlines()) == 2
    assert all(case.get("file") == f"scenarios/x/{case.get('name')}.json" for case in cases)


@pytest.mark.parametrize("name", ["a<b", "a&b", 'a"b', "a'b", "\u00e4\u4e2d"])
def test_junit_is_well_formed(name, suite):
    """Signs that mean something in XML are escaped."""
    text = SUITE_RENDERERS["junit"](suite(_scenario(name, "hospital", fires=(name,))), PLAIN)
    case = ElementTree.fromstring(text.encode()).find("testsuite/testcase")
    assert case.get("name") == name
    assert f"`{name}`" in case.find("failure").text


def test_junit_does_not_depend_on_what_failed(suite):
    """The test cases of the XML are in the order of their files, so that two runs can be compared."""
    scenarios = [_scenario("b", "hospital"), _scenario("a", "doctor"), _scenario("c", "doctor", _FEVER)]
    root = ElementTree.fromstring(SUITE_RENDERERS["junit"](suite(*scenarios), PLAIN))
    assert [case.get("name") for case in root.iter("testcase")] == ["a", "b", "c"]
