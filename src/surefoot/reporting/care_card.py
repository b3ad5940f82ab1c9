"""An assessment for the person who asked: what to do now first, then why, then everything else."""

from collections.abc import Iterator

from surefoot.engine import Assessment, Reason
from surefoot.model import Kind, KnowledgeBase
from surefoot.reporting.conditions import value_words
from surefoot.reporting.local_help import local_help_line
from surefoot.reporting.style import Style, bullet, wrap

_MOST_QUESTIONS = 8
_MOST_NAMES = 6
_COLOURS = ("red", "yellow", "blue", "green")


def render_care_card(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    """The care card as text of at most 79 columns."""
    sections = [
        _heading(assessment, kb, style),
        _list("What to do meanwhile", assessment.advice.meanwhile, style),
        _why(assessment, kb, style),
        _open(assessment, kb, style),
        _list("Watch for", assessment.advice.watch_for, style),
        _list("Ask again", assessment.advice.come_back_if, style),
        _paragraph("How sure this is", assessment.advice.uncertain, style),
        _list("Can be a sign of", _titles(kb, assessment.suspects), style),
        _list("How it is usually evaluated", _titles(kb, assessment.evaluations), style),
        _notices(assessment, kb, style),
    ]
    return "\n\n".join(section for section in sections if section)


def _heading(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    advice = assessment.advice
    local = [style(wrap(local_help_line(one, kb)), "bold") for one in advice.local]
    if assessment.urgency is None:
        lines = [style(wrap(f"OUTSIDE THE SCOPE: {advice.action}"), "bold"), *local]
        if not assessment.settled:
            lines.append(wrap("Not settled: questions are still open that could change this."))
        return "\n".join(lines)
    position = kb.levels.index(assessment.urgency)
    colour = _COLOURS[min(position, len(_COLOURS) - 1)]
    title = kb.urgencies[assessment.urgency].title
    lines = [style(wrap(f"{title.upper()}: {advice.action}"), "bold", colour), *local]
    lines += [wrap(f"By when: {advice.within}"), wrap(f"Where: {advice.where}")]
    lines.append(wrap(f"What to expect: {advice.time_course}"))
    if not assessment.settled and assessment.at_most:
        worst = kb.urgencies[assessment.at_most].title
        lines.append(style(wrap(f"Not settled: an answer still open could raise it, at most to: {worst}."), "bold"))
    return "\n".join(lines)


def _why(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    """The reasons that decide in full, the others by name; home-care reasons never beside a higher urgency."""
    lines = [style("Why", "bold")]
    if not assessment.reasons:
        return "\n".join([*lines, bullet(why_no_rule(assessment, kb))])
    also = []
    for reason in assessment.reasons:
        if reason.urgency == assessment.urgency:
            lines += _reason(reason, kb)
        elif kb.rank(reason.urgency) >= kb.default_rank:
            also.append(f"{reason.title} [{kb.urgencies[reason.urgency].title.lower()}]")
    if also:
        lines.append(wrap(f"Also: {'; '.join(also)}.", "    ", "  - "))
    return "\n".join(lines)


def why_no_rule(assessment: Assessment, kb: KnowledgeBase) -> str:
    """Why this is the answer although no rule fired; it is among the notices of the assessment."""
    return kb.manifest.default_because if assessment.in_scope else kb.manifest.outside.because


def _reason(reason: Reason, kb: KnowledgeBase) -> Iterator[str]:
    yield bullet(reason.title)
    yield wrap(reason.because, "    ")
    told = [
        f"{kb.findings[finding].title}: {value_words(value, finding, kb.records)}"
        for finding, value in reason.matched.items()
        if value is not False
    ]
    denied = sum(value is False for value in reason.matched.values())
    if denied:
        told.append(f"{denied} question{'' if denied == 1 else 's'} answered no")
    yield wrap(f"You said: {'; '.join(told)}.", "      ", "    ")
    yield wrap(f"Rule {reason.rule}; sources: {', '.join(reason.sources)}", "      ", "    ")


def _open(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    questions = assessment.open_questions
    if not questions:
        return ""
    lines = [style("Still open (the answer could make it more urgent)", "bold")]
    for question in questions[:_MOST_QUESTIONS]:
        level = kb.urgencies[question.could_raise_to].title.lower()
        lines.append(bullet(f"{question.question} [up to {level}; {question.finding}]"))
    if len(questions) > _MOST_QUESTIONS:
        lines.append(f"  and {len(questions) - _MOST_QUESTIONS} more (all of them with --format json)")
    return "\n".join(lines)


def _list(title: str, points: tuple[str, ...], style: Style) -> str:
    return "\n".join([style(title, "bold"), *map(bullet, points)]) if points else ""


def _paragraph(title: str, text: str | None, style: Style) -> str:
    return f"{style(title, 'bold')}\n{wrap(text, '  ')}" if text else ""


def _titles(kb: KnowledgeBase, ids: tuple[str, ...]) -> tuple[str, ...]:
    kinds = (Kind.CONDITION, Kind.CAUSE, Kind.EVALUATION)
    found = ((next(filter(None, (kb.records.get(kind, i) for kind in kinds)), None), i) for i in ids)
    names = [f"{record.title} ({i})" if record else i for record, i in found]
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES:] = [f"and {len(names) - _MOST_NAMES} more (all of them with --format json)"]
    return tuple(names)


def _notices(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    version = f"{assessment.kb_id} {assessment.kb_version}, {assessment.kb_hash[:12]}"
    told = () if assessment.reasons else (why_no_rule(assessment, kb),)
    lines = [wrap(notice) for notice in assessment.notices if notice not in told]
    return "\n".join([*lines, style(wrap(f"Knowledge base: {version}"), "dim")])
