"""What to ask along while a screen has room: everything that a rule close to firing still waits for.

The plan asks what is enough if all answers are usual. Of a rule that is only a few answers away, that is one question
after another, a screen for each. Asked together they bring the rule about, or rule it out, on this screen.
"""

from surefoot.intake.plan import asked_before
from surefoot.intake.prospect import FALSE, TRUE, UNKNOWN, Prospect
from surefoot.intake.reasons import NOTHING, Questions
from surefoot.model import All, AnyOf, AtLeast, Condition, Not, PatternHolds

_NEAR = 3
"""How many answers a rule may be away from firing to be asked about as a whole."""


def asked_along(prospect: Prospect, rank: int) -> list[Questions]:
    """For each near rule of the rank what it waits for: first the exceptions of rules that fire, then the nearest."""
    found: list[tuple[int, int, str, Questions]] = []
    for rule in prospect.kb.rules:
        if prospect.kb.rank(rule.urgency) != rank or not prospect.may_fire(rule) or prospect.must_fire(rule):
            continue
        distance = prospect.distance(rule.when)
        if distance <= _NEAR:
            waits = _open(prospect, rule.when)
            if rule.unless is not None and prospect.truths(rule.when) == TRUE:
                waits = _open(prospect, rule.unless)
            questions = NOTHING.union(*(asked_before(prospect, question) for question in waits))
            found.append((distance, len(questions), rule.id, questions))
    return [questions for *_, questions in sorted(found, key=lambda entry: entry[:3])]


def _open(prospect: Prospect, condition: Condition) -> Questions:
    """The findings on which the truth of a condition still hangs."""
    if prospect.truths(condition) in (TRUE, FALSE, UNKNOWN):
        return NOTHING
    match condition:
        case Not(part):
            return _open(prospect, part)
        case PatternHolds(name):
            return _open(prospect, prospect.kb.patterns[name].when)
        case All(parts) | AnyOf(parts) | AtLeast(_, parts):
            return NOTHING.union(*(_open(prospect, part) for part in parts))
        case _:
            return frozenset((condition.finding,))
