"""`surefoot triage --text` and `surefoot why-not`, in this process and at a terminal."""

import json
import os
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from surefoot.loading import schema_texts
from terminals import at_a_terminal

ROOT = Path(__file__).parents[3]
NUMB = "My legs went numb this morning and I can't pee"
SORE = "no numbness, I can pee fine, just sore after a long run"

_ENVIRONMENT = {**os.environ, "TERM": "dumb"}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")


def valid(kind: str, document: object) -> None:
    """Hold a document against a published schema and those that it names."""
    schemas = {name.rsplit("/", 1)[-1]: schema for name, schema in schema_texts().items()}
    registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
    jsonschema.Draft202012Validator(schemas[f"{kind}.schema.json"], registry=registry).validate(document)


def heard(run) -> dict:
    return run.json["understanding"]


def test_an_emergency_in_plain_words(surefoot, legs):
    """The tripwire, the findings with their places, and an emergency, without any confirmation."""
    run = surefoot("triage", "--text", NUMB, "--format", "json")
    assert run.code == 0
    assert run.json["urgency"] == "emergency"
    assert [one["finding"] for one in heard(run)["tripwire"]] == ["urinary-retention"]
    understood = {one["finding"]: NUMB[slice(*one["span"])] for one in heard(run)["understood"]}
    assert understood["urinary-retention"] == "can't pee"
    assert understood["leg-numbness-tingling"] == "legs went numb"
    assert not heard(run)["confirmed"]
    valid("assessment", run.json)


def test_a_harmless_sentence(surefoot, legs):
    """No red flag is read as present, and none counts as denied, with or without --yes."""
    for options in ((), ("--yes",)):
        run = surefoot("triage", "--text", SORE, "--format", "json", *options)
        assert heard(run)["answers"] == {"recent-overexertion": True}
        assert run.json["at_most"] == "emergency"


def test_denials_never_count_unconfirmed(surefoot, legs):
    """What a text denies is shown, and stays an open question; --yes does not change that."""
    for options in ((), ("--yes",)):
        run = surefoot("triage", "--text", "my leg is weak. no chest pain", "--format", "json", *options)
        assert [one["finding"] for one in heard(run)["denied"]] == ["chest-pain"]
        assert "chest-pain" not in heard(run)["answers"]


def test_unconfirmed_words_never_lower_the_outcome(surefoot, legs):
    """Words that explain a sign away count only once a person has confirmed them; --yes does not."""
    told = "My doctor knows all about it. I've had weak legs for years, leaking for years, no change."
    given = ("triage", "--with", "urinary-incontinence", "--format", "json", "--text", told)
    alone = surefoot("triage", "--with", "urinary-incontinence", "--format", "json").json["urgency"]
    levels = ["self-care", "appointment", "urgent", "emergency"]
    for options in ((), ("--yes",)):
        assert levels.index(surefoot(*given, *options).json["urgency"]) >= levels.index(alone)


def test_what_nobody_confirmed_stands_apart_in_the_handover(surefoot, legs):
    """A clinician sees what was taken from words alone apart from what was answered."""
    told = (
        "triage",
        "--format",
        "markdown",
        "--with",
        "fever",
        "--text",
        "my leg is weak. I don't know whether it is chest pain",
    )
    page = surefoot(*told).out
    sections = {part.split("\n")[0]: part for part in page.split("## ")[1:]}
    unconfirmed = next(part for title, part in sections.items() if title.startswith("Said, not confirmed"))
    assert "Weak leg or legs" in unconfirmed
    assert "Weak leg or legs" not in sections["Present"]
    assert "Fever or chills" in sections["Present"]
    assert "Chest pain in the last day" in sections["Not sure, not confirmed"]
    assert "Said, not confirmed" not in surefoot(*told, "--yes").out


def test_a_red_flag_in_doubtful_words_counts_as_not_sure(surefoot, legs):
    """A red flag that is neither said nor denied is answered with "not sure", which asks for care the same day."""
    run = surefoot("triage", "--text", "not really any chest pain", "--format", "json")
    assert heard(run)["answers"] == {"chest-pain": None}
    assert run.json["urgency"] == "urgent"


