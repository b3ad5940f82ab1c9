"""What a text may change before anybody has confirmed it: it may raise the answer, and never lower it."""

from collections.abc import Mapping
from itertools import combinations

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

    They are those of `confirmed_answers`, without any, and without any two, that make the outcome less urgent than
    it would be without them, or the worst that it could still become: what reassures is in effect a denial. What
    was given otherwise counts.
    """
    added: Answers = {name: value for name, value in confirmed_answers(understanding).items() if name not in given}
    while (better := _more_urgent(kb, given, added)) is not None:
        added = better
    return added if _rank(kb, given, added) >= _rank(kb, given, {}) else {}


def _more_urgent(kb: KnowledgeBase, given: Presentation, added: Answers) -> Answers | None:
    """The answers without one or two that made the outcome less urgent; None when none do."""
    rank = _rank(kb, given, added)
    names = sorted(added)
    for left_out in (*combinations(names, 1), *combinations(names, 2)):
        rest = {name: value for name, value in added.items() if name not in left_out}
        if any(now > before for now, before in zip(_rank(kb, given, rest), rank, strict=True)):
            return rest
    return None


def _rank(kb: KnowledgeBase, given: Presentation, added: Answers) -> tuple[int, int]:
    """How urgent it is, and could still become; outside the scope is the least."""
    assessment = triage(kb, Presentation({**given.answers, **added}))
    urgency, worst = assessment.urgency, assessment.at_most
    return (-1 if urgency is None else kb.rank(urgency), -1 if worst is None else kb.rank(worst))
