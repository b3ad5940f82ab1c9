"""What was made of a text -> JSON, or lines for a terminal."""

from collections.abc import Mapping, Sequence
from typing import Any

from surefoot.intake import Offer, Reading, Understanding
from surefoot.model import KnowledgeBase, Value
from surefoot.reporting.local_help import local_help_line
from surefoot.reporting.style import Style, as_markdown_text, bullet, one_line, wrap


def understanding_json(
    understanding: Understanding, answers: Mapping[str, Value | None], confirmed: bool
) -> dict[str, Any]:
    """The form of schemas/understanding.schema.json; `answers` are those that the text gave to the assessment."""
    u = understanding
    return {
        "text": u.text,
        "tripwire": [_reading(reading) for reading in u.tripwire],
        "understood": [_reading(reading) for reading in u.understood],
        "denied": [_reading(reading) for reading in u.denied],
        "unsure": [_reading(reading) for reading in u.unsure],
        "offered": [_offer(offer) for offer in u.offered],
        "not_used": [_place(u.text, span) for span in u.not_used],
        "corrections": [{"typed": one.typed, "meant": one.meant} for one in u.corrections],
        "answers": {name: list(v) if isinstance(v, tuple) else v for name, v in answers.items()},
        "confirmed": confirmed,
    }


def render_understanding(understanding: Understanding, kb: KnowledgeBase, style: Style) -> str:
    """What was understood, denied, offered and not used, for a person who has not confirmed it."""
    blocks = ["\n".join([style(title, "bold"), *map(bullet, lines)]) for title, lines in _sections(understanding, kb)]
    return "\n\n".join([style("How your words were read. Nobody has confirmed it.", "bold"), *blocks])


def render_alarms(understanding: Understanding, kb: KnowledgeBase, style: Style, known: bool = False) -> str:
    """What to do at once if a red flag that the text names is real; `known`: those too that were understood."""
    named = understanding.tripwire if known else understanding.alarms
    if not named:
        return ""
    titles = ", ".join(dict.fromkeys(kb.findings[one.finding].title for one in named))
    highest = kb.urgencies[kb.levels[0]]
    local = f" {local_help_line(highest.local, kb)}" if highest.local else ""
    told = f"Your words name: {titles}. If this is happening now: {highest.action}.{local}"
    return style(wrap(told), "bold", "red")


def understanding_markdown(understanding: Understanding, kb: KnowledgeBase, confirmed: bool) -> list[str]:
    """The words of the person, and what was made of them, as the lines of a section of a page."""
    told = as_markdown_text(" ".join(understanding.text.split()))
    lines = ["## In the person's words", "", f"> {told}"]
    sections = [
        f"- **{title}:** {as_markdown_text('; '.join(points))}" for title, points in _sections(understanding, kb)
    ]
    if not sections:
        return lines
    note = "How the words were read:" if confirmed else "How the words were read; nobody has confirmed it:"
    return [*lines, "", note, "", *sections]


def _sections(understanding: Understanding, kb: KnowledgeBase) -> list[tuple[str, list[str]]]:
    """The parts that are not empty: a title, and the lines below it."""
    u = understanding
    asked = [reading for reading in u.alarms if reading.finding not in {one.finding for one in u.denied}]
    sections = [
        ("Understood", [reading_line(one, kb, u.text) for one in u.understood]),
        ("Not sure", [reading_line(one, kb, u.text) for one in u.unsure]),
        ("Named: answer this first", [reading_line(one, kb, u.text) for one in asked]),
        ("Denied: to be asked again", [reading_line(one, kb, u.text) for one in u.denied]),
        ("Perhaps also meant", [offer_line(one, kb) for one in u.offered]),
        ("Not used", [one_line(u.text[slice(*span)]) for span in u.not_used]),
        ("Typing errors", [f"{one.typed} was read as {one.meant}" for one in u.corrections]),
    ]
    return [(title, lines) for title, lines in sections if lines]


def reading_line(reading: Reading, kb: KnowledgeBase, text: str) -> str:
    """One finding that the text speaks of, with the words that say so."""
    quoted = one_line(text[slice(*reading.span)])
    return f'{title_of(kb, reading.finding, reading.value)}, from "{quoted}"'


def offer_line(offer: Offer, kb: KnowledgeBase) -> str:
    """One finding that the text may mean, and its id."""
    return f"{kb.findings[offer.finding].title} ({offer.finding})"


def title_of(kb: KnowledgeBase, name: str, value: Value | None) -> str:
    """A finding in words; of a choice, its value too; of a number, the number with its unit."""
    finding = kb.findings[name]
    if value is None or isinstance(value, bool):
        return finding.title
    if isinstance(value, str | tuple):
        chosen = (value,) if isinstance(value, str) else value
        return f"{finding.title}: {', '.join(finding.answer.values[one] for one in chosen)}"
    return f"{finding.title}: {value} {finding.answer.unit}".rstrip()


def _reading(reading: Reading) -> dict[str, Any]:
    value = list(reading.value) if isinstance(reading.value, tuple) else reading.value
    return {
        "finding": reading.finding,
        "value": value,
        "span": list(reading.span),
        "rule": reading.rule,
        "phrase": reading.phrase,
        "standing": reading.standing.value,
    }


def _offer(offer: Offer) -> dict[str, Any]:
    return {
        "finding": offer.finding,
        "score": offer.score,
        "span": list(offer.span),
        "rule": offer.rule,
        "phrase": offer.phrase,
    }


def _place(text: str, span: Sequence[int]) -> dict[str, Any]:
    return {"span": list(span), "words": text[slice(*span)]}
