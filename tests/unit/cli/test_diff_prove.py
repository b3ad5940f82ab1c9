"""surefoot diff --prove: exit codes, formats, scenarios, waivers, wrong input."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from repositories import committed, edited
from surefoot.loading import schema_named, schema_texts

pytest.importorskip("z3")
RULE = Path("kb/rules/red/muffled-voice.json")
EXCEPTION = {"any": [{"finding": "voice-always-so"}, {"finding": "fever"}]}


@pytest.fixture
def base(throat_copy) -> Path:
    """The second knowledge base at the tag v1."""
    committed(throat_copy, "v1")
    return throat_copy


@pytest.fixture
def lowered(base) -> Path:
    """A new exception since v1; no scenario has a fever and a muffled voice."""
    edited(RULE, unless=EXCEPTION, revision=2)
    return base


def waived(level: str | None) -> dict[str, object]:
    source = {"basis": "statement", "source": "throat-leaflet", "statements": ["S05"]}
    common = {"code": "V401", "reason": "The leaflet says so.", "until": "2999-12-31", "sources": [source]}
    return {**common, "from": "red", "to": level}


def test_an_edit_that_no_scenario_notices(lowered, surefoot):
    """The smallest patient, both urgencies, the rules, and the edit are shown; the exit code is 1."""
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 1
    lines = run.out.splitlines()
    assert "error V401 lowered-urgency: a patient moves from red to amber" in lines
    assert "    - Fever (fever): yes" in lines
    assert "  before: red, by muffled-voice" in lines
    assert "  after: amber, by no rule" in lines
    assert any(line.startswith("  because of rule muffled-voice at /unless") for line in lines)
    assert any(line.startswith("NOT PROVED: patients are lowered in 2 ways.") for line in lines)


def test_an_edit_that_moves_nobody(base, surefoot):
    """The same condition in other words is proved, although the version did not rise."""
    edited(RULE, when={"not": {"not": {"finding": "voice", "in": ["muffled"]}}}, revision=2)
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 0
    assert "Proved for every possible patient" in run.out


def test_the_versions_can_be_folders_and_snapshots(lowered, surefoot):
    """A snapshot, a folder and a git revision are compared in the same way, in both directions."""
    assert surefoot("export", "snapshot", "-o", "new.json").code == 0
    assert surefoot("diff", "v1", "new.json", "--prove").code == 1
    assert surefoot("diff", "new.json", "v1", "--prove").code == 0
    assert surefoot("diff", "new.json", "kb", "--prove").code == 0


def test_json_follows_its_schema(lowered, surefoot):
    """The matrix, the patients and the edits are one JSON document of the published form."""
    found = surefoot("diff", "v1", "--prove", "--format", "json").json
    resources = ((name, DRAFT202012.create_resource(schema)) for name, schema in schema_texts().items())
    Draft202012Validator(schema_named("knowledge-diff"), registry=Registry().with_resources(resources)).validate(found)
    cells = {(cell["from"], cell["to"]): cell for cell in found["transitions"]["cells"]}
    assert len(cells) == 12
    mover = cells["red", "amber"]["movers"][0]
    assert mover["presentation_after"] == {"fever": True, "voice": "muffled"}
    assert mover["rules_lost"] == ["muffled-voice"]
    assert mover["changes"][0]["id"] == "muffled-voice"
    assert cells["amber", "red"]["verdict"] == "proved"


def test_markdown_has_the_matrix(lowered, surefoot):
    """For a review: the verdict, the matrix, the patients."""
    out = surefoot("diff", "v1", "--prove", "--format", "markdown").out
    assert "## Every possible patient" in out
    assert "LOWERED" in out


def test_formats_of_validate_point_at_the_edit(lowered, surefoot):
    """SARIF, JUnit and one line a fault name the file that was edited."""
    sarif = json.loads(surefoot("diff", "v1", "--prove", "--format", "sarif").out)["runs"][0]["results"]
    assert {one["ruleId"] for one in sarif} == {"V401"}
    assert sarif[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("muffled-voice.json")
    junit = ElementTree.fromstring(surefoot("diff", "v1", "--prove", "--format", "junit").out)
    assert junit.get("failures") == "1"
    assert "V401" in surefoot("diff", "v1", "--prove", "--format", "concise").out


def test_scenarios_of_the_patients(lowered, surefoot):
    """Each patient becomes a scenario that fails until the edit is mended, and no file is written over."""
    run = surefoot("diff", "v1", "--prove", "--write-scenarios", "found")
    assert "wrote found/red/moves-from-red-to-amber-1.json" in run.err
    content = json.loads(Path("found/red/moves-from-red-to-amber-1.json").read_bytes())
    assert content["expect"]["urgency"] == "red"
    assert content["presentation"] == {"fever": True, "voice": "muffled"}
    assert surefoot("diff", "v1", "--prove", "--write-scenarios", "found").code == 2


def test_waivers_with_a_source(lowered, surefoot):
    """With one for each move the edit passes and validates; the next edit of the rule needs its own."""
    edited(RULE, waivers=[waived("amber"), waived(None)])
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 0, run.out
    assert "is waived in rule muffled-voice: The leaflet says so. (throat-leaflet)" in " ".join(run.out.split())
    assert "E105" not in surefoot("validate").out
    committed(lowered, "v2")
    edited(RULE, unless={"any": [*EXCEPTION["any"], {"finding": "drooling"}]}, revision=3)
    assert surefoot("diff", "v2", "--prove").code == 0
    edited(RULE, unless={"any": [*EXCEPTION["any"], {"finding": "weak-defenses"}]}, revision=3)
    assert surefoot("diff", "v2", "--prove").code == 1


def test_a_waiver_without_a_source(lowered, surefoot):
    """It is no waiver: the schema says what is missing."""
    edited(RULE, waivers=[{key: value for key, value in waived("amber").items() if key != "sources"}])
    assert surefoot("validate").code == 1
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 2
    assert "sources" in run.err


def test_a_waiver_that_lets_nobody_move(base, surefoot):
    """It is an error of its own."""
    edited(RULE, waivers=[waived("amber")])
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 1
    assert "error V403 unneeded-edit-waiver" in run.out


@pytest.mark.parametrize("arguments", [["--format", "sarif"], ["--write-scenarios", "x"]])
def test_what_needs_a_proof(base, surefoot, arguments):
    """Options that are about patients of a proof say so."""
    run = surefoot("diff", "v1", *arguments)
    assert run.code == 2
    assert "needs --prove" in run.err


def test_undecided_is_an_exit_code_of_its_own(lowered, surefoot, monkeypatch):
    """A question for which the time was not enough is never called proved."""
    from surefoot.proof import Solver, Undecided

    def give_up(*_):
        raise Undecided("timeout")

    monkeypatch.setattr(Solver, "possible", give_up)
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 3
    assert "UNDECIDED, and so not proved" in run.out


def test_without_a_solver(lowered, surefoot, monkeypatch):
    """It says how to get one."""
    import sys

    monkeypatch.setitem(sys.modules, "z3", None)
    run = surefoot("diff", "v1", "--prove")
    assert run.code == 2
    assert "pip install 'surefoot[proof]'" in run.err
