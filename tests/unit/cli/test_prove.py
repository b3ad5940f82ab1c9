"""surefoot prove: exit codes, formats, wrong input."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from repositories import edited
from surefoot.loading import schema_named, schema_texts

pytest.importorskip("z3")


@pytest.fixture
def broken(throat_copy) -> Path:
    """The second knowledge base with a rule that cannot fire."""
    rule = sorted(Path("kb/rules/amber").glob("*.json"))[0]
    edited(rule, when={"all": [{"finding": "fever"}, {"not": {"finding": "fever"}}]})
    return rule


def test_the_second_knowledge_base_is_proved(throat_copy, surefoot):
    """What is proved is counted, and the exit code is 0."""
    run = surefoot("prove")
    assert run.code == 0, run.out
    assert "rules can fire" in run.out


def test_a_refuted_claim(broken, surefoot):
    """It is shown with its code, and the exit code is 1."""
    run = surefoot("prove")
    assert run.code == 1
    assert f"error V201 unreachable-rule: rule {broken.stem}" in run.out


def test_json_follows_its_schema(broken, surefoot):
    """The output is one JSON document of the published form."""
    found = surefoot("prove", "--format", "json").json
    resources = ((name, DRAFT202012.create_resource(schema)) for name, schema in schema_texts().items())
    registry = Registry().with_resources(resources)
    Draft202012Validator(schema_named("proof"), registry=registry).validate(found)
    assert found["refuted"] >= 1


def test_sarif_names_the_line(broken, surefoot):
    """A refuted claim is a result with its file."""
    run = json.loads(surefoot("prove", "--format", "sarif").out)["runs"][0]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]]
    assert any(place.endswith(broken.name) for place in places)


def test_junit_counts_the_failures(broken, surefoot):
    """Each claim is a test case."""
    from xml.etree import ElementTree

    root = ElementTree.fromstring(surefoot("prove", "--format", "junit").out)
    assert root.get("failures") == "1"


def test_an_unknown_property(throat_copy, surefoot):
    """It is a wrong command line, whatever else is right."""
    run = surefoot("prove", "no-such-promise")
    assert run.code == 2
    assert "no property 'no-such-promise'" in run.err


def test_without_the_solver(throat_copy, surefoot, monkeypatch):
    """The message names what to install."""
    import sys

    monkeypatch.setitem(sys.modules, "z3", None)
    run = surefoot("prove")
    assert run.code == 2
    assert "surefoot[proof]" in run.err


def test_too_little_time(throat_copy, surefoot, monkeypatch):
    """What the solver could not decide is never called proved; the exit code is 3."""
    from surefoot.proof.solver import Solver, Undecided

    def give_up(*_):
        raise Undecided("timeout")

    monkeypatch.setattr(Solver, "possible", give_up)
    run = surefoot("prove")
    assert run.code == 3
    assert "UNDECIDED" in run.out
