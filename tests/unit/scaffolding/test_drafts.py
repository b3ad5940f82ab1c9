"""Drafts of new records: complete by their schema, and nothing decided for the author."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import laws
from surefoot.loading import schema_named, validator_for
from surefoot.model import PLACEHOLDER_ID, AnswerType, Kind, is_placeholder, placeholders_in
from surefoot.scaffolding import OUT_OF_SCOPE, Facts, draft_record, why_unusable

TODAY = date(2026, 11, 22)
KINDS = list(Kind)
FACTS = {
    Kind.RULE: [Facts(urgency="red"), Facts(urgency="green", reassures=True)],
    Kind.SCENARIO: [
        Facts(urgency="red"), Facts(urgency="red", decides="a-rule"), Facts(urgency=OUT_OF_SCOPE),
        Facts(presentation={"cough": True}, expect={"urgency": "red", "fires": [], "does_not_fire": []}),
    ],
    Kind.FINDING: [
        *(Facts(answer_type=kind.value) for kind in AnswerType),
        Facts(answer_type="number", unit="days"), Facts(answer_type="choice", values=("left", "right")),
    ],
    Kind.EVALUATION: [Facts(), Facts(form="questions"), Facts(form="test", title="A test")],
    Kind.CONDITION: [Facts(), Facts(category="nerve")],
}  # fmt: skip
CASES = [(kind, facts) for kind in KINDS for facts in FACTS.get(kind, [Facts()])]


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_only_placeholders_break_the_schema(kind, facts):
    """What the schema finds wrong with a draft is a placeholder, and every draft has one."""
    record = draft_record(kind, "a-new-one", facts, TODAY)
    places = {path for path, _ in placeholders_in(record)}
    violations = list(validator_for(kind.value).violations(json.loads(json.dumps(record))))
    assert places
    assert [v.path for v in violations if v.path not in places and not _holds_one(v, places)] == []


def _holds_one(violation, places):
    """A violation of a choice of branches stands above the placeholder that breaks it."""
    return bool(violation.branches) and any(place[: len(violation.path)] == violation.path for place in places)


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_a_draft_is_whole(kind, facts):
    """A draft has every required key, in the order of the schema, revision 1, and a review due in a year."""
    record = draft_record(kind, "a-new-one", facts, TODAY)
    schema = schema_named(kind)
    assert set(schema["required"]) <= record.keys()
    assert list(record) == [key for key in schema["properties"] if key in record]
    assert (record["id"], record["revision"]) == ("a-new-one", 1)
    assert record["review"] == {"status": "unreviewed", "reviewed_on": None, "due_on": "2027-11-22"}
    assert record["$schema"].endswith(f"schemas/{kind}.schema.json")
    assert "waivers" not in record


def test_nothing_is_decided_for_the_author():
    """What has only a few values, or is a number, is a placeholder that names them."""
    finding = draft_record(Kind.FINDING, "x", Facts(answer_type="number"), TODAY)
    assert "alone, combo, none" in finding["flag"]
    assert all(is_placeholder(finding["answer"][key]) for key in ("unit", "minimum", "maximum"))
    assert is_placeholder(finding["normal"])
    assert all(is_placeholder(draft_record(Kind.TREATMENT, "x", Facts(), TODAY)[key]) for key in ("form", "setting"))
    assert is_placeholder(draft_record(Kind.URGENCY, "x", Facts(), TODAY)["rank"])


def test_a_rule_below_the_default_has_its_safety_net():
    """A rule that reassures is drafted with its time limit, its return advice and its look-alikes."""
    net = {"time_course", "come_back_if", "look_alikes"}
    assert net <= draft_record(Kind.RULE, "x", Facts(urgency="green", reassures=True), TODAY).keys()
    assert not net & draft_record(Kind.RULE, "x", Facts(urgency="red"), TODAY).keys()


def test_the_facts_are_used():
    """What the author has said stands in the record."""
    finding = draft_record(Kind.FINDING, "x", Facts("Title", answer_type="choices", values=("a", "b")), TODAY)
    assert finding["title"] == "Title"
    assert [value["id"] for value in finding["answer"]["values"]] == ["a", "b"]
    scenario = draft_record(Kind.SCENARIO, "x", Facts(urgency="red", decides="a-rule"), TODAY)
    assert scenario["expect"] == {"urgency": "red", "fires": ["a-rule"], "does_not_fire": [], "decides": "a-rule"}


def test_the_entries_of_a_list_differ():
    """Where the schema wants several different texts, the placeholders differ and say what the list is for."""
    says = draft_record(Kind.FINDING, "x", Facts(), TODAY)["says"]
    assert len(set(says)) == len(says) == schema_named("finding")["properties"]["says"]["minItems"]
    assert schema_named("finding")["properties"]["says"]["description"] in says[0]


def test_a_leap_day_has_an_anniversary():
    """A review that begins on the 29th of February is due on the 1st of March."""
    record = draft_record(Kind.PATTERN, "x", Facts(), date(2028, 2, 29))
    assert record["review"]["due_on"] == "2029-03-01"


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ("Big Rule", "did you mean 'big-rule'?"),
        ("snake_case", "did you mean 'snake-case'?"),
        ("-x", "did you mean 'x'?"),
        ("a" * 81, "make it shorter"),
        ("x\n", "did you mean 'x'?"),
        (PLACEHOLDER_ID, "choose another one"),
    ],
)
def test_an_id_that_is_none(wrong, cure):
    """An id of the wrong form is refused, and the nearest right one is named."""
    assert why_unusable(wrong)[1] == cure


@laws(100)
@given(st.text(max_size=90))
def test_an_id_is_what_the_schema_says(text):
    """An id is accepted exactly when the schema accepts it and it stands for no other."""
    record = {**draft_record(Kind.PATTERN, "x", Facts(), TODAY), "id": text}
    accepted = not [v for v in validator_for("pattern").violations(record) if v.path == ("id",)]
    assert (why_unusable(text) is None) == (accepted and text != PLACEHOLDER_ID)
