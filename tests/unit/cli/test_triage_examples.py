"""What triage must answer about the legs, whatever else changes."""

import json

import pytest

from surefoot.model import AnswerType, Flag

_OVERDONE = {"leg-weakness": True, "recent-overexertion": True}
_OVERDONE_AND_ALL_ELSE_ANSWERED = {
    **_OVERDONE,
    "leg-complaint": True,
    "muscle-pain": True,
    "age": 40,
    "onset": "days",
    "affected-side": "both",
    "weakness-severity": "mild",
    "weakness-duration": 3,
    "progression": "improving",
    "improves-with-rest": "yes",
    "complaint-site": "both-legs-all-over",
    "can-bear-weight": "yes",
}


@pytest.fixture
def assess(leg_kb):
    """The assessment of these answers, as JSON."""
    from surefoot.engine import assessment_json, triage
    from surefoot.intake import read_presentation

    return lambda answers: assessment_json(triage(leg_kb, read_presentation(leg_kb, answers)))


def _denied(kb, stated):
    """No to every yes-or-no question that a rule may raise an alarm about, and what was stated."""
    flagged = (f for f in kb.findings.values() if f.flag is not Flag.NONE and f.answer.type is AnswerType.BOOLEAN)
    return {**{finding.id: False for finding in flagged}, **stated}


def _alone(kb):
    return [finding.id for finding in kb.findings.values() if finding.flag is Flag.ALONE]


def test_a_sudden_paralysis_is_an_emergency(surefoot, legs):
    """A leg that suddenly cannot move is an emergency whose reasons name the rule, the answers and the sources."""
    answers = {"leg-weakness": True, "leg-paralysis": True, "onset": "sudden"}
    run = surefoot("triage", "--answers", "-", "--format", "json", stdin=json.dumps(answers))
    assert run.code == 0
    assert (run.json["urgency"], run.json["at_least"], run.json["settled"]) == ("emergency", "emergency", True)
    reasons = {reason["rule"]: reason for reason in run.json["reasons"]}
    assert reasons["e02-leg-cannot-move"]["matched"] == {"leg-paralysis": True}
    assert "leg-weakness-overview#S108" in reasons["e02-leg-cannot-move"]["sources"]
    assert all(reason["sources"] and reason["because"] for reason in reasons.values())
    assert {"leg-paralysis", "onset"} <= {finding for reason in reasons.values() for finding in reason["matched"]}


def test_a_sudden_paralysis_is_explained_in_words(surefoot, legs):
    """The care card of an emergency names each rule and its sources, and says who has not reviewed it."""
    run = surefoot("triage", "--with", "leg-weakness", "--with", "leg-paralysis", "--with", "onset=sudden")
    assert run.out.startswith("EMERGENCY: ")
    assert "Rule e02-leg-cannot-move; sources: leg-weakness-overview#S108" in run.out
    assert "No clinician has reviewed this content." in run.out


def test_silence_does_not_reassure(assess):
    """Weak legs after too much effort are an appointment while nothing else was asked, and may be an emergency."""
    assessment = assess(_OVERDONE)
    assert (assessment["urgency"], assessment["settled"]) == ("appointment", False)
    assert assessment["at_most"] == "emergency"
    assert assessment["open_questions"][0]["could_raise_to"] == "emergency"


def test_every_denial_leads_home(assess, leg_kb):
    """The same legs with every warning sign denied, mild, three days old and getting better, are home care."""
    assessment = assess(_denied(leg_kb, _OVERDONE_AND_ALL_ELSE_ANSWERED))
    assert (assessment["urgency"], assessment["settled"]) == ("self-care", True)
    assert [reason["rule"] for reason in assessment["reasons"]] == ["c01-sore-legs-after-effort"]
    assert assessment["open_questions"] == []


def test_one_missing_denial_does_not_lead_home(assess, leg_kb):
    """A single stand-alone warning sign that was not asked, or not sure, keeps the same legs from home care."""
    answers = _denied(leg_kb, _OVERDONE_AND_ALL_ELSE_ANSWERED)
    assert len(_alone(leg_kb)) > 30
    for finding in _alone(leg_kb):
        unasked = assess({name: value for name, value in answers.items() if name != finding})
        unsure = assess({**answers, finding: None})
        assert "self-care" not in (unasked["urgency"], unsure["urgency"]), finding
        if unasked["urgency"] == "appointment":
            assert finding in {question["finding"] for question in unasked["open_questions"]}, finding
            assert not unasked["settled"], finding


def test_one_warning_sign_is_enough(assess, leg_kb):
    """A stand-alone warning sign, with everything else denied or with nothing else known, is at least urgent."""
    answers = _denied(leg_kb, _OVERDONE_AND_ALL_ELSE_ANSWERED)
    for finding in _alone(leg_kb):
        for known in ({}, answers):
            assert assess({**known, finding: True})["urgency"] in ("urgent", "emergency"), finding


def test_a_numb_saddle_is_an_emergency(assess):
    """Numbness where one sits on a saddle is an emergency by itself, and settled."""
    assessment = assess({"saddle-numbness": True})
    assert (assessment["urgency"], assessment["settled"]) == ("emergency", True)
    assert "e03-numb-saddle-area" in {reason["rule"] for reason in assessment["reasons"]}
    assert "cauda-equina-syndrome" in assessment["suspects"]


def test_a_cold_pale_leg_is_an_emergency(assess):
    """A cold, pale, painful leg since this morning is an emergency, although it is not weak."""
    answers = {"leg-weakness": False, "leg-pain": True, "cold-pale-leg": True}
    assessment = assess({**answers, "complaint-onset": "on-waking", "complaint-duration": 0})
    assert assessment["urgency"] == "emergency"
    assert "e24-leg-newly-cold-or-without-pulse" in {reason["rule"] for reason in assessment["reasons"]}
    assert assessment["suspects"][0] == "acute-limb-ischemia"


def test_a_swollen_calf_after_a_flight_is_urgent(assess):
    """One swollen calf after hours of sitting is urgent, and an answer still open could make it an emergency."""
    assessment = assess({"leg-complaint": True, "calf-swelling-one-leg": True, "prolonged-sitting": True})
    assert (assessment["urgency"], assessment["at_most"]) == ("urgent", "emergency")
    assert "u01-signs-of-a-leg-vein-clot" in {reason["rule"] for reason in assessment["reasons"]}
    assert "leg-blood-clot" in assessment["suspects"]


def test_a_child_is_never_sent_home(assess, leg_kb):
    """A child of 9 whose legs both ache in the evening gets an appointment, although everything else is denied."""
    child = {
        "age": 9,
        "leg-complaint": True,
        "leg-pain": True,
        "complaint-site": "both-legs-all-over",
        "complaint-onset": "weeks",
        "complaint-duration": 30,
        "progression": "comes-and-goes",
        "what-changes-it": ["evening"],
        "gone-by-morning": True,
        "can-bear-weight": "yes",
    }
    assessment = assess(_denied(leg_kb, child))
    assert (assessment["urgency"], assessment["settled"]) == ("appointment", True)
    assert "a26-leg-problem-under-age-16" in {reason["rule"] for reason in assessment["reasons"]}


def test_the_order_of_answers_does_not_matter(assess, leg_kb):
    """The same answers in another order give the same assessment."""
    answers = _denied(leg_kb, {**_OVERDONE, "onset": "sudden", "affected-side": "left"})
    assert assess(answers) == assess(dict(reversed(answers.items())))
