"""Knowledge bases and patients for tests: valid by default, so that a test states only what matters.

Conditions are written as in kb/, as JSON. The random ones need a source of chance: `random.Random`
with a seed, or that of Hypothesis, which can shrink what it chose.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

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
HALVES = (0, 1, 1.5, 2, 3)


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
    read = [a_record(kind, name) for kind, things in built.items() for name in things] + list(records)
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


def possible_values(answer: Answer) -> list[Value]:
    """The values of an answer; of a number a few on both sides of every limit in a random condition."""
    match answer.type:
        case AnswerType.BOOLEAN:
            return [True, False]
        case AnswerType.CHOICE:
            return list(answer.values)
        case AnswerType.CHOICES:
            return [chosen for size in range(len(answer.values) + 1) for chosen in combinations(answer.values, size)]
        case AnswerType.NUMBER:
            return list(HALVES)


def random_condition(chance: Random, findings: Mapping[str, Answer], patterns: Sequence[str], depth: int) -> Any:
    """The JSON of a condition of any form, nested at most `depth` deep."""
    if depth == 0 or chance.randint(0, 2) == 0:
        if patterns and chance.randint(0, 3) == 0:
            return {"pattern": chance.choice(patterns)}
        return _random_atom(chance, chance.choice(list(findings)), findings)
    parts = [random_condition(chance, findings, patterns, depth - 1) for _ in range(chance.randint(1, 3))]
    match chance.choice(("all", "any", "not", "at_least")):
        case "not":
            return {"not": parts[0]}
        case "at_least":
            return {"at_least": chance.randint(1, len(parts)), "of": parts}
        case form:
            return {form: parts}


def _random_atom(chance: Random, finding: str, findings: Mapping[str, Answer]) -> Any:
    answer = findings[finding]
    state = chance.randint(0, 9)
    if state >= 8:
        return {"unsure" if state == 8 else "answered": finding}
    match answer.type:
        case AnswerType.BOOLEAN:
            return {"finding": finding, **chance.choice(({}, {"is": True}, {"is": False}))}
        case AnswerType.CHOICE:
            some = chance.sample(list(answer.values), chance.randint(1, len(answer.values)))
            return {"finding": finding, **chance.choice(({"is": some[0]}, {"in": some}))}
        case AnswerType.CHOICES:
            return {"finding": finding, "has": chance.choice(list(answer.values))}
        case AnswerType.NUMBER:
            return {"finding": finding, chance.choice(("above", "at_least", "below", "at_most")): chance.choice(HALVES)}


def random_knowledge(chance: Random, most_findings: int = 7) -> dict[str, Any]:
    """What triage depends on, as JSON with an Answer for each finding: see `kb_from`."""
    answers = (YES_OR_NO, one_of("red", "green", "blue"), several_of("left", "right"), a_number(0, 3, whole=False))
    findings = {f"finding-{i}": chance.choice(answers) for i in range(chance.randint(3, most_findings))}
    levels = [f"level-{i}" for i in range(chance.randint(2, 4))]
    patterns: dict[str, Any] = {}
    for i in range(chance.randint(0, 3)):
        patterns[f"pattern-{i}"] = random_condition(chance, findings, list(patterns), 1)

    def condition(depth: int) -> Any:
        return random_condition(chance, findings, list(patterns), depth)

    def unless() -> dict[str, Any]:
        return {"unless": condition(1)} if chance.randint(0, 1) else {}

    rules = [
        {"id": f"rule-{i}", "urgency": chance.choice(levels), "when": condition(chance.choice((1, 2, 3))), **unless()}
        for i in range(chance.randint(1, 8))
    ]
    outside = {"when": condition(1), **unless()}
    default = chance.choice(levels)
    return {
        "findings": findings,
        "levels": levels,
        "default": default,
        "patterns": patterns,
        "rules": rules,
        "outside": outside,
    }


def kb_from(knowledge: Mapping[str, Any], order: Callable[[list[Any]], list[Any]] = list) -> KnowledgeBase:
    """The knowledge base of `random_knowledge`, its records read in this order."""
    return a_kb(
        findings=order([a_finding(name, answer) for name, answer in knowledge["findings"].items()]),
        patterns=order([a_pattern(name, when) for name, when in knowledge["patterns"].items()]),
        rules=order([a_rule(**rule) for rule in knowledge["rules"]]),
        levels=order([an_urgency(level, rank) for rank, level in enumerate(knowledge["levels"])]),
        default=knowledge["default"],
        outside=knowledge["outside"]["when"],
        back_in=knowledge["outside"].get("unless"),
    )


def random_answers(chance: Random, findings: Mapping[str, Answer]) -> dict[str, Value | None]:
    """Of each finding: not asked, not sure or a value."""
    options = {name: chance.choice((0, 1, 2, 2, 2)) for name in findings}
    return {name: chance.choice(possible_values(findings[name])) if o > 1 else None for name, o in options.items() if o}


@st.composite
def knowledge(draw: st.DrawFn, most_findings: int = 7) -> dict[str, Any]:
    """Hypothesis: a small random knowledge base, as JSON."""
    return random_knowledge(draw(st.randoms(use_true_random=False)), most_findings)


@st.composite
def patients(draw: st.DrawFn, most_findings: int = 7) -> tuple[KnowledgeBase, Presentation]:
    """Hypothesis: a small random knowledge base and a patient."""
    chance = draw(st.randoms(use_true_random=False))
    known = random_knowledge(chance, most_findings)
    return kb_from(known), Presentation(random_answers(chance, known["findings"]))
