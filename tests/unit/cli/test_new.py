"""surefoot new: files to fill in, asked for at a terminal, never over an old one, and flagged until they are filled."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from surefoot.model import Kind
from terminals import at_a_terminal

KINDS = [kind.value for kind in Kind if kind is not Kind.KB]
NEEDED = {"rule": ["--urgency", "red"], "scenario": ["--urgency", "red"], "finding": ["--type", "boolean"]}
WRITTEN = {
    "rule": {"kb/rules/red/a-new-one.json", "scenarios/red/a-new-one-patient.json"},
    "scenario": {"scenarios/red/a-new-one.json"},
}


def files_of(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def faults_of(surefoot, *arguments):
    return surefoot("validate", "--format", "json", *arguments).json["diagnostics"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_is_flagged_until_it_is_filled_in(surefoot, throat_copy, kind):
    """The file lands in its folder, its path is printed, and validation flags only what is to be filled in."""
    before = files_of(throat_copy)
    run = surefoot("new", kind, "a-new-one", *NEEDED.get(kind, []))
    expected = WRITTEN.get(kind, {f"kb/{Kind(kind).folder}/a-new-one.json"})
    assert files_of(throat_copy) - before == set(run.out.split()) == expected
    assert (run.code, "surefoot validate" in run.err) == (0, True)
    found = faults_of(surefoot, *expected)
    assert [d["code"] for d in found if d["code"].startswith("S") and d["code"] != "S111"] == []
    for file in expected:
        text = (throat_copy / file).read_text("utf-8")
        flagged = {d["pointer"] for d in found if d["code"] == "S111" and d["file"] == file}
        assert len(flagged) == text.count('"FILL IN') > 0
    assert all("still to fill in" in d["message"] for d in found if d["code"] == "R101")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_record_is_in_canonical_form(surefoot, throat_copy, kind):
    """`surefoot fmt` has nothing to do."""
    from surefoot.editing import canonical

    run = surefoot("new", kind, "a-new-one", *NEEDED.get(kind, []))
    for file in run.out.split():
        data = (throat_copy / file).read_bytes()
        assert canonical(data, Kind.SCENARIO if file.startswith("scenarios/") else kind) == data


def test_a_filled_in_pattern_is_clean(surefoot, throat_copy):
    """When the placeholders are replaced, the record is as good as any."""
    surefoot("new", "constraint", "a-new-one")
    path = throat_copy / "kb/constraints/a-new-one.json"
    text = path.read_text("utf-8").replace('"fill-in"', '"fever"')
    while "FILL IN" in text:
        start = text.index("FILL IN")
        text = text[:start] + "Fever is fever." + text[text.index('"', start) :]
    path.write_text(text, encoding="utf-8")
    assert faults_of(surefoot) == []


def test_the_facts_are_written(surefoot, throat_copy):
    """Title, type, values, unit, category and form stand in the record."""
    surefoot("new", "finding", "one", "--type", "choice", "--values", "mild, bad", "--title", "One")
    one = json.loads((throat_copy / "kb/findings/one.json").read_bytes())
    assert (one["title"], [value["id"] for value in one["answer"]["values"]]) == ("One", ["mild", "bad"])
    surefoot("new", "finding", "two", "--type", "number", "--unit", "days")
    assert json.loads((throat_copy / "kb/findings/two.json").read_bytes())["answer"]["unit"] == "days"
    surefoot("new", "condition", "three", "--category", "blood")
    assert json.loads((throat_copy / "kb/conditions/three.json").read_bytes())["category"] == "blood"
    surefoot("new", "evaluation", "four", "--form", "test")
    assert json.loads((throat_copy / "kb/evaluations/four.json").read_bytes())["form"] == "test"


def test_a_rule_brings_the_scenario_that_needs_it(surefoot, throat_copy):
    """The scenario expects the urgency of the rule, and that the rule alone decides it."""
    surefoot("new", "rule", "a-new-one", "--urgency", "green")
    expect = json.loads((throat_copy / "scenarios/green/a-new-one-patient.json").read_bytes())["expect"]
    assert expect == {"urgency": "green", "fires": ["a-new-one"], "does_not_fire": [], "decides": "a-new-one"}
    assert "look_alikes" in json.loads((throat_copy / "kb/rules/green/a-new-one.json").read_bytes())


@pytest.mark.parametrize(
    ("answers", "level", "expect"),
    [
        (
            {"drooling": True, "sore-throat": True},
            "red",
            {
                "urgency": "red", "at_most": "red", "settled": True, "fires": ["airway-in-danger"],
                "does_not_fire": [], "decides": "airway-in-danger",
            },
        ),
        ({"sore-throat": True}, "amber", {"urgency": "amber", "at_most": "red", "settled": False, "fires": []}),
        ({"sore-throat": False}, "out-of-scope", {"in_scope": False, "urgency": None, "fires": []}),
    ],
)  # fmt: skip
def test_a_scenario_from_a_presentation(surefoot, throat_copy, answers, level, expect):
    """The patient is taken over, what triage answers is expected, and the words are left to the author."""
    run = surefoot("new", "scenario", "a-patient", "--from", "-", stdin=json.dumps(answers))
    record = json.loads((throat_copy / f"scenarios/{level}/a-patient.json").read_bytes())
    assert record["presentation"] == answers
    assert expect.items() <= record["expect"].items()
    assert "check that against the sources" in run.err
    assert {d["pointer"] for d in faults_of(surefoot)} == {"/story", "/why", "/sources/0/claim"}
    for key in ("story", "why"):
        record[key] = "In plain words."
    record["sources"][0]["claim"] = "Confirmed by a clinician?"
    (throat_copy / f"scenarios/{level}/a-patient.json").write_text(json.dumps(record), encoding="utf-8")
    assert surefoot("test", f"scenarios/{level}").code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("finding", "fever", "--type", "boolean"), "kb/findings/fever.json"),
        (("pattern", "fever"), "kb/findings/fever.json"),
        (("pattern", "rasping-breath"), "scenarios/red/rasping-breath.json"),
        (("pattern", "Big One"), "did you mean 'big-one'?"),
        (("pattern", "fill-in"), "choose another one"),
        (("patern", "x"), "did you mean 'pattern'?"),
        (("rule", "x"), "--urgency is needed: one of red, amber, green."),
        (("rule", "x", "--urgency", "rde"), "Did you mean 'red'?"),
        (("rule", "x", "--urgency", "out-of-scope"), "there is no 'out-of-scope'"),
        (("pattern", "x", "--urgency", "red"), "--urgency does not belong"),
        (("finding", "x"), "--type is needed"),
        (("finding", "x", "--type", "boolean", "--values", "a,b"), "--values belongs"),
        (("finding", "x", "--type", "boolean", "--unit", "days"), "--unit belongs"),
        (("finding", "x", "--type", "choice", "--values", "a"), "at least two values"),
        (("finding", "x", "--type", "choice", "--values", "a,a"), "all of them different"),
        (("finding", "x", "--type", "choice", "--values", "a,B c"), "did you mean 'b-c'?"),
        (("condition", "x", "--category", "infectio"), "Did you mean 'infection'?"),
        (("evaluation", "x", "--form", "tset"), "Did you mean 'test'?"),
        (("scenario", "x", "--title", "X", "--urgency", "red"), "--title does not belong"),
        (("pattern", "x", "--from", "-"), "--from belongs to a new scenario"),
        (("scenario", "x", "--from", "-", "--urgency", "red"), "leave the other options out"),
        (("scenario", "x", "--from", "no-such.json"), "no-such.json"),
        (("scenario", "x", "--from", "-"), "standard input"),
        (("pattern", "x", "--kb", "elsewhere"), "elsewhere"),
        (("kb", "x"), "kb/kb.json is there already"),
    ],
)
def test_a_wrong_command_line_writes_nothing(surefoot, throat_copy, arguments, says):
    """What does not fit is named with its cure, the exit code is 2, and no file is written."""
    before = files_of(throat_copy)
    run = surefoot("new", *arguments)
    assert (run.code, run.out) == (2, "")
    assert says in run.err
    assert "Traceback" not in run.err
    assert files_of(throat_copy) == before


def test_wrong_answers_of_a_patient_are_all_named(surefoot, throat_copy):
    """A presentation that does not fit is refused like by triage."""
    run = surefoot("new", "scenario", "x", "--from", "-", stdin='{"fevr": true, "throat-days": -1}')
    assert (run.code, "did you mean `fever`?" in run.err, "throat-days" in run.err) == (2, True, True)


def test_the_installed_knowledge_is_never_written_to(surefoot, tmp_path, monkeypatch):
    """Where no knowledge base is near and none is named, nothing is written."""
    monkeypatch.chdir(tmp_path)
    run = surefoot("new", "pattern", "x")
    assert (run.code, "--kb" in run.err, files_of(tmp_path)) == (2, True, set())


def test_a_new_knowledge_base(surefoot, tmp_path, monkeypatch):
    """`new kb` begins one in a folder that has none."""
    monkeypatch.chdir(tmp_path)
    assert surefoot("new", "kb", "cough").out == "kb/kb.json\n"
    found = {d["code"] for d in faults_of(surefoot)}
    assert found <= {"S111", "S205", "R101"}


def test_a_faulty_knowledge_base_can_be_added_to(surefoot, throat_copy):
    """A record can be added that others already name, and while files are broken."""
    (throat_copy / "kb/findings/fever.json").write_text("{", encoding="utf-8")
    assert surefoot("new", "pattern", "x").code == 0


def test_the_review_is_due_in_a_year(surefoot, throat_copy):
    """Nobody has reviewed a new record, and somebody must within a year."""
    surefoot("new", "pattern", "x")
    review = json.loads((throat_copy / "kb/patterns/x.json").read_bytes())["review"]
    assert (review["status"], review["reviewed_on"]) == ("unreviewed", None)
    assert 364 <= (date.fromisoformat(review["due_on"]) - date.today()).days <= 367


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize(
    ("arguments", "typed", "file", "holds"),
    [
        (["finding", "x"], ["9", "number", "A title"], "kb/findings/x.json", '"title": "A title"'),
        (["rule", "x"], ["3", ""], "kb/rules/green/x.json", '"title": "FILL IN'),
        (["rule", "x", "--urgency", "red", "--title", "T"], [], "kb/rules/red/x.json", '"title": "T"'),
        (["pattern", "x", "--no-input"], [], "kb/patterns/x.json", '"title": "FILL IN'),
    ],
)
def test_at_a_terminal_it_asks(throat_copy, arguments, typed, file, holds):
    """The facts that decide the file are asked for by number or name, a wrong answer again, given ones not at all."""
    code, shown = at_a_terminal(throat_copy, ["new", *arguments], at_prompts=typed)
    assert code == 0
    assert holds in Path(file).read_text("utf-8")
    assert shown.count("Answer with a number from 1 to 4.") == typed.count("9")