def test_text_and_answers_together(surefoot, legs):
    """A text adds to options; two different answers to one question are refused, with the words that differ."""
    run = surefoot("triage", "--text", "my leg is weak", "--with", "onset=sudden", "--format", "json")
    assert {reason["matched"].get("onset") for reason in run.json["reasons"]} >= {"sudden"}
    assert "onset" not in heard(run)["answers"]
    run = surefoot("triage", "--text", "I can't pee", "--without", "urinary-retention")
    assert run.code == 2
    assert "can't pee" in run.err
    assert run.out == ""


def test_text_from_standard_input(surefoot, legs):
    """`-` reads standard input, in UTF-8, with or without a byte order mark."""
    assert surefoot("triage", "--text", "-", "--format", "json", stdin="\ufeff" + NUMB).json["urgency"] == "emergency"
    assert surefoot("triage", "--text", "-", stdin=b"\xff\xfe").code == 2
    assert surefoot("triage", "--text", "-", "--answers", "-", stdin=NUMB).code == 2


@pytest.mark.parametrize("arguments", [["--text", "  "], ["--yes"], ["--text", "pain", "--today", "soon"]])
def test_wrong_use(surefoot, legs, arguments):
    """A text without words, --yes without a text and a day that is none are errors of use."""
    run = surefoot("triage", *arguments)
    assert run.code == 2
    assert run.out == ""


def test_text_is_reproducible_with_a_day(surefoot, legs):
    """A day of the week is counted from the day that is given."""
    run = surefoot("triage", "--text", "weak legs since Tuesday", "--today", "2026-11-28", "--format", "json")
    assert heard(run)["answers"]["weakness-duration"] == 4


def test_text_on_another_complaint(surefoot, throat):
    """Plain words work on any knowledge base."""
    run = surefoot("triage", "--text", "I can't swallow my spit", "--format", "json")
    assert run.json["urgency"] == "red"


def test_markdown_has_the_words_of_the_person(surefoot, legs):
    """The report quotes what was said, on one line, whatever is in it."""
    run = surefoot("triage", "--text", "I can't pee\n# at all \x1b[31m", "--format", "markdown")
    assert "\x1b" not in run.out
    assert "> I can't pee" in run.out


def test_why_not(surefoot, legs):
    """The nearest phrases, and what each of them lacks or how it stands, as JSON of the published form."""
    run = surefoot("why-not", "my", "foot", "is", "like", "wood", "--format", "json")
    valid("why-not", run.json)
    assert run.code == 0
    assert {near["verdict"] for near in run.json["nearest"] if near["missing"]} == {"missing"}
    met = surefoot("why-not", "no chest pain", "--format", "json").json["nearest"]
    assert "denied" in {near["standing"] for near in met if near["finding"] == "chest-pain"}
    never = surefoot("why-not", "I can't walk far", "--format", "json").json["nearest"]
    assert "never" in {near["verdict"] for near in never if near["finding"] == "unable-to-walk"}
    assert surefoot("why-not", "\u4e2d\u6587").code == 1


@needs_posix
def test_a_person_confirms(legs):
    """What was understood counts when it is confirmed; a denied red flag is asked by its question."""
    told = "my leg is weak. no chest pain"
    code, shown = at_a_terminal(
        ROOT, ["triage", "--text", told, "--format", "json"], at_once="all\nno\n", environment=_ENVIRONMENT
    )
    result = json.loads(shown[shown.index("{\r\n") :])
    assert code == 0
    assert "Have you had chest pain" in shown
    assert result["understanding"]["answers"]["leg-weakness"] is True
    assert result["understanding"]["answers"]["chest-pain"] is False
    assert result["understanding"]["confirmed"]


@needs_posix
def test_a_person_rejects(legs):
    """What is not confirmed is no answer; a red flag that is said not to be right is asked by its question."""
    code, shown = at_a_terminal(
        ROOT, ["triage", "--text", NUMB, "--format", "json"], at_once="9\nnone\nno\n", environment=_ENVIRONMENT
    )
    result = json.loads(shown[shown.index("{\r\n") :])
    assert code == 0
    assert "If this is happening now" in shown
    assert "Is it hard to start peeing" in shown
    assert result["understanding"]["answers"] == {"urinary-retention": False}
