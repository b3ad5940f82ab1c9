"""Scenarios: what counts as a miss, and which miss comes first."""

from types import MappingProxyType

import pytest

from builders import a_kb, a_presentation, a_rule
from surefoot.model import Expectation, Scenario
from surefoot.scenarios import MissKind, run_scenario, run_suite


@pytest.fixture
def kb():
    """Fever sends to hospital, a cold home, and nobody without a complaint is in scope."""
    return a_kb(
        rules=[
            a_rule("fever-to-hospital", "hospital", {"finding": "fever"}),
            a_rule("cough-to-hospital", "hospital", {"finding": "cough"}),
            a_rule("cold-home", "home", {"all": [{"finding": "cold"}, {"finding": "fever", "is": False}]}),
        ]
    )


def _scenario(name="patient", answers=None, near_miss_of=(), **expected):
    defaults = {"urgency": "doctor", "fires": (), "does_not_fire": (), "decides": None, "stated": {}}
    expectation = Expectation(**{**defaults, **expected})
    return Scenario(
        id=name,
        file=f"scenarios/x/{name}.json",
        story="A story.",
        presentation=a_presentation(answers or {}),
        expect=expectation,
        near_miss_of=tuple(near_miss_of),
    )


def _kinds(kb, **scenario):
    return [miss.kind for miss in run_scenario(kb, _scenario(**scenario)).misses]


def test_a_pass(kb):
    """A scenario whose expectations all hold passes."""
    scenario = _scenario(
        answers={"fever": True},
        urgency="hospital",
        fires=("fever-to-hospital",),
        does_not_fire=("cold-home",),
        decides="fever-to-hospital",
        near_miss_of=("cough-to-hospital",),
        stated=MappingProxyType({"settled": True, "at_most": "hospital"}),
    )
    outcome = run_scenario(kb, scenario)
    assert outcome.passed
    assert outcome.verdict.urgency == "hospital"


@pytest.mark.parametrize(
    ("answers", "urgency", "miss"),
    [
        ({}, "hospital", MissKind.UNDER),
        ({"cold": True, "fever": False}, "doctor", MissKind.UNDER),
        ({"cold": True, "fever": False}, "hospital", MissKind.UNDER),
        ({}, "home", MissKind.OVER),
        ({"fever": True}, "doctor", MissKind.OVER),
        ({"complaint": False}, "doctor", MissKind.UNDER),
        ({}, None, MissKind.SCOPE),
        ({"fever": True}, None, MissKind.SCOPE),
    ],
)
def test_another_urgency_than_expected(answers, urgency, miss, kb):
    """Less urgent than expected, or no urgency at all, is under-triage; more urgent is over-triage."""
    assert _kinds(kb, answers=answers, urgency=urgency) == [miss]


@pytest.mark.parametrize(
    "expected",
    [
        {"fires": ("cough-to-hospital",)},
        {"does_not_fire": ("fever-to-hospital",)},
        {"near_miss_of": ("fever-to-hospital",)},
        {"decides": "cough-to-hospital"},
    ],
    ids=str,
)
def test_another_reason_than_expected(expected, kb):
    """The right urgency for another reason than expected is a miss."""
    assert _kinds(kb, answers={"fever": True}, urgency="hospital", **expected) == [MissKind.REASON]


def test_a_rule_decides_alone_or_not_at_all(kb):
    """A rule that shares the decision with another one of the same urgency does not decide."""
    answers = {"fever": True, "cough": True}
    kinds = _kinds(kb, answers=answers, urgency="hospital", decides="fever-to-hospital")
    assert kinds == [MissKind.REASON]


@pytest.mark.parametrize(
    "stated", [{"at_most": "doctor"}, {"at_least": "doctor"}, {"settled": True}, {"in_scope": False}], ids=str
)
def test_another_bound_than_expected(stated, kb):
    """A bound that is stated and not met is a miss; one that is not stated is not looked at."""
    assert _kinds(kb, stated=MappingProxyType(stated)) == [MissKind.BOUND]
    assert _kinds(kb) == []


def test_a_finding_that_does_not_exist(kb):
    """A scenario about a finding that the knowledge base does not have is a miss."""
    assert _kinds(kb, answers={"hiccups": True}) == [MissKind.REASON]


def _mixed():
    return [
        _scenario("a-passes"),
        _scenario("b-bound", stated=MappingProxyType({"settled": True})),
        _scenario("c-reason", fires=("cold-home",)),
        _scenario("d-over", {"fever": True}),
        _scenario("e-scope", urgency=None),
        _scenario("f-under", urgency="hospital"),
        _scenario("g-under", urgency="hospital"),
        _scenario("h-under-too", {"cold": True, "fever": False}, fires=("cough-to-hospital",)),
    ]


@pytest.mark.parametrize("turn", [list, reversed])
def test_the_most_dangerous_miss_comes_first(turn, kb):
    """Under-triage comes first and what passed last; among equals the files are in order."""
    suite = run_suite(kb, turn(_mixed()))
    names = [outcome.scenario.id for outcome in suite.outcomes]
    assert names == ["f-under", "g-under", "h-under-too", "e-scope", "d-over", "c-reason", "b-bound", "a-passes"]
    assert [outcome.scenario.id for outcome in suite.failures] == names[:-1]


def test_counts_are_scenarios(kb):
    """A scenario counts once for each kind of miss that it has, however many misses those are."""
    suite = run_suite(kb, _mixed())
    counts = {kind: suite.count(kind) for kind in MissKind}
    assert counts == {
        MissKind.UNDER: 3, MissKind.SCOPE: 1, MissKind.OVER: 1, MissKind.REASON: 2, MissKind.BOUND: 1,
    }  # fmt: skip


def test_the_matrix_counts_every_scenario_once(kb):
    """The matrix has a cell for each pair of expected and given answer, out of scope among them."""
    suite = run_suite(kb, [*_mixed(), _scenario("i-outside", {"complaint": False}, urgency=None)])
    assert suite.matrix == {
        ("doctor", "doctor"): 3,
        ("doctor", "home"): 1,
        ("doctor", "hospital"): 1,
        ("hospital", "doctor"): 2,
        ("out-of-scope", "doctor"): 1,
        ("out-of-scope", "out-of-scope"): 1,
    }
    assert sum(suite.matrix.values()) == len(suite.outcomes)
    assert suite.levels == ("hospital", "doctor", "home", "out-of-scope")


def test_which_rules_fired(kb):
    """The suite knows which rules fired in any scenario, and no others."""
    assert run_suite(kb, _mixed()).fired == {"fever-to-hospital", "cold-home"}
    assert run_suite(kb, []).fired == frozenset()
