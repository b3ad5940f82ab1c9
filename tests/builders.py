"""Knowledge bases and patients for tests: valid by default, so that a test states only what matters.

Conditions are written as in kb/, as JSON. Random ones are in properties/random_cases.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hypothesis import settings

from surefoot.loading import build_condition, build_value
from surefoot.model import (
    Answer,
    AnswerType,
    Checklist,
    Condition,
    Finding,
    Flag,
    Kind,
    KnowledgeBase,
    Manifest,
    Outside,
    Pattern,
    Presentation,
    Record,
    RecordSet,
    Rule,
    SafetyNet,
    Urgency,
    Value,
    findings_in,
)

LEVELS = ("home", "doctor", "hospital")
YES_OR_NO = Answer(AnswerType.BOOLEAN, {})
NET = ("meanwhile", "watch_for", "come_back_if", "time_course")


def laws(examples: int) -> settings:
    """Settings of a random test: the same examples on every run, no clock, nothing kept on disk."""
    return settings(max_examples=examples, derandomize=True, deadline=None, database=None)


def one_of(*values: str) -> Answer:
    """A choice of one value."""
    return Answer(AnswerType.CHOICE, {value: value.title() for value in values})


def several_of(*values: str) -> Answer:
    """A choice of several values."""
    return Answer(AnswerType.CHOICES, {value: value.title() for value in values})


def a_number(minimum: float = 0, maximum: float = 100, *, whole: bool = True) -> Answer:
    """A number of days."""
    return Answer(AnswerType.NUMBER, {}, "days", minimum, maximum, whole)


def a_finding(
    id: str = "fever",
    answer: Answer = YES_OR_NO,
    *,
    normal: Value | None = None,
    flag: Flag = Flag.NONE,
    asked_when: Mapping[str, Any] | None = None,
) -> Finding:
    """A question with a yes or no for an answer."""
    normals: dict[AnswerType, Value] = {
        AnswerType.BOOLEAN: False,
        AnswerType.CHOICE: next(iter(answer.values), ""),
        AnswerType.CHOICES: (),
        AnswerType.NUMBER: answer.minimum,
    }
    usual = normals[answer.type] if normal is None else normal
    return Finding(id, id.title(), f"Is there {id}?", answer, usual, flag, _condition(asked_when))


def a_pattern(id: str = "sign", when: Mapping[str, Any] | None = None) -> Pattern:
    """A named condition: fever."""
    return Pattern(id, id.title(), build_condition(when or {"finding": "fever"}))


def a_rule(
    id: str = "fever-is-an-emergency",
    urgency: str = "hospital",
    when: Mapping[str, Any] | None = None,
    unless: Mapping[str, Any] | None = None,
    **texts: Any,
) -> Rule:
    """A rule: fever, to hospital."""
    net = SafetyNet(**{key: texts.pop(key) for key in NET if key in texts})
    given = {"title": id.title(), "because": f"Because of {id}.", "suspects": (), "sources": ("leaflet#S1",), **texts}
    condition = build_condition(when or {"finding": "fever"})
    return Rule(id=id, urgency=urgency, when=condition, unless=_condition(unless), net=net, **given)


def an_urgency(id: str, rank: int, **texts: Any) -> Urgency:
    """A level with its wording."""
    words = {key: f"{id}: {key}" for key in ("title", "action", "within", "where", "uncertain")}
    net = SafetyNet((f"{id}: meanwhile",), (f"{id}: watch for",), (f"{id}: come back if",), f"{id}: time course")
    return Urgency(**{"id": id, "rank": rank, **words, "closing": "", "net": net, **texts})


def a_record(kind: Kind, id: str, **content: Any) -> Record:
    """A record that is only looked up."""
    return Record(kind, id, f"kb/{kind.folder}/{id}.json", {"id": id, "title": id.title(), **content})


def a_kb(
    *,
    findings: Iterable[Finding] = (),
    patterns: Iterable[Pattern] = (),
    rules: Iterable[Rule] = (),
    checklists: Iterable[Checklist] = (),
    levels: Sequence[str | Urgency] = LEVELS,
    default: str = "doctor",
    outside: Mapping[str, Any] | None = None,
    back_in: Mapping[str, Any] | None = None,
    records: Iterable[Record] = (),
) -> KnowledgeBase:
    """A knowledge base; `levels` from the lowest to the highest.

    A finding that a condition names and that is not given is a yes or no. A person is outside the
    scope when `outside` (else: a denied complaint) holds, unless `back_in` does.
    """
    manifest = Manifest(
        id="test-kb",
        version="1.0.0",
        title="A knowledge base for tests",
        who="Everybody.",
        intended_purpose="For tests only.",
        notices=("Nobody has reviewed this.",),
        outside=Outside(
            build_condition(outside or {"finding": "complaint", "is": False}),
            _condition(back_in),
            "Outside: because.",
            "Outside: action",
            ("Outside: instead.",),
        ),
        default_urgency=default,
        default_because="Default: because.",
    )
    rules, patterns = tuple(rules), tuple(patterns)
    built: dict[Kind, dict[str, Any]] = {
        Kind.KB: {manifest.id: manifest},
        Kind.URGENCY: _by_id(an_urgency(x, i) if isinstance(x, str) else x for i, x in enumerate(levels)),
        Kind.PATTERN: _by_id(patterns),
        Kind.RULE: _by_id(rules),
        Kind.CHECKLIST: _by_id(checklists),
        Kind.FINDING: _by_id(findings),
    }
    for condition in _conditions(manifest, patterns, rules):
        for name in findings_in(condition):
            built[Kind.FINDING].setdefault(name, a_finding(name))
    read = [
        a_record(kind, name, **({"group": "signs"} if kind is Kind.FINDING else {}))
        for kind, things in built.items()
        for name in things
    ]
    read += records
    present = {kind: frozenset(record.id for record in read if record.kind is kind) for kind in Kind}
    return KnowledgeBase.of(RecordSet(tuple(read), present, lambda record: built[record.kind][record.id]), "0" * 64)


def a_presentation(answers: Mapping[str, Any] | None = None, **more: Any) -> Presentation:
    """A patient. A keyword `back_pain` is the finding `back-pain`; a list is several values."""
    given = {**(answers or {}), **{name.replace("_", "-"): value for name, value in more.items()}}
    return Presentation({name: build_value(value) for name, value in given.items()})


def _condition(json: Mapping[str, Any] | None) -> Condition | None:
    return None if json is None else build_condition(json)


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    return {thing.id: thing for thing in things}


def _conditions(manifest: Manifest, patterns: Iterable[Pattern], rules: Iterable[Rule]) -> Iterator[Condition]:
    yield from (pattern.when for pattern in patterns)
    yield manifest.outside.when
    optional = [manifest.outside.unless, *(rule.unless for rule in rules)]
    yield from (rule.when for rule in rules)
    yield from (condition for condition in optional if condition is not None)
