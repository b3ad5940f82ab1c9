"""The screens of an interview as plain numbered text: nothing that a screen reader could not read out."""

from collections.abc import Iterable, Sequence

from surefoot.engine import Assessment
from surefoot.intake import Entry, Screen, Section, entries_of
from surefoot.model import AnswerType, Kind, KnowledgeBase, Presentation, Rule
from surefoot.reporting.conditions import value_words
from surefoot.reporting.local_help import local_help_line
from surefoot.reporting.style import Style, bullet, wrap

_MOST_RULES = 4


def render_welcome(kb: KnowledgeBase, style: Style, *, resumed: bool = False) -> str:
    """What a person has to know before the first question; one that is gone on with is past the person's own words."""
    manifest = kb.manifest
    lines = [style(manifest.title, "bold"), wrap(manifest.intended_purpose), *map(wrap, manifest.notices)]
    local = kb.urgencies[kb.levels[0]].local
    lines += [style(wrap(local_help_line(local, kb)), "bold")] if local else []
    lines += ["", wrap("At every question you can type: back, change, save, help or quit.")]
    lines += [] if resumed else [wrap("At the first question you can also say in your own words what is wrong.")]
    return "\n".join(lines)


def render_screen(screen: Screen, kb: KnowledgeBase, number: int, style: Style) -> str:
    """The lists of a screen under their headings, numbered through."""
    entries = entries_of(kb, screen)
    lines = [style(f"Screen {number}", "bold")]
    for section in screen.sections:
        lines += ["", *_section(section, kb, [e for e in entries if e.finding in section.findings], style)]
    return "\n".join(lines)


def _section(section: Section, kb: KnowledgeBase, entries: Sequence[Entry], style: Style) -> Iterable[str]:
    finding = kb.findings[section.findings[0]]
    if section.checklist is not None:
        question = str(kb.records.get(Kind.CHECKLIST, section.checklist).content["question"])  # type: ignore[union-attr]
    elif finding.answer.type is AnswerType.BOOLEAN:
        return [_entry(entry.number, finding.question) for entry in entries]
    else:
        several = finding.answer.type is AnswerType.CHOICES
        question = f"{finding.question} ({'choose all that fit' if several else 'choose one'})"
    return [style(wrap(question), "bold"), *(_entry(entry.number, label_of(entry, kb)) for entry in entries)]


def label_of(entry: Entry, kb: KnowledgeBase) -> str:
    """What the line of an entry says."""
    finding = kb.findings[entry.finding]
    return finding.title if entry.value is None else finding.answer.values[entry.value]


def _entry(number: int, text: str) -> str:
    return wrap(text, "      ", f"  {number:>2}  ")


def render_question(kb: KnowledgeBase, finding: str, style: Style) -> str:
    """One question with its unit, to be answered with yes or no, or with a number."""
    record = kb.findings[finding]
    unit = f" ({record.answer.unit}, a number)" if record.answer.type is AnswerType.NUMBER else ""
    return style(wrap(f"{record.question}{unit}"), "bold")


def render_meaning(kb: KnowledgeBase, finding: str, style: Style) -> str:
    """What a question means, with an example."""
    content = kb.records.get(Kind.FINDING, finding).content  # type: ignore[union-attr]
    lines = [style(wrap(str(content["question"])), "bold"), wrap(str(content.get("means", "")), "  ")]
    if content.get("example"):
        lines.append(wrap(f"Example: {content['example']}", "  "))
    return "\n".join(line for line in lines if line.strip())


def render_at_stake(kb: KnowledgeBase, finding: str, rules: Sequence[Rule], style: Style) -> str:
    """Why a question is asked: what its answer, alone or with others, can be a sign of."""
    lines = [style(wrap(f"Why this is asked: {kb.findings[finding].title}"), "bold")]
    for rule in rules[:_MOST_RULES]:
        lines.append(bullet(f"{rule.title} [{kb.urgencies[rule.urgency].title.lower()}]"))
    if len(rules) > _MOST_RULES:
        lines.append(f"  and {len(rules) - _MOST_RULES} more")
    return "\n".join(lines if rules else [*lines, "  It no longer matters."])


def render_given(kb: KnowledgeBase, presentation: Presentation) -> str:
    """The answers so far, numbered, in the order in which they were given."""
    answers = presentation.answers.items()
    titles = [f"{kb.findings[finding].title}: {value_words(value, finding, kb.records)}" for finding, value in answers]
    return "\n".join(_entry(number, title) for number, title in enumerate(titles, 1)) or "  Nothing is answered yet."


def render_alarm(assessment: Assessment, kb: KnowledgeBase, style: Style) -> str:
    """What to do now, while an answer could still show that it is less urgent than this."""
    advice = assessment.advice
    title = kb.urgencies[assessment.urgency or kb.levels[0]].title
    lines = [style(wrap(f"{title.upper()}: {advice.action}"), "bold", "red")]
    lines += [style(wrap(local_help_line(one, kb)), "bold") for one in advice.local]
    lines.append(wrap(f"Where: {advice.where}"))
    lines += [bullet(point) for point in advice.meanwhile]
    told = [reason.title for reason in assessment.reasons if reason.urgency == assessment.urgency]
    lines += ["", wrap(f"Because of: {'; '.join(told)}.")]
    return "\n".join(lines)
