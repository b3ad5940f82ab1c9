"""Rules, their exceptions, the urgency and its bounds, and the scope."""

from typing import Any

import pytest

from builders import a_kb, a_presentation, a_rule
from surefoot.engine import Assessment, triage
from surefoot.model import KnowledgeBase

SAFE = {"finding": "safe"}


def reasons(assessment: Assessment) -> list[str]:
    return [reason.rule for reason in assessment.reasons]


def interval(kb: KnowledgeBase, **answers: Any) -> tuple[str | None, str | None, str | None]:
    """at_least, urgency, at_most."""
    assessment = triage(kb, a_presentation(answers))
    return assessment.at_least, assessment.urgency, assessment.at_most


@pytest.mark.parametrize(
    ("fever", "fires"),
    [({"fever": True}, True), ({"fever": False}, False), ({"fever": None}, False), ({}, False)],
)
def test_rule_fires_only_when_it_is_true(fever: dict[str, Any], fires: bool) -> None:
    """A rule fires when its condition is true; not when it is false or unknown."""
    assessment = triage(a_kb(rules=[a_rule()]), a_presentation(fever))
    assert reasons(assessment) == (["fever-is-an-emergency"] if fires else [])
    assert assessment.urgency == ("hospital" if fires else "doctor")


@pytest.mark.parametrize("level", ["hospital", "doctor", "home"])
@pytest.mark.parametrize("safe", ["yes", "no", "not sure", "not asked"])
def test_exception(level: str, safe: str) -> None:
    """Only a known exception stops a rule at or above the default; below it, only a known lack of one lets it fire."""
    kb = a_kb(rules=[a_rule("r", level, unless=SAFE)])
    answers = {"yes": {"safe": True}, "no": {"safe": False}, "not sure": {"safe": None}, "not asked": {}}[safe]
    fires = safe == "no" if level == "home" else safe != "yes"
    assert reasons(triage(kb, a_presentation(answers, fever=True))) == (["r"] if fires else [])


def test_silence_never_suppresses_a_red_flag() -> None:
    """An emergency that nobody asked an exception for is an emergency, though it may turn out not to be."""
    kb = a_kb(rules=[a_rule(unless=SAFE)])
    assert interval(kb, fever=True) == ("doctor", "hospital", "hospital")
    assert interval(kb, fever=True, safe=True) == ("doctor", "doctor", "doctor")
    assert interval(kb, fever=True, safe=False) == ("hospital", "hospital", "hospital")


def test_silence_never_reassures() -> None:
    """Home care that an exception could forbid waits for the answer."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"}, SAFE)])
    assert interval(kb, mild=True) == ("home", "doctor", "doctor")
    assert interval(kb, mild=True, safe=True) == ("doctor", "doctor", "doctor")
    assert interval(kb, mild=True, safe=False) == ("home", "home", "home")


def test_highest_urgency_wins() -> None:
    """Of the rules that fire the most urgent decides; the others are reasons too, the most urgent first."""
    rules = [a_rule("a-home", "home"), a_rule("c-hospital", "hospital"), a_rule("b-doctor", "doctor")]
    assessment = triage(a_kb(rules=rules), a_presentation(fever=True))
    assert assessment.urgency == "hospital"
    assert reasons(assessment) == ["c-hospital", "b-doctor", "a-home"]


@pytest.mark.parametrize("default", ["home", "doctor", "hospital"])
def test_default_when_nothing_fires(default: str) -> None:
    """Without a rule that fires the default holds, wherever it lies among the levels."""
    kb = a_kb(rules=[a_rule(urgency="doctor")], default=default)
    assert triage(kb, a_presentation(fever=False)).urgency == default


def test_rule_below_the_default_lowers_the_urgency() -> None:
    """Less than the default is reached by a rule that fires, and by nothing else."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"})])
    assert interval(kb, mild=True) == ("home", "home", "home")
    assert interval(kb) == ("home", "doctor", "doctor")
    assert interval(kb, mild=False) == ("doctor", "doctor", "doctor")


