"""The heart: which urgency the answers demand, and how far it can still move.

This module is the specification in code; the numbers are those of docs/triage.md.
"""

from __future__ import annotations

from surefoot.engine.kleene import Evaluator, Truth
from surefoot.model import KnowledgeBase, NamedTuple, Presentation, Rule


class Judgement(NamedTuple):
    """What the answers say of one rule. A rule without `unless` counts as one whose `unless` is false."""

    rule: Rule
    rank: int
    below_default: bool
    when: Truth
    unless: Truth

    @property
    def fires(self) -> bool:
        """(2) Silence never suppresses a red flag, and never reassures."""
        silenced = self.unless is not False if self.below_default else self.unless is True
        return self.when is True and not silenced

    @property
    def possible(self) -> bool:
        """(4) Some answers to the open questions may make it fire."""
        return self.when is not False and self.unless is not True

    @property
    def certain(self) -> bool:
        """(4) It fires whatever the open questions are answered."""
        return self.when is True and self.unless is False


class Decision(NamedTuple):
    """The urgency and its bounds, as ranks; None stands for outside the scope."""

    judgements: tuple[Judgement, ...]
    outside: bool
    urgency: int | None
    at_least: int | None
    at_most: int | None

    @property
    def settled(self) -> bool:
        """(5) No answer that is still open can raise the urgency."""
        return self.at_most is None or (self.urgency is not None and self.at_most <= self.urgency)


def decide(kb: KnowledgeBase, evaluator: Evaluator) -> Decision:
    """Evaluate every rule; the highest urgency that fires wins."""
    default = kb.default_rank
    judgements = tuple(judge(rule, kb, evaluator) for rule in kb.rules)
    fired = [j.rank for j in judgements if j.fires]
    possible = [j.rank for j in judgements if j.possible]
    certain = [j.rank for j in judgements if j.certain]

    outside = kb.manifest.outside
    back_in = False if outside.unless is None else evaluator.truth(outside.unless)
    outside_scope = evaluator.truth(outside.when) is True and back_in is not True
    if outside_scope and max(fired, default=default) <= default:
        inside = [*possible, *([] if certain else [default])]
        reachable = inside if back_in is None else [rank for rank in possible if rank > default]
        return Decision(judgements, True, None, None, max(reachable, default=None))

    urgency = max(fired, default=default)
    at_most = max([*possible, *([] if certain else [default])])
    lowest = min([default, *(rank for rank in possible if rank < default)])
    at_least = max(certain, default=lowest)
    return Decision(judgements, False, urgency, at_least, at_most)


def judge(rule: Rule, kb: KnowledgeBase, evaluator: Evaluator) -> Judgement:
    """What the answers say of one rule."""
    rank = kb.rank(rule.urgency)
    unless = False if rule.unless is None else evaluator.truth(rule.unless)
    return Judgement(rule, rank, rank < kb.default_rank, evaluator.truth(rule.when), unless)


def evaluator_for(kb: KnowledgeBase, presentation: Presentation) -> Evaluator:
    """An evaluator of the patterns of this knowledge base for one patient."""
    return Evaluator(kb.patterns, presentation)
