"""surefoot diff: what changed, whom it moves, and whether the version says so."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from repositories import committed, edited
from surefoot.loading import schema_named


@pytest.fixture
def lowered(throat_copy) -> Path:
    """The second knowledge base at the tag v1, and an edit since by which one patient loses urgency."""
    committed(throat_copy, "v1")
    edited(Path("kb/patterns/danger-sign.json"), when={"finding": "drooling"}, revision=2)
    edited(Path("kb/findings/voice.json"), question="How do you sound?", revision=2)
    return throat_copy


def test_it_says_who_moves_and_why(lowered, surefoot):
    """The move stands first and loud, then the condition in words, and last the version that is needed."""
    run = surefoot("diff", "v1")
    assert run.code == 1
    lines = run.out.splitlines()
    assert lines[0] == "throat 0.3.0 (v1) -> throat 0.3.0 (kb)"
    assert lines[4] == "LOWERED red -> amber  scenarios/red/rasping-breath.json"
    assert lines[5] == '    "I rasp with every breath."'
    assert "    - no longer demands red: airway-in-danger" in lines
    assert "    - because of what changed in: pattern danger-sign" in lines
    assert "    - but the scenario expects red" in lines
    assert lines.index("major: pattern danger-sign changed") < lines.index("minor: finding voice changed")
    assert "    - any of:" in lines
    assert any(line.startswith("    +") and "(drooling)" in line for line in lines)
    assert "1.0.0 or higher" in run.out


def test_a_version_that_rose_enough(lowered, surefoot):
    """With the version that is needed the exit code is 0."""
    edited(Path("kb/kb.json"), version="1.0.0")
    run = surefoot("diff", "v1")
    assert run.code == 0
    assert "from 0.3.0 to 1.0.0" in run.out


def test_nothing_changed(throat_copy, surefoot):
    """Without a change in meaning that is all it says, whichever of the three the versions are."""
    committed(throat_copy, "v1")
    assert surefoot("export", "snapshot", "-o", "s.json").code == 0
    for arguments in (["v1"], ["s.json"], ["kb"], ["."], ["HEAD", "s.json"], ["s.json", "v1"]):
        run = surefoot("diff", *arguments)
        assert run.code == 0, arguments
        assert run.out.endswith("Nothing changed in meaning.\n")


def test_only_scenarios_changed(throat_copy, surefoot):
    """A change of a scenario is shown as a diff of its text, and needs no other version."""
    committed(throat_copy, "v1")
    edited(Path("scenarios/red/rasping-breath.json"), story="It rasps.", revision=2)
    run = surefoot("diff", "v1")
    assert run.code == 0
    assert run.out.endswith(
        "scenario rasping-breath changed\n  /story\n    - I rasp with every breath.\n    + It rasps.\n\n"
        "Only scenarios changed.\n"
    )


def test_json_follows_its_schema(lowered, surefoot):
    """The JSON satisfies its schema and carries the move, the words of the condition and the version."""
    Path("kb/causes/common-cold.json").unlink()
    edited(Path("kb/findings/eased-by.json"), revision=2)
    edited(Path("kb/treatments/cool-drinks.json"), addresses=["quinsy"])
    for file in ("rules/green/cold-with-sore-throat.json",):
        edited(Path("kb") / file, suspects=["quinsy"])
    edited(Path("kb/evaluations/throat-questions.json"), looks_for=["quinsy"])
    run = surefoot("diff", "v1", "--format", "json")
    assert run.code == 1
    document = run.json
    assert list(Draft202012Validator(schema_named("knowledge-diff")).iter_errors(document)) == []
    (move,) = document["moves"]
    assert (move["scenario"], move["from"], move["to"], move["direction"]) == (
        "rasping-breath",
        "red",
        "amber",
        "lowered",
    )
    pattern = next(record for record in document["records"] if record["id"] == "danger-sign")
    when = next(change for change in pattern["changes"] if change["pointer"] == "/when")
    assert when["new"] == {"finding": "drooling"}
    assert when["old_words"][0] == "any of:"
    assert {"pointer": "/revision", "part": "none", "old": 1, "new": 2} in pattern["changes"]
    assert document["needed"]["version"] == "1.0.0"
    assert document["enough"] is False


def test_markdown_is_a_page(lowered, surefoot):
    """Markdown has a table of the moves and a diff block for each record."""
    run = surefoot("diff", "v1", "--format", "markdown")
    assert run.out.startswith("# throat 0.3.0 (v1) -> ")
    assert "| **rasping-breath**: I rasp with every breath. | red | amber | -airway-in-danger |" in run.out
    assert "## Major changes" in run.out
    assert run.out.count("```") % 2 == 0


def test_colour_is_only_for_terminals(lowered, surefoot):
    """JSON and Markdown have no colour, and text has it only when it is asked for."""
    assert "\x1b" in surefoot("diff", "v1", "--color").out
    for more in ([], ["--format", "json", "--color"], ["--format", "markdown", "--color"]):
        assert "\x1b" not in surefoot("diff", "v1", *more).out


@pytest.mark.parametrize(
    "arguments", [[], ["nowhere"], ["v1", "nowhere"], ["scenarios"], ["kb/kb.json"], ["--", "--all"]]
)
def test_what_is_no_version_is_wrong_usage(arguments, lowered, surefoot):
    """What is no version ends with 2, says what was wrong, and prints no data."""
    run = surefoot("diff", *arguments)
    assert run.code == 2
    assert run.out == ""
    assert "Error: " in run.err
    assert "Traceback" not in run.err


def test_faulty_knowledge_is_refused(lowered, surefoot):
    """A version with faults cannot be compared, and the faults are shown."""
    Path("kb/findings/fever.json").write_text("{")
    run = surefoot("diff", "v1")
    assert run.code == 2
    assert "kb/findings/fever.json" in run.err


def test_a_faulty_scenario_is_told(lowered, surefoot):
    """A scenario that cannot be read is left out and told on standard error."""
    Path("scenarios/red/rasping-breath.json").write_text("{")
    run = surefoot("diff", "v1", "--format", "json")
    assert run.json["scenarios"] == 11
    assert "rasping-breath.json" in run.err
