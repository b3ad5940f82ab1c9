"""What triage returns, and how a decision becomes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from surefoot.engine.kleene import Evaluator
from surefoot.engine.triage import Decision, Judgement, decide, evaluator_for
from surefoot.model import Kind, KnowledgeBase, NamedTuple, Presentation, Rule, Value

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
    """The safety net. Outside the scope there is no `within`, `where`, `uncertain` or `time_course`."""

    action: str
    within: str | None
    where: str | None
    uncertain: str | None
    time_course: str | None
    meanwhile: tuple[str, ...]
    watch_for: tuple[str, ...]
    come_back_if: tuple[str, ...]


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
    evaluator = evaluator_for(kb, presentation)
    decision = decide(kb, evaluator)
    fired = [judgement for judgement in decision.judgements if judgement.fires]
    if decision.outside:
        fired = []
    suspects = _unique(condition for j in fired for condition in j.rule.suspects)
    return Assessment(
        kb_id=kb.manifest.id,
        kb_version=kb.manifest.version,
        kb_hash=kb.hash,
        in_scope=not decision.outside,
        urgency=_level(kb, decision.urgency),
        at_least=_level(kb, decision.at_least),
        at_most=_level(kb, decision.at_most),
        settled=decision.settled,
        reasons=tuple(_reason(j.rule, evaluator, presentation) for j in fired),
        open_questions=_open_questions(kb, decision, evaluator),
        suspects=suspects,
        evaluations=_evaluations(kb, suspects),
        advice=_advice(kb, decision, fired),
        notices=_notices(kb, decision, fired),
    )


def _level(kb: KnowledgeBase, rank: int | None) -> str | None:
    return next((level for level in kb.levels if kb.rank(level) == rank), None)


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _reason(rule: Rule, evaluator: Evaluator, presentation: Presentation) -> Reason:
    findings = sorted(set(evaluator.matched(rule.when)))
    matched = {finding: presentation.value(finding) for finding in findings}
    return Reason(rule.id, rule.urgency, rule.title, rule.because, matched, rule.sources)


def _open_questions(kb: KnowledgeBase, decision: Decision, evaluator: Evaluator) -> tuple[OpenQuestion, ...]:
    """Worst level first; among equals the question that more rules wait for, then by id."""
    highest: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for rank, findings in _raisers(kb, decision, evaluator):
        for finding in set(findings):
            waiting[finding] = waiting.get(finding, 0) + 1
            highest[finding] = max(rank, highest.get(finding, rank))
    order = sorted(highest, key=lambda finding: (-highest[finding], -waiting[finding], finding))
    return tuple(
        OpenQuestion(finding, kb.findings[finding].question, _level(kb, highest[finding]) or "") for finding in order
    )


def _raisers(kb: KnowledgeBase, decision: Decision, evaluator: Evaluator) -> Iterator[tuple[int, Iterator[str]]]:
    """What could still raise the urgency: the rank, and the open findings it hangs on."""
    if decision.settled or decision.at_most is None:
        return
    floor = _floor(kb, decision, evaluator)
    for judgement in decision.judgements:
        if judgement.possible and not judgement.fires and judgement.rank > floor:
            yield judgement.rank, evaluator.open_findings(judgement.rule.when)
            if judgement.below_default and judgement.rule.unless is not None:
                yield judgement.rank, evaluator.open_findings(judgement.rule.unless)
    outside = kb.manifest.outside
    may_leave = floor < kb.default_rank and evaluator.truth(outside.when) is None
    if outside.unless is not None and (decision.outside or may_leave):
        yield min(kb.default_rank, decision.at_most), evaluator.open_findings(outside.unless)


def _floor(kb: KnowledgeBase, decision: Decision, evaluator: Evaluator) -> int:
    """The rank above which a rule can raise the urgency: outside, what is at least reached by coming back in."""
    if decision.urgency is not None:
        return decision.urgency
    unless = kb.manifest.outside.unless
    if unless is None or evaluator.truth(unless) is not None:
        return kb.default_rank
    certain = [j.rank for j in decision.judgements if j.certain]
    return max(certain, default=min([kb.default_rank, *(j.rank for j in decision.judgements if j.possible)]))


def _evaluations(kb: KnowledgeBase, suspects: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for suspect in suspects:
        for kind in (Kind.CONDITION, Kind.CAUSE):
            record = kb.records.get(kind, suspect)
            if record is not None:
                found.extend(record.content["evaluations"])
    return _unique(found)


def _advice(kb: KnowledgeBase, decision: Decision, fired: list[Judgement]) -> Advice:
    level = _level(kb, decision.urgency)
    if level is None:
        outside = kb.manifest.outside
        return Advice(outside.action, None, None, None, None, outside.instead, (), ())
    urgency = kb.urgencies[level]
    nets = [j.rule.net for j in fired if j.rank == decision.urgency]
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
    )


def _in_turns(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The first of each list, then the second of each, ...: no rule's advice crowds out another's."""
    return _unique(item for row in zip_longest(*lists) for item in row if item is not None)


def _without_echoes(items: Iterable[str]) -> tuple[str, ...]:
    """The items but those all of whose words another one has too: it says the same and perhaps more."""
    import re

    words = {item: frozenset(re.findall(r"\w+", item.casefold())) for item in items}
    return tuple(item for item, said in words.items() if not any(said < more for more in words.values()))


def _notices(kb: KnowledgeBase, decision: Decision, fired: list[Judgement]) -> tuple[str, ...]:
    notices = [kb.manifest.intended_purpose, *kb.manifest.notices]
    if decision.outside:
        return (kb.manifest.outside.because, *notices)
    level = _level(kb, decision.urgency)
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
        },
        "notices": list(a.notices),
    }


def _plain(value: Value | None) -> Any:
    return list(value) if isinstance(value, tuple) else value