def test_certain_rule_lifts_the_lower_bound() -> None:
    """A rule that no open answer can stop is the least that comes of it; an open worse one is the most."""
    kb = a_kb(rules=[a_rule("sore", "doctor", {"finding": "sore"}), a_rule()], default="home")
    assert interval(kb, sore=True) == ("doctor", "doctor", "hospital")
    assert interval(kb, sore=True, fever=False) == ("doctor", "doctor", "doctor")


@pytest.mark.parametrize(
    ("answers", "settled"),
    [({}, False), ({"fever": None}, False), ({"fever": False}, True), ({"fever": True}, True)],
)
def test_settled(answers: dict[str, Any], settled: bool) -> None:
    """A decision is settled when no answer that is still open can raise it; "not sure" is open."""
    assert triage(a_kb(rules=[a_rule()]), a_presentation(answers)).settled is settled


def test_not_sure_can_be_a_sign_itself() -> None:
    """A rule about "not sure" fires on that answer, and on nothing else."""
    kb = a_kb(rules=[a_rule(when={"unsure": "fever"})])
    assert interval(kb) == ("doctor", "doctor", "hospital")
    assert interval(kb, fever=None) == ("hospital", "hospital", "hospital")
    assert interval(kb, fever=False) == ("doctor", "doctor", "doctor")


BACK_IN = {"finding": "leg-pain"}


def outside_kb() -> KnowledgeBase:
    return a_kb(
        rules=[a_rule(), a_rule("sore", "doctor", {"finding": "sore"}), a_rule("mild", "home", {"finding": "mild"})],
        back_in=BACK_IN,
    )


@pytest.mark.parametrize(
    ("answers", "in_scope"),
    [
        ({}, True),
        ({"complaint": True}, True),
        ({"complaint": None}, True),
        ({"complaint": False}, False),
        ({"complaint": False, "leg-pain": None}, False),
        ({"complaint": False, "leg-pain": False}, False),
        ({"complaint": False, "leg-pain": True}, True),
    ],
)
def test_scope(answers: dict[str, Any], in_scope: bool) -> None:
    """Outside is who is known to be, unless it is known that the exception holds."""
    assessment = triage(outside_kb(), a_presentation(answers))
    assert assessment.in_scope is in_scope
    assert (assessment.urgency is None) is not in_scope


@pytest.mark.parametrize(
    ("sign", "urgency"), [("fever", "hospital"), ("sore", None), ("mild", None), ("leg-pain", "doctor")]
)
def test_only_a_rule_above_the_default_wins_over_the_scope(sign: str, urgency: str | None) -> None:
    """Outside the scope an emergency stays one; home care, and the default, are not reached."""
    assessment = triage(outside_kb(), a_presentation({"complaint": False, sign: True}))
    assert assessment.urgency == urgency
    assert assessment.in_scope is (urgency is not None)


def test_outside_the_scope_there_are_no_reasons() -> None:
    """Rules that would fire in scope are no reasons outside it, and raise no suspicion."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"}, suspects=("strain",))])
    assessment = triage(kb, a_presentation(complaint=False, mild=True))
    assert assessment.reasons == assessment.suspects == ()


@pytest.mark.parametrize(
    ("answers", "at_most"),
    [
        ({}, "hospital"),
        ({"fever": False}, "doctor"),
        ({"leg-pain": False}, "hospital"),
        ({"fever": False, "leg-pain": False}, None),
        ({"fever": False, "leg-pain": None}, "doctor"),
    ],
)
def test_bounds_outside_the_scope(answers: dict[str, Any], at_most: str | None) -> None:
    """Outside, at most is what could still bring a patient in: a rule above the default, or the exception."""
    assessment = triage(outside_kb(), a_presentation(answers, complaint=False))
    assert (assessment.at_least, assessment.at_most) == (None, at_most)
    assert assessment.settled is (at_most is None)
