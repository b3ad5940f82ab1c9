"""Which questions are enough: a few whose usual answers would leave nothing that could change the outcome.

Most answers to most questions are the usual ones. So the questions are chosen that settle the outcome if every answer
is usual; when an answer is not, they are chosen again. For each rule one reason is taken why it fires or does not, the
one that adds the fewest questions and that most of the other rules wait for too.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from surefoot.engine import decide
from surefoot.intake.prospect import FALSE, TRUE, Prospect
from surefoot.intake.reasons import Questions, Reasons
from surefoot.model import Mentions, Rule


def plan(prospect: Prospect) -> Mapping[str, int]:
    """The questions that are enough, each with the highest rank that its answer could bring; empty when none is left.

    A question that can be pointless stands for what decides whether it is.
    """
    planned = _Plan(prospect).ranks
    found: dict[str, int] = {}
    for question, rank in planned.items():
        for first in asked_before(prospect, question):
            found[first] = max(rank, found.get(first, rank))
    return found


class _Plan:
    def __init__(self, prospect: Prospect) -> None:
        self.ranks: dict[str, int] = {}
        self._kb = prospect.kb
        self._prospect = prospect
        self._reasons = Reasons(prospect, self._cost)
        self._open = [rule for rule in self._kb.rules if prospect.may_fire(rule) and not prospect.must_fire(rule)]
        mentions = Mentions(self._kb.patterns)
        self._waiting: dict[str, int] = {}
        for rule in self._open:
            for finding in mentions(rule.when):
                self._waiting[finding] = self._waiting.get(finding, 0) + 1
        self._settle()

    def _settle(self) -> None:
        """Settle the urgency that the usual answers lead to: nothing above it, and something that demands it."""
        fired = [rule for rule in self._kb.rules if self._reasons.fires(rule)]
        usual = max((self._rank(rule) for rule in fired), default=self._kb.default_rank)
        self._exclude(rule for rule in self._open if self._rank(rule) > usual)
        deciding = [rule for rule in fired if self._rank(rule) == usual]
        if not fired:
            self._exclude(rule for rule in self._open if self._rank(rule) < usual)
        elif not any(map(self._prospect.must_fire, deciding)):
            self._add(min(map(self._reasons.why_fires, deciding), key=self._cost), usual)
            if usual > self._now():
                self._exclude(rule for rule in self._open if self._rank(rule) == usual and rule not in deciding)
        if usual <= self._kb.default_rank:
            self._settle_scope()

    def _now(self) -> int:
        """The rank that the answers demand as they are."""
        decision = decide(self._kb, self._prospect.evaluator)
        return max((j.rank for j in decision.judgements if j.fires), default=self._kb.default_rank)

    def _settle_scope(self) -> None:
        outside = self._kb.manifest.outside
        for condition in (outside.when, outside.unless):
            if condition is not None:
                holds = self._reasons.evaluator.truth(condition) is True
                self._add(self._reasons.why(condition, TRUE, holds) or frozenset(), self._kb.default_rank)
                if condition is outside.when and not holds:
                    return

    def _exclude(self, rules: Iterable[Rule]) -> None:
        for rule in rules:
            reason = self._reasons.why_not(rule)
            if reason is not None:
                self._add(reason, self._rank(rule))

    def _add(self, questions: Questions, rank: int) -> None:
        for question in questions:
            self.ranks[question] = max(rank, self.ranks.get(question, rank))

    def _cost(self, questions: Questions) -> Any:
        more = sum(question not in self.ranks for question in questions)
        return more, -sum(self._waiting.get(question, 0) for question in questions), sorted(questions)

    def _rank(self, rule: Rule) -> int:
        return self._kb.rank(rule.urgency)


def asked_before(prospect: Prospect, question: str, above: tuple[str, ...] = ()) -> set[str]:
    """The question itself, or the questions that decide whether it applies; none when it does not."""
    if question in prospect.presentation or prospect.never_applies(question):
        return set()
    asked_when = prospect.kb.findings[question].asked_when
    if asked_when is None or question in above or not prospect.applies(question) & FALSE:
        return {question}
    mentioned = Mentions(prospect.kb.patterns)(asked_when)
    return set().union(*(asked_before(prospect, other, (*above, question)) for other in mentioned)) or {question}
