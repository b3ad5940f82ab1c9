"""What triage returns, and how a decision becomes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest

from surefoot.engine.choice import judged
from surefoot.engine.judged import Judged
from surefoot.model import Kind, KnowledgeBase, LocalHelp, NamedTuple, Presentation, Rule, Value

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any

_MOST_BULLETS = 5


class Reason(NamedTuple):
    """A rule that fired, and the answers that made it fire."""

    rule: str
    urgency: str
    title: str
    because: str
    matched: Mapping[str, Value | None]
    sources: tuple[str, ...]


class OpenQuestion(NamedTuple):
    """A finding not asked, or answered "not sure", whose answer could still raise the urgency."""

    finding: str
    question: str
    could_raise_to: str


class Advice(NamedTuple):
    """The safety net. Outside the scope there is no `within`, `where`, `uncertain` or `time_course`.

    `local` is whom to call in the region that was chosen: at this level, then at the highest.
    """

    action: str
    within: str | None
    where: str | None
    uncertain: str | None
    time_course: str | None
    meanwhile: tuple[str, ...]
    watch_for: tuple[str, ...]
    come_back_if: tuple[str, ...]
    local: tuple[LocalHelp, ...] = ()


class Assessment(NamedTuple):
    """The answer of triage. `urgency` is None exactly when `in_scope` is false."""

    kb_id: str
    kb_version: str
    kb_hash: str
    in_scope: bool
    urgency: str | None
    at_least: str | None
    at_most: str | None
    settled: bool
    reasons: tuple[Reason, ...]
    open_questions: tuple[OpenQuestion, ...]
    suspects: tuple[str, ...]
    evaluations: tuple[str, ...]
    advice: Advice
    notices: tuple[str, ...]


def triage(kb: KnowledgeBase, presentation: Presentation) -> Assessment:
    """Assess one patient.

    Pure, total and deterministic: the order of the answers and of the files does not matter.
    """
    return assessment_of(kb, presentation, judged(kb, presentation))


def assessment_of(kb: KnowledgeBase, presentation: Presentation, found: Judged) -> Assessment:
    """What a person is told when the answers demand this."""
    fired = [kb.rules[number] for number in found.fired]
    suspects = _unique(condition for rule in fired for condition in rule.suspects)
    pairs = zip(fired, found.matched, strict=True)
    return Assessment(
        kb_id=kb.manifest.id,
        kb_version=kb.manifest.version,
        kb_hash=kb.hash,
        in_scope=not found.outside,
        urgency=_level(kb, found.urgency),
        at_least=_level(kb, found.at_least),
        at_most=_level(kb, found.at_most),
        settled=found.settled,
        reasons=tuple(_reason(rule, matched, presentation) for rule, matched in pairs),
        open_questions=_open_questions(kb, found),
        suspects=suspects,
        evaluations=_evaluations(kb, suspects),
        advice=_advice(kb, found, fired),
        notices=_notices(kb, found, fired),
    )


def _level(kb: KnowledgeBase, rank: int | None) -> str | None:
    return next((level for level in kb.levels if kb.rank(level) == rank), None)


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _reason(rule: Rule, matched: tuple[str, ...], presentation: Presentation) -> Reason:
    values = {finding: presentation.value(finding) for finding in matched}
    return Reason(rule.id, rule.urgency, rule.title, rule.because, values, rule.sources)


def _open_questions(kb: KnowledgeBase, found: Judged) -> tuple[OpenQuestion, ...]:
    names = {kb.rank(level): level for level in kb.levels}
    return tuple(OpenQuestion(finding, kb.findings[finding].question, names[rank]) for finding, rank in found.open)


def _evaluations(kb: KnowledgeBase, suspects: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for suspect in suspects:
        for kind in (Kind.CONDITION, Kind.CAUSE):
            record = kb.records.get(kind, suspect)
            if record is not None:
                found.extend(record.content["evaluations"])
    return _unique(found)


def _advice(kb: KnowledgeBase, found: Judged, fired: list[Rule]) -> Advice:
    level = _level(kb, found.urgency)
    if level is None:
        outside = kb.manifest.outside
        return Advice(outside.action, None, None, None, None, outside.instead, (), (), _local(kb, None))
    urgency = kb.urgencies[level]
    nets = [rule.net for rule in fired if kb.rank(rule.urgency) == found.urgency]
    meanwhile = _in_turns([net.meanwhile for net in nets])[:_MOST_BULLETS]
    courses = _unique(net.time_course for net in nets if net.time_course)
    return Advice(
        action=urgency.action,
        within=urgency.within,
        where=urgency.where,
        uncertain=urgency.uncertain,
        time_course=" ".join(courses) or urgency.net.time_course,
        meanwhile=meanwhile or urgency.net.meanwhile,
        watch_for=_without_echoes([*_in_turns([net.watch_for for net in nets]), *urgency.net.watch_for]),
        come_back_if=_without_echoes([*_in_turns([net.come_back_if for net in nets]), *urgency.net.come_back_if]),
        local=_local(kb, level),
    )


def _local(kb: KnowledgeBase, level: str | None) -> tuple[LocalHelp, ...]:
    """Whom to call at a level, and at the highest one: advice at any level says when it gets that far."""
    named = (level, kb.levels[0]) if level else kb.levels[:1]
    return tuple(help_ for name in _unique(named) if (help_ := kb.urgencies[name].local))


def _in_turns(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of each list, then the second of each, ...: no rule's advice crowds out another's."""
    return _unique(item for row in zip_longest(*lists) for item in row if item is not None)


