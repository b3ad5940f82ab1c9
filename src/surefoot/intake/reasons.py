"""Why a condition ends as it does: a few questions whose usual answers make sure of it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from surefoot.engine import Evaluator
from surefoot.intake.prospect import FALSE, TRUE, Prospect, enough_parts, without_pointless
from surefoot.model import All, AnyOf, AtLeast, Condition, Not, PatternHolds, Presentation, Rule

Questions: TypeAlias = frozenset[str]
NOTHING: Questions = frozenset()


class Reasons:
    """Reasons in the world of the usual answers. Of several, the one with the lowest `cost` is taken."""

    def __init__(self, prospect: Prospect, cost: Callable[[Questions], Any]) -> None:
        self._prospect = prospect
        self._kb = prospect.kb
        self._cost = cost
        self._usual = usual_answers(prospect)
        self.evaluator = Evaluator(self._kb.patterns, self._usual)

    def fires(self, rule: Rule) -> bool:
        """The rule fires in this world."""
        return all(
            (self.evaluator.truth(part) is (truth == TRUE)) is wanted for part, truth, wanted in self._demands(rule)
        )

    def why_fires(self, rule: Rule) -> Questions:
        """Of a rule that fires in this world: what makes sure that it does."""
        return NOTHING.union(*(self.why(*demand) or NOTHING for demand in self._demands(rule)))

    def why_not(self, rule: Rule) -> Questions | None:
        """What makes sure that the rule does not fire, or None when it fires in this world."""
        found = [self.why(part, truth, not wanted) for part, truth, wanted in self._demands(rule)]
        return self._cheapest(found)

    def _demands(self, rule: Rule) -> list[tuple[Condition, int, bool]]:
        """What has to be so for a rule to fire: conditions, each with a truth that it must, or must not, have."""
        demands: list[tuple[Condition, int, bool]] = [(rule.when, TRUE, True)]
        if rule.unless is not None:
            reassures = self._kb.rank(rule.urgency) < self._kb.default_rank
            demands.append((rule.unless, FALSE, True) if reassures else (rule.unless, TRUE, False))
        return demands

    def why(self, condition: Condition, truth: int, wanted: bool = True) -> Questions | None:
        """What makes sure that a condition ends with this truth, or, not `wanted`, with another one.

        None when the usual answers do not bring that about.
        """
        truths = self._prospect.truths(condition)
        if truths == truth if wanted else not truths & truth:
            return NOTHING
        if (self.evaluator.truth(condition) is (truth == TRUE)) is not wanted:
            return None
        match condition:
            case Not(part):
                return self.why(part, TRUE + FALSE - truth, wanted)
            case PatternHolds(name):
                return self.why(self._kb.patterns[name].when, truth, wanted)
            case All(parts) | AnyOf(parts) | AtLeast(_, parts):
                enough = enough_parts(condition, (truth == TRUE) is wanted)
                return self._enough_of(enough, [self.why(part, truth, wanted) for part in parts])
            case _:
                return self._of_atom(condition.finding)

    def _of_atom(self, finding: str) -> Questions | None:
        asked_when = self._kb.findings[finding].asked_when
        if finding in self._prospect.presentation:
            return None if asked_when is None else self.why(asked_when, FALSE, False)
        if finding in self._usual:
            return frozenset((finding,))
        return None if asked_when is None else self.why(asked_when, FALSE)

    def _enough_of(self, count: int, each: list[Questions | None]) -> Questions | None:
        if count == 1:
            return self._cheapest(each)
        found = [reason for reason in each if reason is not None]
        if len(found) < count:
            return None
        return NOTHING.union(*(found if len(found) == count else sorted(found, key=self._cost)[:count]))

    def _cheapest(self, reasons: Iterable[Questions | None]) -> Questions | None:
        return min((reason for reason in reasons if reason is not None), key=self._cost, default=None)


def usual_answers(prospect: Prospect) -> Presentation:
    """The patient if each question that is left is answered as is usual, and is asked only if it applies then."""
    usual = {name: finding.normal for name, finding in prospect.kb.findings.items()}
    return without_pointless(prospect.kb, {**usual, **prospect.presentation.answers})
