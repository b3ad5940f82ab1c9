"""With --format json, standard output is one JSON document in the form of its published schema."""

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

_SCHEMAS = Path(__file__).parents[3] / "schemas"

_COMMANDS = [
    ("report", 0, ["validate", "--today", "2026-01-01"]),
    ("report", 1, ["validate", "--today", "2030-01-01"]),
    ("report", 2, ["validate", "nowhere.json"]),
    ("assessment", 0, ["triage", "--with", "fever"]),
    ("assessment", 0, ["triage", "--with", "drooling", "--with", "voice=muffled", "--with", "throat-days=3"]),
    ("assessment", 0, ["triage", "--with", "noisy-breathing=unsure", "--with", "eased-by=painkillers,cool-drinks"]),
    ("assessment", 0, ["triage", "--without", "sore-throat"]),
    ("assessment", 1, ["triage", "--with", "drooling", "--fail-on", "red"]),
    ("lookup", 0, ["lookup", "fever"]),
    ("lookup", 0, ["lookup", "mufled", "voice"]),
    ("lookup", 1, ["lookup", "zzzz"]),
    ("record-view", 0, ["show", "voice"]),
    ("record-view", 0, ["show", "throat"]),
    ("record-view", 0, ["show", "throat-leaflet"]),
    ("record-view", 0, ["show", "cold-with-sore-throat"]),
    ("record-list", 0, ["list", "finding"]),
    ("record-list", 0, ["list", "constraint"]),
    ("record-list", 0, ["list", "kb"]),
    ("record-list", 0, ["list", "scenario"]),
    ("record-counts", 0, ["list"]),
    ("suite", 0, ["test"]),
    ("batch-summary", 0, ["batch", "patients.csv", "{out}/results.csv"]),
    ("batch-summary", 1, ["batch", "patients-with-mistakes.csv", "{out}/results.csv", "--key", "call"]),
]


@cache
def _validator(name):
    schemas = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(_SCHEMAS.glob("*.json"))]
    registry = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in schemas)
    schema = next(schema for schema in schemas if schema["$id"].endswith(f"/{name}.schema.json"))
    return Draft202012Validator(schema, registry=registry)


def _faults(name, document):
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(document)]


@pytest.mark.parametrize(("schema", "code", "arguments"), _COMMANDS)
def test_is_valid_against_its_schema(schema, code, arguments, surefoot, throat, tmp_path):
    """The JSON of a command satisfies its schema, whatever the exit code."""
    run = surefoot(*(argument.format(out=tmp_path) for argument in arguments), "--format", "json")
    assert run.code == code
    assert _faults(schema, run.json) == []


@pytest.mark.parametrize("schema", ["report", "assessment", "lookup", "record-view", "suite"])
def test_the_schemas_refuse_other_documents(schema):
    """The published schemas of outputs are no rubber stamps: they refuse an empty and a foreign object."""
    assert _faults(schema, {})
    assert _faults(schema, {"presentation": True})


def test_a_failing_suite_is_valid(surefoot, throat_copy):
    """The JSON of a suite with failures satisfies its schema and counts what it lists."""
    file = throat_copy / "scenarios/amber/fever-but-healthy.json"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"at_most": "red"', '"at_most": "amber"'), encoding="utf-8"
    )
    run = surefoot("test", "--format", "json")
    assert run.code == 1
    assert _faults("suite", run.json) == []
    assert run.json["failed"] == len(run.json["failures"]) == 1
    assert sum(cell["count"] for cell in run.json["matrix"]) == run.json["scenarios"]


def test_a_faulty_record_is_a_valid_report(surefoot, throat_copy):
    """The JSON of a report with faults satisfies its schema and counts what it lists."""
    (throat_copy / "kb/findings/fever.json").write_text('{"id": 3}', encoding="utf-8")
    run = surefoot("validate", "--format", "json", "--today", "2026-01-01")
    assert _faults("report", run.json) == []
    assert run.json["errors"] + run.json["warnings"] == len(run.json["diagnostics"]) > 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["triage", "--with", "fevver", "--format", "json"],
        ["show", "zzzz", "--format", "json"],
        ["list", "findng", "--format", "json"],
        ["test", "kb", "--format", "json"],
        ["list", "--kb", "nowhere", "--format", "json"],
    ],
)
def test_talk_goes_to_standard_error(arguments, surefoot, throat):
    """What is no data is said on standard error, so that a program never reads it as data."""
    run = surefoot(*arguments)
    assert run.out == ""
    assert run.err


@pytest.mark.parametrize("arguments", [["lookup", "fever"], ["show", "fever"], ["triage", "--with", "fever"]])
def test_json_has_no_colour(arguments, surefoot, throat):
    """JSON is never coloured, not even with --color."""
    assert "\x1b" not in surefoot(*arguments, "--format", "json", "--color").out


def test_lookup_says_what_it_was_taken_for(surefoot, throat):
    """A search whose word was unknown tells a program what it was taken for."""
    assert surefoot("lookup", "voyce", "--format", "json").json["corrected"] == "voice"
    assert surefoot("lookup", "voice", "--format", "json").json["corrected"] is None


def test_show_links_both_ways(surefoot, throat):
    """A record is shown with what it names and what names it, also through patterns."""
    shown = surefoot("show", "drooling", "--format", "json").json
    assert shown["record"]["id"] == "drooling"
    assert {(r["kind"], r["id"], r["how"]) for r in shown["names"]} == {("source", "throat-leaflet", "sources")}
    named_by = {(r["kind"], r["id"]): r["how"] for r in shown["named_by"]}
    assert named_by["pattern", "danger-sign"] == "when"
    assert named_by["rule", "airway-in-danger"] == "through danger-sign"
    assert named_by["checklist", "danger-signs"] == "items"


def test_list_is_complete(surefoot, throat):
    """`list` has one row for each file of the kind."""
    for kind in ("finding", "rule", "pattern"):
        ids = {row["id"] for row in surefoot("list", kind, "--format", "json").json}
        assert ids == {file.stem for file in (throat / "kb" / f"{kind}s").rglob("*.json")}


def test_a_scenario_can_be_shown(surefoot, throat):
    """What `list scenario` names, `show` shows."""
    name = surefoot("list", "scenario", "--format", "json").json[0]["id"]
    assert surefoot("show", name).code == 0


def test_scenarios_can_be_searched(surefoot, throat):
    """A kind that --kind takes can be found."""
    assert surefoot("lookup", "concert", "--kind", "scenario").code == 0


def test_a_path_that_is_no_text(surefoot, throat):
    """A path whose name is no UTF-8 is reported like any other missing path."""
    run = surefoot("validate", "\udcffnowhere", "--format", "json")
    run.out.encode()
    assert run.code == 2
