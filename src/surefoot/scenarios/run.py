"""One scenario, and a whole suite, against the engine."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from surefoot.diagnostics import quoted_list
from surefoot.engine import Assessment, triage
from surefoot.model import KnowledgeBase, Scenario

OUT_OF_SCOPE = "out-of-scope"


class MissKind(StrEnum):
    """What a scenario expected and did not get; in the order in which they are reported."""

    UNDER = "under-triage"
    SCOPE = "scope"
    OVER = "over-triage"
    REASON = "reason"
    BOUND = "bound"


class Miss(NamedTuple):
    """One expectation that was not met."""

    kind: MissKind
    message: str


class Outcome(NamedTuple):
    """A scenario, what triage answered, and the expectations it missed."""

    scenario: Scenario
    assessment: Assessment
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Every expectation was met."""
        return not self.misses


@dataclass(frozen=True, slots=True)
class Suite:
    """All outcomes, failures first and the most dangerous first of all."""

    outcomes: tuple[Outcome, ...]
    levels: tuple[str, ...]

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The outcomes with a miss."""
        return tuple(outcome for outcome in self.outcomes if not outcome.passed)

    @property
    def matrix(self) -> Mapping[tuple[str, str], int]:
        """How many scenarios expected one answer and got another: (expected, got) -> count."""
        return Counter(
            (o.scenario.expect.urgency or OUT_OF_SCOPE, o.assessment.urgency or OUT_OF_SCOPE) for o in self.outcomes
        )

    def count(self, kind: MissKind) -> int:
        """How many scenarios have a miss of this kind."""
        return sum(any(miss.kind is kind for miss in outcome.misses) for outcome in self.outcomes)

    @property
    def fired(self) -> frozenset[str]:
        """The rules that fired in any scenario."""
        return frozenset(reason.rule for o in self.outcomes for reason in o.assessment.reasons)


def run_suite(kb: KnowledgeBase, scenarios: Iterable[Scenario]) -> Suite:
    """Run every scenario."""
    outcomes = [run_scenario(kb, scenario) for scenario in scenarios]
    outcomes.sort(key=lambda o: (_worst(o), o.scenario.file))
    return Suite(tuple(outcomes), (*kb.levels, OUT_OF_SCOPE))


def run_scenario(kb: KnowledgeBase, scenario: Scenario) -> Outcome:
    """Run one scenario."""
    assessment = triage(kb, scenario.presentation)
    return Outcome(scenario, assessment, tuple(_misses(kb, scenario, assessment)))


def _worst(outcome: Outcome) -> int:
    order = list(MissKind)
    return min((order.index(miss.kind) for miss in outcome.misses), default=len(order))


def _misses(kb: KnowledgeBase, scenario: Scenario, assessment: Assessment) -> Iterator[Miss]:
    expect = scenario.expect
    wanted, got = expect.urgency, assessment.urgency
    fired = [reason.rule for reason in assessment.reasons]
    if wanted != got:
        kind = MissKind.SCOPE
        if wanted is not None:
            kind = MissKind.UNDER if got is None or kb.rank(got) < kb.rank(wanted) else MissKind.OVER
        because = quoted_list(fired, 4) if fired else "no rule fired"
        yield Miss(kind, f"expected {wanted or OUT_OF_SCOPE}, got {got or OUT_OF_SCOPE} ({because})")
    for finding in scenario.presentation:
        if finding not in kb.findings:
            yield Miss(MissKind.REASON, f"there is no finding `{finding}`")
    for rule in expect.fires:
        if rule not in fired:
            yield Miss(MissKind.REASON, f"`{rule}` did not fire")
    for rule in dict.fromkeys((*expect.does_not_fire, *scenario.near_miss_of)):
        if rule in fired:
            yield Miss(MissKind.REASON, f"`{rule}` fired, and must not")
    if expect.decides is not None:
        deciding = [reason.rule for reason in assessment.reasons if reason.urgency == got]
        if deciding != [expect.decides]:
            yield Miss(MissKind.REASON, f"`{expect.decides}` does not decide alone: {quoted_list(deciding) or 'none'}")
    for key, value in expect.stated.items():
        actual = getattr(assessment, key)
        if actual != value:
            yield Miss(MissKind.BOUND, f"{key} is {_shown(actual)}, expected {_shown(value)}")


def _shown(value: object) -> str:
    return "none" if value is None else str(value).lower()
