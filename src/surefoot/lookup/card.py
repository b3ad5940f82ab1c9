"""The answer to a question: what a record is, joined with what the records around it say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from surefoot.lookup.folding import folded, telling
from surefoot.lookup.index import Index
from surefoot.lookup.search import EXACT, IN_NAMES, Hit, SearchResult, search
from surefoot.model import Kind, Record

_COMPLAINTS = (Kind.CONDITION, Kind.CAUSE, Kind.FINDING)
_ANSWERED = (*_COMPLAINTS, Kind.EVALUATION, Kind.TREATMENT)
_SUSPECTS = (Kind.CONDITION, Kind.CAUSE)


class Part(StrEnum):
    """What people ask for; the names are those of `asks` in kb.json."""

    CONDITIONS = "conditions"
    EVALUATIONS = "evaluations"
    TREATMENTS = "treatments"
    URGENCY = "urgency"


class Demand(NamedTuple):
    """A level, and the rules that demand it."""

    urgency: str
    rules: tuple[Record, ...]


class Deciding(NamedTuple):
    """A question on which the urgency hangs, and the highest level that a rule demands which hangs on it."""

    finding: Record
    could_raise_to: str


class Card(NamedTuple):
    """A record and what is said around it. `asked` is the part that was asked for, None for the whole.

    `conditions` are what a finding can be a sign of, or what an evaluation or a treatment is for; those that more
    rules suspect come first. `demands` and `open_questions` begin with the most urgent level; the questions are there
    only when they are wanted.
    """

    record: Record
    asked: Part | None
    conditions: tuple[Record, ...]
    evaluations: tuple[Record, ...]
    treatments: tuple[Record, ...]
    demands: tuple[Demand, ...]
    open_questions: tuple[Deciding, ...]


class Answer(NamedTuple):
    """What a query is answered with: a card, where it asks for one or names a record, and what was found."""

    result: SearchResult
    card: Card | None


def answer(index: Index, query: str, kind: Kind | None = None, limit: int = 10, *, questions: bool = False) -> Answer:
    """Look a query up; a question about a record is answered with its card, which can bring the open questions."""
    found = _answer(index, query, kind, limit)
    if not questions or found.card is None:
        return found
    return found._replace(card=found.card._replace(open_questions=_deciding(index, found.card.demands)))


def _answer(index: Index, query: str, kind: Kind | None, limit: int) -> Answer:
    result = search(index, query, kind, limit)
    if kind is not None or (result.hits and result.hits[0].tier <= IN_NAMES):
        first = result.hits[0] if result.hits else None
        named = first is not None and first.tier <= EXACT and first.record.kind in _ANSWERED
        return Answer(result, card_of(index, first.record) if first and named else None)
    asked, subject = _asked(index, query)
    about = search(index, subject, limit=limit) if asked and subject else None
    card = _subject(index, about.hits, asked) if about and asked else None
    if about is None or card is None:
        return Answer(result, None)
    ordered = sorted(about.hits, key=lambda hit: hit.record != card.record)
    return Answer(about._replace(query=query, hits=tuple(ordered)), card)


def _asked(index: Index, query: str) -> tuple[Part | None, str]:
    """The part of a card that a query asks for, and the rest of it: what it asks about."""
    text = f" {folded(query)} "
    asked: Part | None = None
    for part, phrase in index.asks():
        if f" {phrase} " in text:
            asked = asked or Part(part)
            text = text.replace(f" {phrase} ", "  ")
    return asked, " ".join(telling(text.split()))


def _subject(index: Index, hits: Sequence[Hit], asked: Part) -> Card | None:
    """The card of what a question is about: a complaint or an illness, unless something else has just this name.

    A record that can answer the question goes before one that cannot.
    """
    kinds = _ANSWERED if asked is Part.CONDITIONS or (hits and hits[0].tier <= EXACT) else _COMPLAINTS
    first: Card | None = None
    for hit in hits:
        if hit.record.kind in kinds:
            card = card_of(index, hit.record, asked)
            if _answers(card):
                return card
            first = first or card
    return first


def _answers(card: Card) -> bool:
    parts = {
        Part.CONDITIONS: card.conditions,
        Part.EVALUATIONS: card.evaluations,
        Part.TREATMENTS: card.treatments,
        Part.URGENCY: card.demands,
    }
    return card.asked is None or bool(parts[card.asked])


def card_of(index: Index, record: Record, asked: Part | None = None) -> Card:
    """The card of a record; one of a kind that is no answer has only itself."""
    n = index.number(record.kind, record.id) or 0
    rules: list[int] = []
    conditions: list[Record] = []
    evaluations: list[Record] = []
    treatments: list[Record] = []
    if record.kind in _SUSPECTS:
        rules = index.naming(record, Kind.RULE, ("suspects",))
        evaluations, treatments = index.named_in(n, "evaluations"), index.named_in(n, "treatments")
    elif record.kind is Kind.FINDING:
        rules = index.naming(record, Kind.RULE, ("when",)) or index.rules_hanging_on(record.id)
        conditions = _can_be_a_sign_of(index, record, rules)
        evaluations = _most_named(index, conditions, "evaluations")
        treatments = _most_named(index, conditions, "treatments")
    elif record.kind is Kind.EVALUATION:
        conditions = index.named_in(n, "looks_for")
    elif record.kind is Kind.TREATMENT:
        conditions = index.named_in(n, "addresses")
    records = [index.record(rule) for rule in rules]
    parts = (tuple(conditions), tuple(evaluations), tuple(treatments))
    return Card(record, asked, *parts, _demands(index, records), ())


def _can_be_a_sign_of(index: Index, finding: Record, rules: Sequence[int]) -> list[Record]:
    """The conditions and causes that name a finding; those that more of the rules suspect first."""
    numbers = [n for kind in _SUSPECTS for n in index.naming(finding, kind, ("findings", "red_flags"))]
    suspected = Counter(record.id for rule in rules for record in index.named_in(rule, "suspects"))
    return sorted((index.record(n) for n in numbers), key=lambda record: (-suspected[record.id], record.id))


def _most_named(index: Index, records: Sequence[Record], key: str) -> list[Record]:
    """What records name under a key, what more of them name first."""
    found: dict[tuple[Kind, str], Record] = {}
    counted: Counter[tuple[Kind, str]] = Counter()
    for record in records:
        for named in index.named_in(index.number(record.kind, record.id) or 0, key):
            found.setdefault((named.kind, named.id), named)
            counted[named.kind, named.id] += 1
    return sorted(found.values(), key=lambda record: (-counted[record.kind, record.id], record.id))


def _demands(index: Index, rules: Iterable[Record]) -> tuple[Demand, ...]:
    ranks = index.ranks()
    levels: dict[str, list[Record]] = {}
    for rule in rules:
        levels.setdefault(str(rule.content["urgency"]), []).append(rule)
    worst_first = sorted(levels, key=lambda level: -ranks.get(level, 0))
    return tuple(Demand(level, tuple(levels[level])) for level in worst_first)


def _deciding(index: Index, demands: Iterable[Demand]) -> tuple[Deciding, ...]:
    """The findings that the rules hang on: worst level first, then what more rules hang on, then by id."""
    highest: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for demand in demands:
        for rule in demand.rules:
            for finding in index.findings_of(index.number(rule.kind, rule.id) or 0):
                counted[finding] += 1
                highest.setdefault(finding, demand.urgency)
    ranks = index.ranks()
    order = sorted(highest, key=lambda finding: (-ranks.get(highest[finding], 0), -counted[finding], finding))
    numbers = ((finding, index.number(Kind.FINDING, finding)) for finding in order)
    return tuple(Deciding(index.record(n), highest[finding]) for finding, n in numbers if n is not None)
