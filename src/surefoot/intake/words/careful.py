"""What a text may change before anybody has confirmed it: it may raise the answer, and never lower it."""

from collections.abc import Mapping

from surefoot.engine import triage
from surefoot.intake.words.scope import Standing
from surefoot.intake.words.understanding import Understanding
from surefoot.model import KnowledgeBase, Presentation, Value

Answers = Mapping[str, Value | None]

_NEITHER = (Standing.NEGATED, Standing.ASKED)


def confirmed_answers(understanding: Understanding) -> Answers:
    """The answers of somebody who confirms what was understood, and denies nothing.

    A red flag that is spoken of, and neither clearly said nor clearly denied, is answered with "not sure".
    """
    unclear = {reading.finding: None for reading in understanding.alarms if reading.standing in _NEITHER}
    return {**unclear, **understanding.answers}


def careful_answers(kb: KnowledgeBase, given: Presentation, understanding: Understanding) -> Answers:
    """The answers that a text gives while nobody has confirmed it.

    They are those of `confirmed_answers`, without any that makes the outcome less urgent than it would be
    without it. What was given otherwise counts.
    """
    added = {name: value for name, value in confirmed_answers(understanding).items() if name not in given}
    rank = _rank(kb, given, added)
    for name in sorted(added):
        rest = {other: value for other, value in added.items() if other != name}
        if (without := _rank(kb, given, rest)) > rank:
            added, rank = rest, without
    return added if rank >= _rank(kb, given, {}) else {}


def _rank(kb: KnowledgeBase, given: Presentation, added: Answers) -> int:
    """How urgent it is; outside the scope is the least."""
    urgency = triage(kb, Presentation({**given.answers, **added})).urgency
    return -1 if urgency is None else kb.rank(urgency)
