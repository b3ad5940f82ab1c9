"""One new record of any kind, from the few facts that decide it."""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from surefoot.engine import Assessment
from surefoot.loading import schema_named
from surefoot.model import PLACEHOLDER, PLACEHOLDER_ID, AnswerType, JsonObject, Kind
from surefoot.scaffolding.placeholders import filled_with_placeholders, placeholder

OUT_OF_SCOPE = "out-of-scope"
"""The folder of the scenarios that get no urgency."""

_BELOW_DEFAULT = ("come_back_if", "time_course", "look_alikes")


class Facts(NamedTuple):
    """What decides a record; None where the author has not said.

    `decides` is the rule that a scenario is made for, `reassures` says that a rule is below the default.
    """

    title: str | None = None
    urgency: str | None = None
    answer_type: str | None = None
    values: tuple[str, ...] = ()
    unit: str | None = None
    category: str | None = None
    form: str | None = None
    decides: str | None = None
    reassures: bool = False
    presentation: JsonObject | None = None
    expect: JsonObject | None = None


def why_unusable(record_id: str) -> tuple[str, str] | None:
    """What is wrong with a new id, and the cure; None when it is an id."""
    form = schema_named("common")["$defs"]["id"]
    if record_id == PLACEHOLDER_ID:
        return f"'{record_id}' stands for ids that are still to be filled in", "choose another one"
    if len(record_id) > form["maxLength"]:
        return f"the id has more than {form['maxLength']} letters", "make it shorter"
    if re.fullmatch(form["pattern"].rstrip("$"), record_id):
        return None
    near = re.sub("[^a-z0-9]+", "-", record_id.lower()).strip("-")
    cure = f"did you mean '{near}'?" if near else f"for example '{form['examples'][0]}'"
    return f"'{record_id}' is no id: an id has small letters, digits and hyphens", cure


def draft_record(kind: Kind, record_id: str, facts: Facts, today: date) -> dict[str, Any]:
    """A record that follows its schema but for the placeholders, unreviewed, its review due in a year."""
    record = filled_with_placeholders(kind.value, _optional(kind, facts))
    depth = {Kind.KB: 1, Kind.RULE: 3}.get(kind, 2)
    record["$schema"] = f"{'../' * depth}schemas/{kind.value}.schema.json"
    record["id"] = record_id
    record["review"] = {"status": "unreviewed", "reviewed_on": None, "due_on": _in_a_year(today).isoformat()}
    for key, value in {"title": facts.title, "form": facts.form, "category": facts.category}.items():
        if value is not None and key in record:
            record[key] = value
    return {**record, **_of_kind(kind, record_id, facts)}


def expectation_of(assessment: Assessment, rank: Mapping[str, int]) -> dict[str, Any]:
    """What the engine answers, as the `expect` of a scenario."""
    urgency = assessment.urgency
    fired = [reason for reason in assessment.reasons if reason.rule]
    expect: dict[str, Any] = {} if assessment.in_scope else {"in_scope": False}
    expect |= {"urgency": urgency, "at_most": assessment.at_most, "settled": assessment.settled}
    expect |= {"fires": [reason.rule for reason in fired], "does_not_fire": []}
    top = [reason.rule for reason in fired if urgency and rank[reason.urgency] >= rank[urgency]]
    return expect | ({"decides": top[0]} if len(top) == 1 else {})


def _optional(kind: Kind, facts: Facts) -> Collection[str]:
    if kind is Kind.RULE and facts.reassures:
        return _BELOW_DEFAULT
    return ("questions",) if kind is Kind.EVALUATION and facts.form == "questions" else ()


def _of_kind(kind: Kind, record_id: str, facts: Facts) -> dict[str, Any]:
    """What the schema alone cannot know."""
    match kind:
        case Kind.KB:
            return {"version": "0.1.0"}
        case Kind.CONDITION if facts.category is None:
            return {"category": placeholder(kind, "category")}
        case Kind.FINDING:
            return {**_answer(facts), "group": placeholder(kind, "group")}
        case Kind.RULE:
            return {"urgency": facts.urgency or PLACEHOLDER_ID}
        case Kind.SCENARIO:
            return {"presentation": facts.presentation or {PLACEHOLDER_ID: True}, "expect": _expect(facts)}
    return {}


def _expect(facts: Facts) -> JsonObject:
    if facts.expect is not None:
        return facts.expect
    if facts.urgency == OUT_OF_SCOPE:
        return {"in_scope": False, "urgency": None, "fires": [], "does_not_fire": []}
    named = [facts.decides] if facts.decides else []
    decides = {"decides": facts.decides} if facts.decides else {}
    return {"urgency": facts.urgency or PLACEHOLDER_ID, "fires": named, "does_not_fire": [], **decides}


def _answer(facts: Facts) -> dict[str, Any]:
    """The answer of a finding, and the value of a person whom it does not trouble."""
    kind = AnswerType(facts.answer_type or AnswerType.BOOLEAN)
    if kind is AnswerType.BOOLEAN:
        return {"answer": {"type": kind.value}, "normal": False}
    if kind is AnswerType.NUMBER:
        parts = {key: f"{PLACEHOLDER}: {text}" for key, text in _number_parts().items()}
        return {
            "answer": {"type": kind.value, **parts, **({"unit": facts.unit} if facts.unit else {})},
            "normal": placeholder(Kind.FINDING, "normal"),
        }
    ids = facts.values or (PLACEHOLDER_ID, f"{PLACEHOLDER_ID}-2")
    label = f"{PLACEHOLDER}: {_defined('value_list')['items']['properties']['label']['description']}"
    values = [{"id": value, "label": label} for value in ids]
    return {"answer": {"type": kind.value, "values": values}, "normal": [] if kind is AnswerType.CHOICES else ids[0]}


def _number_parts() -> dict[str, str]:
    number = _defined("number")
    return {key: number["properties"][key]["description"] for key in number["required"] if key != "type"}


def _defined(name: str) -> JsonObject:
    found: JsonObject = schema_named("finding")["$defs"][name]
    return found


def _in_a_year(today: date) -> date:
    # the 29th of February has no anniversary in the next year
    return today.replace(year=today.year + 1) if (today.month, today.day) != (2, 29) else date(today.year + 1, 3, 1)
