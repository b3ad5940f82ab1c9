"""JSON that follows its schema -> model. Nothing here can fail on such JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from surefoot.loading.build_property import build_property
from surefoot.loading.conditions import build_condition, build_value
from surefoot.model import (
    Answer,
    AnswerType,
    Checklist,
    Condition,
    Constraint,
    Expectation,
    Finding,
    Flag,
    JsonObject,
    Kind,
    LocalHelp,
    Manifest,
    Outside,
    Pattern,
    Presentation,
    Record,
    Region,
    Rule,
    SafetyNet,
    Scenario,
    Urgency,
)

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any


def citation_label(citation: JsonObject) -> str:
    """A citation in one word: the source, and the statements after a #."""
    if citation["basis"] == "common-knowledge":
        return "common-knowledge"
    statements = ",".join(citation.get("statements", ()))
    return f"{citation['source']}#{statements}" if statements else str(citation["source"])


def build(record: Record) -> Any:
    """The typed form of a record of a kind that has one."""
    return _BUILDERS[record.kind](record)


def _optional(json: JsonObject, key: str) -> Condition | None:
    return build_condition(json[key]) if key in json else None


def _net(json: JsonObject) -> SafetyNet:
    return SafetyNet(
        tuple(json.get("meanwhile", ())),
        tuple(json.get("watch_for", ())),
        tuple(json.get("come_back_if", ())),
        json.get("time_course", ""),
    )


def _labels(citations: Sequence[JsonObject]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(citation_label, citations)))


def _manifest(record: Record) -> Manifest:
    json = record.content
    outside = json["scope"]["outside"]
    return Manifest(
        id=record.id,
        version=json["version"],
        title=json["title"],
        who=json["scope"]["who"],
        intended_purpose=json["intended_purpose"],
        notices=tuple(json["notices"]),
        outside=Outside(
            build_condition(outside["when"]),
            _optional(outside, "unless"),
            outside["because"],
            outside["action"],
            tuple(outside["instead"]),
        ),
        default_urgency=json["default"]["urgency"],
        default_because=json["default"]["because"],
        asked_first=tuple(json["scope"].get("asked_first", ())),
    )


def _urgency(record: Record) -> Urgency:
    json = record.content
    return Urgency(
        id=record.id,
        rank=json["rank"],
        title=json["title"],
        action=json["action"],
        within=json["within"],
        where=json["where"],
        uncertain=json["uncertain"],
        closing=json.get("closing", ""),
        net=_net(json),
    )


def _answer(json: JsonObject) -> Answer:
    return Answer(
        type=AnswerType(json["type"]),
        values={value["id"]: value["label"] for value in json.get("values", ())},
        unit=json.get("unit", ""),
        minimum=json.get("minimum", 0),
        maximum=json.get("maximum", 0),
        whole=json.get("whole", False),
    )


def _finding(record: Record) -> Finding:
    json = record.content
    normal = build_value(json["normal"])
    assert normal is not None
    return Finding(
        id=record.id,
        title=json["title"],
        question=json["question"],
        answer=_answer(json["answer"]),
        normal=normal,
        flag=Flag(json["flag"]),
        asked_when=_optional(json, "asked_when"),
        fixed=json.get("fixed", False),
    )


def _pattern(record: Record) -> Pattern:
    return Pattern(record.id, record.content["title"], build_condition(record.content["when"]))


def _constraint(record: Record) -> Constraint:
    json = record.content
    return Constraint(record.id, json["claim"], build_condition(json["when"]), build_condition(json["then"]))


def _checklist(record: Record) -> Checklist:
    json = record.content
    return Checklist(record.id, json["title"], tuple(json["items"]), _optional(json, "asked_when"))


def _region(record: Record) -> Region:
    title = record.content["title"]
    told = [
        LocalHelp(one["urgency"], record.id, title, one["call"], one.get("where", ""), one.get("note", ""))
        for one in record.content["help"]
    ]
    return Region(record.id, title, {one.urgency: one for one in told}, tuple(record.content.get("aliases", ())))


def _rule(record: Record) -> Rule:
    json = record.content
    return Rule(
        id=record.id,
        title=json["title"],
        urgency=json["urgency"],
        when=build_condition(json["when"]),
        unless=_optional(json, "unless"),
        because=json["because"],
        suspects=tuple(json["suspects"]),
        sources=_labels(json["sources"]),
        net=_net(json),
    )


def _scenario(record: Record) -> Scenario:
    json = record.content
    expect, answers = json["expect"], json["presentation"]
    if any(type(value) is list for value in answers.values()):
        answers = {finding: build_value(value) for finding, value in answers.items()}
    return Scenario(
        id=record.id,
        file=record.file,
        story=json["story"],
        presentation=Presentation(answers),
        expect=Expectation(
            urgency=expect["urgency"],
            fires=tuple(expect["fires"]),
            does_not_fire=tuple(expect["does_not_fire"]),
            decides=expect.get("decides"),
            stated={key: expect[key] for key in ("in_scope", "at_least", "at_most", "settled") if key in expect},
        ),
        near_miss_of=tuple(json.get("near_miss_of", ())),
    )


_BUILDERS: Mapping[Kind, Callable[[Record], Any]] = {
    Kind.KB: _manifest,
    Kind.URGENCY: _urgency,
    Kind.FINDING: _finding,
    Kind.PATTERN: _pattern,
    Kind.CONSTRAINT: _constraint,
    Kind.PROPERTY: lambda record: build_property(record.id, record.content, build_condition),
    Kind.CHECKLIST: _checklist,
    Kind.REGION: _region,
    Kind.RULE: _rule,
    Kind.SCENARIO: _scenario,
}
