"""One scenario, and a whole suite, against the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum

from surefoot.model import KnowledgeBase, NamedTuple, Scenario
from surefoot.scenarios.wiring import Answers, Verdict, Wiring, answers_of, verdicts, wiring_of

OUT_OF_SCOPE = "out-of-scope"


class MissKind(StrEnum):
    """What a scenario expected and did not get; in the order in which they are reported."""

    UNDER = "under-triage"
    SCOPE = "scope"
    OVER = "over-triage"
    REASON = "reason"
    BOUND = "bound"


_ORDER = {kind: place for place, kind in enumerate(MissKind)}


class Miss(NamedTuple):
    """One expectation that was not met."""

    kind: MissKind
    message: str


class Outcome(NamedTuple):
    """A scenario, what triage answered, and the expectations it missed."""

    scenario: Scenario
    verdict: Verdict
    misses: tuple[Miss, ...]

    @property
    def passed(self) -> bool:
        """Every expectation was met."""
        return not self.misses


class Suite(NamedTuple):
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
            (o.scenario.expect.urgency or OUT_OF_SCOPE, o.verdict.urgency or OUT_OF_SCOPE) for o in self.outcomes
        )

    def count(self, kind: MissKind) -> int:
        """How many scenarios have a miss of this kind."""
        return sum(any(miss.kind is kind for miss in outcome.misses) for outcome in self.outcomes)

    @property
    def fired(self) -> frozenset[str]:
        """The rules that fired in any scenario."""
        return frozenset(rule for o in self.outcomes for rule in o.verdict.fired)


def run_suite(
    kb: KnowledgeBase, scenarios: Iterable[Scenario], wiring: Wiring | None = None, answers: Answers | None = None
) -> Suite:
    """Run every scenario; `wiring` and `answers` are those of the two, where they are known already."""
    listed = tuple(scenarios)
    if wiring is None:
        wiring = wiring_of(kb)
    if answers is None:
        answers = answers_of(scenario.presentation for scenario in listed)
    names = _Names(wiring.levels, {finding for finding in answers if finding not in kb.findings})
    outcomes = [
        Outcome(scenario, verdict, tuple(_misses(kb, scenario, verdict, names)))
        for scenario, verdict in zip(listed, verdicts(kb, wiring, answers, len(listed)), strict=True)
    ]
    outcomes.sort(key=lambda o: (_worst(o), o.scenario.file))
    return Suite(tuple(outcomes), (*kb.levels, OUT_OF_SCOPE))


def run_scenario(kb: KnowledgeBase, scenario: Scenario) -> Outcome:
    """Run one scenario."""
    return run_suite(kb, (scenario,)).outcomes[0]


class _Names(NamedTuple):
    """The level of each rule, and the findings of the suite that the knowledge base does not have."""

    levels: Mapping[str, str]
    unknown: AbstractSet[str]


def _worst(outcome: Outcome) -> int:
    return min((_ORDER[miss.kind] for miss in outcome.misses), default=len(_ORDER))


def _misses(kb: KnowledgeBase, scenario: Scenario, verdict: Verdict, names: _Names) -> Iterator[Miss]:
    expect = scenario.expect
    wanted, got, fired = expect.urgency, verdict.urgency, verdict.fired
    if wanted != got:
        kind = MissKind.SCOPE
        if wanted is not None:
            kind = MissKind.UNDER if got is None or kb.rank(got) < kb.rank(wanted) else MissKind.OVER
        because = _listed(fired, 4) if fired else "no rule fired"
        yield Miss(kind, f"expected {wanted or OUT_OF_SCOPE}, got {got or OUT_OF_SCOPE} ({because})")
    for finding in scenario.presentation if names.unknown else ():
        if finding in names.unknown:
            yield Miss(MissKind.REASON, f"there is no finding `{finding}`")
    for rule in expect.fires:
        if rule not in fired:
            yield Miss(MissKind.REASON, f"`{rule}` did not fire")
    for rule in dict.fromkeys((*expect.does_not_fire, *scenario.near_miss_of)):
        if rule in fired:
            yield Miss(MissKind.REASON, f"`{rule}` fired, and must not")
    if expect.decides is not None:
        deciding = [rule for rule in fired if names.levels[rule] == got]
        if deciding != [expect.decides]:
            yield Miss(MissKind.REASON, f"`{expect.decides}` does not decide alone: {_listed(deciding) or 'none'}")
    for key, value in expect.stated.items():
        actual = getattr(verdict, key)
        if actual != value:
            yield Miss(MissKind.BOUND, f"{key} is {_shown(actual)}, expected {_shown(value)}")


def _listed(rules: Sequence[str], limit: int = 12) -> str:
    from surefoot.diagnostics import quoted_list

    return quoted_list(rules, limit)


def _shown(value: object) -> str:
    return "none" if value is None else str(value).lower()
