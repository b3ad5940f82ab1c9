"""An assessment as one page of Markdown for the clinician who takes over; no date, so that it can be reproduced."""

from collections.abc import Collection, Iterable

from surefoot.engine import Assessment, Reason
from surefoot.intake import Understanding
from surefoot.model import Kind, KnowledgeBase, Presentation
from surefoot.reporting.answers_by_group import denied_lines, not_asked_lines, present_lines, unsure_lines
from surefoot.reporting.care_card import why_no_rule
from surefoot.reporting.local_help import local_help_line
from surefoot.reporting.understanding import understanding_markdown

_MOST_QUESTIONS = 10
_NOT_CONFIRMED = "Said, not confirmed (taken from the person's words; ask again)"
_NOT_ASKED = "Not asked (silence is not a no)"


def render_markdown(
    assessment: Assessment,
    kb: KnowledgeBase,
    presentation: Presentation,
    understanding: Understanding | None = None,
    unconfirmed: Collection[str] | None = None,
) -> str:
    """The handover: urgency and bounds, the person's own words, what was answered, why, and what the person was told.

    `understanding` is what was made of the person's words, and `unconfirmed` names the answers that were taken from
    them without anybody having confirmed them; None says that the person agreed to all. They stand apart.
    """
    a, unsaid = assessment, unconfirmed or ()
    firm = Presentation({name: value for name, value in presentation.answers.items() if name not in unsaid})
    loose = Presentation({name: value for name, value in presentation.answers.items() if name in unsaid})
    lines = _heading(a, kb)
    if understanding is not None:
        lines += ["", *understanding_markdown(understanding, kb, unconfirmed is None)]
    lines += _section("Present", present_lines(kb, firm))
    lines += _section(_NOT_CONFIRMED, present_lines(kb, loose))
    lines += _section("Denied", denied_lines(kb, firm))
    lines += _section("Not sure", unsure_lines(kb, firm))
    lines += _section("Not sure, not confirmed", unsure_lines(kb, loose))
    lines += _section(_NOT_ASKED, not_asked_lines(kb, presentation))
    lines += _section("Why", [_reason(reason, kb) for reason in a.reasons] or [why_no_rule(a, kb)])
    lines += _section("Sources", _sources(a, kb))
    lines += _section("Still open, the worst first", _open(a, kb))
    suspects = "; ".join(_titles(kb, a.suspects, Kind.CONDITION, Kind.CAUSE))
    evaluations = "; ".join(_titles(kb, a.evaluations, Kind.EVALUATION))
    found = [("Can be a sign of", suspects), ("Usually evaluated by", evaluations)]
    lines += _section("To consider", _named(found))
    lines += _section("What the person was told", _told(a))
    lines += ["", "---", "", *[f"{notice}  " for notice in a.notices if a.reasons or notice != why_no_rule(a, kb)]]
    lines.append(f"Knowledge base: {a.kb_id} {a.kb_version}, `{a.kb_hash}`")
    return "\n".join(lines)


def _heading(a: Assessment, kb: KnowledgeBase) -> list[str]:
    title = kb.urgencies[a.urgency].title if a.urgency else "Outside the scope"
    lines = [f"# {title}: {a.advice.action}", ""]
    if a.at_least and a.at_most:
        state = "settled" if a.settled else "not settled: open questions could still raise it"
        least, most = kb.urgencies[a.at_least].title, kb.urgencies[a.at_most].title
        lines.append(f"- **Bounds:** at least {least}, at most {most} ({state})")
    elif not a.settled:
        lines.append("- **Bounds:** not settled: questions are still open that could change this")
    local = " ".join(local_help_line(one, kb) for one in a.advice.local)
    facts = [("By when", a.advice.within), ("Whom to call", local), ("Where", a.advice.where)]
    return [*lines, *(f"- {line}" for line in _named(facts))]


def _section(title: str, points: Iterable[str]) -> list[str]:
    listed = [f"- {point}" for point in points]
    return ["", f"## {title}", *listed] if listed else []


def _named(facts: Iterable[tuple[str, str | None]]) -> list[str]:
    return [f"**{name}:** {text}" for name, text in facts if text]


def _reason(reason: Reason, kb: KnowledgeBase) -> str:
    level = kb.urgencies[reason.urgency].title
    return f"**{reason.title}** [{level}]. {reason.because} (`{reason.rule}`; {', '.join(reason.sources)})"


def _sources(a: Assessment, kb: KnowledgeBase) -> list[str]:
    """The title and publisher of each source that a reason cites."""
    cited = dict.fromkeys(label.partition("#")[0] for reason in a.reasons for label in reason.sources)
    records = [record for name in cited if (record := kb.records.get(Kind.SOURCE, name))]
    return [f"`{one.id}`: {one.title}, {one.content['publisher']}" for one in records]


def _open(a: Assessment, kb: KnowledgeBase) -> list[str]:
    shown, more = a.open_questions[:_MOST_QUESTIONS], len(a.open_questions) - _MOST_QUESTIONS
    lines = [f"{q.question} (up to {kb.urgencies[q.could_raise_to].title})" for q in shown]
    return [*lines, f"and {more} more"] if more > 0 else lines


def _told(a: Assessment) -> list[str]:
    advice = a.advice
    return _named(
        [
            ("Meanwhile", " ".join(advice.meanwhile)),
            ("Watch for", " ".join(advice.watch_for)),
            ("Ask again", " ".join(advice.come_back_if)),
            ("What to expect", advice.time_course),
            ("How sure this is", advice.uncertain),
        ]
    )


def _titles(kb: KnowledgeBase, ids: tuple[str, ...], *kinds: Kind) -> list[str]:
    records = [next(filter(None, (kb.records.get(kind, i) for kind in kinds)), None) for i in ids]
    return [record.title for record in records if record]
