"""An assessment as Markdown, to send or to print."""

from surefoot.engine import Assessment
from surefoot.model import Kind, KnowledgeBase, Presentation
from surefoot.reporting.care_card import why_no_rule
from surefoot.reporting.conditions import value_words


def render_markdown(assessment: Assessment, kb: KnowledgeBase, presentation: Presentation) -> str:
    """The assessment with everything that was answered."""
    a = assessment
    title = kb.urgencies[a.urgency].title if a.urgency else "Outside the scope"
    lines = [f"# {title}: {a.advice.action}", ""]
    facts = [("By when", a.advice.within), ("Where", a.advice.where), ("What to expect", a.advice.time_course)]
    lines += [f"- **{name}:** {text}" for name, text in facts if text]
    if a.at_least and a.at_most:
        state = "settled" if a.settled else "not settled"
        lines.append(f"- **Bounds:** at least {a.at_least}, at most {a.at_most} ({state})")
    lines += _section("Meanwhile", a.advice.meanwhile)
    reasons = [_reason(reason.title, reason.because, reason.rule, reason.sources) for reason in a.reasons]
    told = [] if reasons else [why_no_rule(a, kb)]
    lines += _section("Why", reasons or told)
    lines += _section("Watch for", a.advice.watch_for)
    lines += _section("Ask again", a.advice.come_back_if)
    lines += _section("Reported", _answers(kb, presentation, denied=False))
    lines += _section("Denied", _answers(kb, presentation, denied=True))
    lines += _section("Still open", [f"{q.question} (up to {q.could_raise_to})" for q in a.open_questions])
    lines += _section("Can be a sign of", _titles(kb, a.suspects, Kind.CONDITION, Kind.CAUSE))
    lines += _section("Usually evaluated by", _titles(kb, a.evaluations, Kind.EVALUATION))
    if a.advice.uncertain:
        lines += ["", "## How sure this is", "", a.advice.uncertain]
    lines += ["", "---", "", *[f"{notice}  " for notice in a.notices if notice not in told]]
    lines.append(f"Knowledge base: {a.kb_id} {a.kb_version}, `{a.kb_hash}`")
    return "\n".join(lines)


def _section(title: str, points: list[str] | tuple[str, ...]) -> list[str]:
    return ["", f"## {title}", "", *[f"- {point}" for point in points]] if points else []


def _reason(title: str, because: str, rule: str, sources: tuple[str, ...]) -> str:
    return f"**{title}.** {because} (`{rule}`; {', '.join(sources)})"


def _answers(kb: KnowledgeBase, presentation: Presentation, *, denied: bool) -> list[str]:
    findings = [finding for finding in presentation if (presentation.value(finding) is False) is denied]
    if denied:
        return [kb.findings[finding].title for finding in findings]
    return [f"{kb.findings[f].title}: {value_words(presentation.value(f), f, kb.records)}" for f in findings]


def _titles(kb: KnowledgeBase, ids: tuple[str, ...], *kinds: Kind) -> list[str]:
    records = [next(filter(None, (kb.records.get(kind, i) for kind in kinds)), None) for i in ids]
    return [record.title for record in records if record]
