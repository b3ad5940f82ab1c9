"""The knowledge base and its scenarios as a whole: names, vocabulary, citations, and a suite that needs every rule."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from surefoot.scenarios import Suite, run_suite
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parents[2]
SECOND_KB = Path(__file__).parents[1] / "second_kb" / "kb"
OVERVIEW = "leg-weakness-overview"


@pytest.fixture(scope="module")
def contents() -> dict[str, Any]:
    """Every file of kb/ and scenarios/ but kb.json, by its path."""
    files = [*(ROOT / "kb").rglob("*/*.json"), *(ROOT / "scenarios").rglob("*.json")]
    return {path.relative_to(ROOT).as_posix(): json.loads(path.read_bytes()) for path in sorted(files)}


@pytest.fixture(scope="module")
def suite() -> Suite:
    """All scenarios, run."""
    kb = open_knowledge_base(ROOT / "kb", scenarios=True)
    return run_suite(kb, kb.records.scenarios.values())


def test_every_id_is_its_file_name(contents):
    """The id of a record or scenario is the name of its file."""
    assert len(contents) > 1000
    assert [path for path, content in contents.items() if content["id"] != Path(path).stem] == []


def test_nobody_has_reviewed_it(contents):
    """Every record says `unreviewed`, because no clinician has reviewed one."""
    assert {content["review"]["status"] for content in contents.values()} == {"unreviewed"}


def test_the_findings_are_the_public_vocabulary(contents):
    """The ids of the findings, their types, values and units are those that were promised; "not sure" is no value."""
    promised = json.loads((Path(__file__).parent / "public_vocabulary.json").read_bytes())
    found = {"boolean": [], "choice": {}, "choices": {}, "number": {}}
    for path, content in contents.items():
        if path.startswith("kb/findings/"):
            match content["answer"]:
                case {"type": "boolean"}:
                    found["boolean"].append(content["id"])
                case {"type": "number", "unit": unit}:
                    found["number"][content["id"]] = unit
                case {"type": kind, "values": values}:
                    found[kind][content["id"]] = [value["id"] for value in values]
    promised["boolean"].sort()
    assert found == promised
    assert sum(map(len, found.values())) == 170


def test_every_statement_of_the_overview_is_cited(contents):
    """All 121 statements of the article that the project began with are cited by the knowledge base."""
    statements = [statement["id"] for statement in contents[f"kb/sources/{OVERVIEW}.json"]["statements"]]
    assert statements == [f"S{number:02}" for number in range(1, 122)]
    kb = [json.loads((ROOT / "kb" / "kb.json").read_bytes())]
    kb += [content for path, content in contents.items() if path.startswith("kb/")]
    cited = {statement for record in kb for citation in citations(record) for statement in citation["statements"]}
    assert cited == set(statements)


def test_the_suite_passes(suite, contents):
    """Every scenario gets the answer that it expects."""
    assert len(suite.outcomes) == sum(path.startswith("scenarios/") for path in contents)
    assert [outcome.scenario.id for outcome in suite.failures] == []


def test_every_rule_fires_in_a_scenario(suite, contents):
    """No rule is without a patient in whom it fires."""
    assert suite.fired == {content["id"] for path, content in contents.items() if path.startswith("kb/rules/")}


def test_the_second_knowledge_base_is_another_one(contents):
    """The knowledge base of the tests has levels of its own, so code that knew a level would fail on it."""
    levels = {content["id"] for path, content in contents.items() if path.startswith("kb/urgencies/")}
    others = {path.stem for path in (SECOND_KB / "urgencies").iterdir()}
    assert len(others) == 3
    assert not levels & others
    kinds = [json.loads(path.read_bytes())["answer"]["type"] for path in (SECOND_KB / "findings").iterdir()]
    assert set(kinds) == {"boolean", "choice", "choices", "number"}


def citations(value: Any) -> Iterator[dict[str, Any]]:
    """Every citation of statements of the overview, at any depth."""
    if isinstance(value, dict):
        if value.get("basis") == "statement" and value["source"] == OVERVIEW:
            yield value
        for item in value.values():
            yield from citations(item)
    elif isinstance(value, list):
        for item in value:
            yield from citations(item)
