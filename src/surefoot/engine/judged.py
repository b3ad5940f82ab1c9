"""What the answers of one patient demand, however it was found out: plainly or by the compiled engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from surefoot.engine.kleene import Evaluator
from surefoot.engine.triage import Decision, decide, evaluator_for
from surefoot.model import KnowledgeBase, NamedTuple, Presentation


class Judged(NamedTuple):
    """The rules that fire, by their place in the knowledge base, each with the findings whose answers made it fire;
    the urgency and its bounds as ranks, None outside the scope; and the open findings, each with the highest rank to
    which it could raise, in the order in which they should be asked. Outside the scope no rule counts as firing.
    """

    fired: tuple[int, ...]
    matched: tuple[tuple[str, ...], ...]
    outside: bool
    urgency: int | None
    at_least: int | None
    at_most: int | None
    open: tuple[tuple[str, int], ...]

    @property
    def settled(self) -> bool:
        """(5) No answer that is still open can raise the urgency."""
        return self.at_most is None or (self.urgency is not None and self.at_most <= self.urgency)


def judge_plainly(kb: KnowledgeBase, presentation: Presentation) -> Judged:
    """By the specification, which asks every rule."""
    evaluator = evaluator_for(kb, presentation)
    decision = decide(kb, evaluator)
    fires = (number for number, judgement in enumerate(decision.judgements) if judgement.fires)
    fired = () if decision.outside else tuple(fires)
    return Judged(
        fired,
        tuple(tuple(sorted(set(evaluator.matched(kb.rules[number].when)))) for number in fired),
        decision.outside,
        decision.urgency,
        decision.at_least,
        decision.at_most,
        in_order((rank, set(findings)) for rank, findings in _raisers(kb, decision, evaluator)),
    )


def in_order(raisers: Iterable[tuple[int, AbstractSet[str]]]) -> tuple[tuple[str, int], ...]:
    """The open findings: worst level first; among equals the one that more rules wait for, then by id."""
    highest: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for rank, findings in raisers:
        for finding in findings:
            if finding in waiting:
                waiting[finding] += 1
                highest[finding] = max(highest[finding], rank)
            else:
                waiting[finding], highest[finding] = 1, rank
    order = sorted(highest, key=lambda finding: (-highest[finding], -waiting[finding], finding))
    return tuple((finding, highest[finding]) for finding in order)


def _raisers(kb: KnowledgeBase, decision: Decision, evaluator: Evaluator) -> Iterator[tuple[int, Iterator[str]]]:
    """What could still raise the urgency: the rank, and the open findings it hangs on."""
    if decision.settled or decision.at_most is None:
        return
    floor = _floor(kb, decision, evaluator)
    for judgement in decision.judgements:
        if judgement.possible and not judgement.fires and judgement.rank > floor:
            yield judgement.rank, evaluator.open_findings(judgement.rule.when)
            if judgement.below_default and judgement.rule.unless is not None:
                yield judgement.rank, evaluator.open_findings(judgement.rule.unless)
    outside = kb.manifest.outside
    may_leave = floor < kb.default_rank and evaluator.truth(outside.when) is None
    if outside.unless is not None and (decision.outside or may_leave):
        yield min(kb.default_rank, decision.at_most), evaluator.open_findings(outside.unless)


def _floor(kb: KnowledgeBase, decision: Decision, evaluator: Evaluator) -> int:
    """The rank above which a rule can raise the urgency: outside, what is at least reached by coming back in."""
    if decision.urgency is not None:
        return decision.urgency
    unless = kb.manifest.outside.unless
    if unless is None or evaluator.truth(unless) is not None:
        return kb.default_rank
    certain = [j.rank for j in decision.judgements if j.certain]
    return max(certain, default=min([kb.default_rank, *(j.rank for j in decision.judgements if j.possible)]))
