"""What was looked up: an answer card and the records that were found, as text, Markdown and JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from surefoot.lookup import Answer, Card, Part
from surefoot.model import Record
from surefoot.reporting.brief import brief, summary
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet, wrap

_SHOWN = 6
_TITLES = {
    Part.CONDITIONS: "Can be a sign of",
    Part.EVALUATIONS: "Usual evaluations",
    Part.TREATMENTS: "Usual treatments",
    Part.URGENCY: "How urgent",
}
_FOR = "Used for"
_GENERAL = "This is general. How urgent it is for one person: surefoot triage."
_QUESTIONS = "Questions that decide how urgent it is"


def answer_json(answer: Answer) -> dict[str, Any]:
    """The form of schemas/lookup.schema.json."""
    result = answer.result
    return {
        "query": result.query,
        "corrected": result.corrected,
        "card": None if answer.card is None else _card_json(answer.card),
        "results": [{**brief(hit.record), "met_in": hit.met_in} for hit in result.hits],
        "nearest": list(result.nearest),
    }


def render_answer_json(answer: Answer, _: Style) -> str:
    """The JSON as text."""
    return json_text(answer_json(answer))


def _card_json(card: Card) -> dict[str, Any]:
    found: dict[str, Any] = {
        "record": brief(card.record),
        "asked": card.asked,
        "conditions": [brief(record) for record in card.conditions],
        "evaluations": [brief(record) for record in card.evaluations],
        "treatments": [brief(record) for record in card.treatments],
        "urgencies": [{"urgency": d.urgency, "rules": [brief(rule) for rule in d.rules]} for d in card.demands],
    }
    if card.open_questions:
        found["open_questions"] = [
            {"finding": q.finding.id, "question": q.finding.content["question"], "could_raise_to": q.could_raise_to}
            for q in card.open_questions
        ]
    return found


def render_answer(answer: Answer, style: Style) -> str:
    """The card, then what else was found: title, kind and id, a sentence, and where the words were met."""
    result, card = answer
    lines = [f"Taken for: {result.corrected}", ""] if result.corrected else []
    hits = result.hits
    if card is not None:
        lines += [_headed(card.record, style), wrap(summary(card.record), "    ")]
        for title, items in _parts(card):
            lines += ["", f"  {style(title, 'bold')}", *(bullet(item, "    ") for item in items)]
        lines += ["", f"  {_GENERAL}"]
        hits = tuple(hit for hit in hits if hit.record != card.record)
        lines += ["", style("Also found", "bold")] if hits else []
    for hit in hits:
        lines += [_headed(hit.record, style), wrap(summary(hit.record), "    ")]
        lines.append(style(f"    found by: {hit.met_in}", "dim"))
    return "\n".join(lines)


def render_answer_markdown(answer: Answer, _: Style) -> str:
    """The card with a heading for each part, then what else was found as a list."""
    result, card = answer
    lines = [f"Taken for: {result.corrected}", ""] if result.corrected else []
    hits = result.hits
    if card is not None:
        lines += [f"# {card.record.title}", "", f"`{card.record.kind} {card.record.id}`", "", summary(card.record)]
        for title, items in _parts(card):
            lines += ["", f"## {title}", "", *(f"- {item}" for item in items)]
        lines += ["", _GENERAL]
        hits = tuple(hit for hit in hits if hit.record != card.record)
        lines += ["", "## Also found", ""] if hits else []
    rows = [f"- **{h.record.title}** (`{h.record.kind} {h.record.id}`): {summary(h.record)}" for h in hits]
    return "\n".join([*lines, *rows])


def _headed(record: Record, style: Style) -> str:
    return f"{style(record.title, 'bold')}  {style(f'{record.kind} {record.id}', 'dim')}"


def _parts(card: Card) -> Iterator[tuple[str, list[str]]]:
    """The parts of a card that have something to say; what was asked for comes first and is given whole."""
    about = _TITLES[Part.CONDITIONS] if card.evaluations or card.treatments or card.demands else _FOR
    parts = {
        Part.CONDITIONS: (about, _named(card.conditions, card.asked is Part.CONDITIONS)),
        Part.URGENCY: (_TITLES[Part.URGENCY], _urgency(card)),
        Part.EVALUATIONS: (_TITLES[Part.EVALUATIONS], _named(card.evaluations, card.asked is Part.EVALUATIONS)),
        Part.TREATMENTS: (_TITLES[Part.TREATMENTS], _named(card.treatments, card.asked is Part.TREATMENTS)),
    }
    for part in sorted(parts, key=lambda part: part is not card.asked):
        title, items = parts[part]
        if items:
            yield title, items
    if card.open_questions:
        yield _QUESTIONS, [f"{q.finding.content['question']} ({q.could_raise_to})" for q in card.open_questions]


def _named(records: Sequence[Record], whole: bool) -> list[str]:
    shown = records if whole else records[:_SHOWN]
    items = [f"{record.title} ({record.id})" for record in shown]
    return [*items, f"and {len(records) - len(shown)} more"] if len(records) > len(shown) else items


def _urgency(card: Card) -> list[str]:
    """What the record says itself, then how many rules demand each level."""
    usual = card.record.content.get("usual_urgency")
    items = [f"usually {usual['urgency']}. {usual.get('note', '')}".rstrip(" ")] if usual else []
    for demand in card.demands:
        shown = demand.rules if card.asked is Part.URGENCY else demand.rules[: _SHOWN // 2]
        titles = "; ".join(rule.title for rule in shown)
        more = f"; and {len(demand.rules) - len(shown)} more" if len(demand.rules) > len(shown) else ""
        items.append(f"{demand.urgency} when: {titles}{more}")
    return items


ANSWER_RENDERERS: Mapping[str, Callable[[Answer, Style], str]] = {
    "text": render_answer,
    "json": render_answer_json,
    "markdown": render_answer_markdown,
}
"""By the name of a format."""