def _without_echoes(items: Iterable[str]) -> tuple[str, ...]:
    """The items but those all of whose words another one has too: it says the same and perhaps more."""
    words = {item: _words(item) for item in items}
    return tuple(item for item, said in words.items() if not any(said < more for more in words.values()))


def _words(item: str) -> frozenset[str]:
    return frozenset("".join(letter if letter.isalnum() else " " for letter in item.casefold()).split())


def _notices(kb: KnowledgeBase, found: Judged, fired: list[Rule]) -> tuple[str, ...]:
    notices = [kb.manifest.intended_purpose, *kb.manifest.notices]
    if found.outside:
        return (kb.manifest.outside.because, *notices)
    level = _level(kb, found.urgency)
    closing = kb.urgencies[level].closing if level else ""
    if not fired:
        notices.insert(0, kb.manifest.default_because)
    return tuple(notice for notice in (closing, *notices) if notice)


def assessment_json(assessment: Assessment) -> dict[str, Any]:
    """The assessment in the form of schemas/assessment.schema.json."""
    a = assessment
    return {
        "kb": {"id": a.kb_id, "version": a.kb_version, "hash": a.kb_hash},
        "in_scope": a.in_scope,
        "urgency": a.urgency,
        "at_least": a.at_least,
        "at_most": a.at_most,
        "settled": a.settled,
        "reasons": [
            {
                "rule": reason.rule,
                "urgency": reason.urgency,
                "title": reason.title,
                "because": reason.because,
                "matched": {key: _plain(value) for key, value in reason.matched.items()},
                "sources": list(reason.sources),
            }
            for reason in a.reasons
        ],
        "open_questions": [
            {"finding": q.finding, "question": q.question, "could_raise_to": q.could_raise_to} for q in a.open_questions
        ],
        "suspects": list(a.suspects),
        "evaluations": list(a.evaluations),
        "advice": {
            "action": a.advice.action,
            "within": a.advice.within,
            "where": a.advice.where,
            "uncertain": a.advice.uncertain,
            "time_course": a.advice.time_course,
            "meanwhile": list(a.advice.meanwhile),
            "watch_for": list(a.advice.watch_for),
            "come_back_if": list(a.advice.come_back_if),
            **({"local": [_local_json(one) for one in a.advice.local]} if a.advice.local else {}),
        },
        "notices": list(a.notices),
    }


def _local_json(local: LocalHelp) -> dict[str, str]:
    return {key: text for key, text in local._asdict().items() if text}


def _plain(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else value
