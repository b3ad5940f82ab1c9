"""What an assessment tells besides the urgency, and its JSON."""

from typing import Any

import pytest

from builders import LEVELS, a_finding, a_kb, a_number, a_presentation, a_record, a_rule, an_urgency, one_of, several_of
from surefoot.engine import assessment_json, triage
from surefoot.loading import PythonValidator
from surefoot.model import Kind, KnowledgeBase, SafetyNet


def test_reason() -> None:
    """A reason carries its rule, the answers that made it fire, and the sources of both."""
    rule = a_rule(
        "hot-and-sore",
        "hospital",
        {"any": [{"finding": "sore", "is": False}, {"all": [{"finding": "fever"}, {"unsure": "tired"}]}]},
        sources=("leaflet#S1", "book"),
    )
    assessment = triage(a_kb(rules=[rule]), a_presentation(fever=True, tired=None, sore=True, cold=True))
    (reason,) = assessment.reasons
    assert (reason.rule, reason.urgency) == (rule.id, "hospital")
    assert (reason.title, reason.because) == (rule.title, rule.because)
    assert reason.matched == {"fever": True, "tired": None}
    assert reason.sources == ("leaflet#S1", "book")


def test_matched_answers_are_in_alphabetical_order() -> None:
    """The answers that made a rule fire come by their ids, in whatever order the rule names them."""
    names = ["g", "c", "f", "a", "e", "b", "d"]
    kb = a_kb(rules=[a_rule(when={"all": [{"finding": name} for name in names]})])
    (reason,) = triage(kb, a_presentation(dict.fromkeys(names, True))).reasons
    assert list(reason.matched) == sorted(names)


def test_open_questions_worst_first() -> None:
    """Open questions come by the level they could raise to, then by how many rules wait for them, then by id."""
    kb = a_kb(
        rules=[
            a_rule("high", "hospital", {"all": [{"finding": "z"}, {"finding": "b"}]}),
            a_rule("high-too", "hospital", {"all": [{"finding": "z"}, {"finding": "c"}]}),
            a_rule("middle", "doctor", {"any": [{"finding": "a"}, {"finding": "c"}]}),
            a_rule("low", "home", {"finding": "d"}),
        ],
        default="home",
    )
    questions = triage(kb, a_presentation(b=None)).open_questions
    assert [(q.finding, q.could_raise_to) for q in questions] == [
        ("c", "hospital"),
        ("z", "hospital"),
        ("b", "hospital"),
        ("a", "doctor"),
    ]
    assert questions[0].question == kb.findings["c"].question


def test_rule_waits_once_for_a_question() -> None:
    """A rule that names a finding twice counts once among the rules that wait for it."""
    twice = {"any": [{"finding": "z"}, {"all": [{"finding": "z"}, {"finding": "b"}]}]}
    kb = a_kb(rules=[a_rule("one", when=twice), a_rule("two", when={"finding": "a"})])
    assert [q.finding for q in triage(kb, a_presentation()).open_questions] == ["a", "b", "z"]


def test_no_question_below_the_urgency() -> None:
    """What could not raise the urgency is not asked."""
    kb = a_kb(rules=[a_rule(), a_rule("sore", "hospital", {"finding": "sore"})])
    assert triage(kb, a_presentation(fever=True)).open_questions == ()


def test_open_exception_below_the_default() -> None:
    """The question whose denial lets a middle rule fire is open, when home care is what holds so far."""
    kb = a_kb(
        levels=("home", "pharmacy", "doctor"),
        rules=[
            a_rule("mild", "home", {"finding": "mild"}),
            a_rule("sore", "pharmacy", {"finding": "sore"}, {"finding": "safe"}),
        ],
    )
    assessment = triage(kb, a_presentation(mild=True, sore=True))
    assert [(q.finding, q.could_raise_to) for q in assessment.open_questions] == [("safe", "pharmacy")]


def test_question_that_leads_back_into_the_scope() -> None:
    """Outside the scope the open exception is asked for, beside the red flags."""
    kb = a_kb(rules=[a_rule(), a_rule("sore", "doctor", {"finding": "sore"})], back_in={"finding": "leg-pain"})
    assessment = triage(kb, a_presentation(complaint=False))
    assert [(q.finding, q.could_raise_to) for q in assessment.open_questions] == [
        ("fever", "hospital"),
        ("leg-pain", "doctor"),
    ]


def test_suspects_and_evaluations() -> None:
    """Suspects come from the rules that fire, each once; evaluations from the conditions and causes they name."""
    kb = a_kb(
        rules=[
            a_rule("a", "hospital", suspects=("clot", "strain")),
            a_rule("b", "doctor", suspects=("strain", "cause-heat")),
            a_rule("c", "hospital", {"finding": "cold"}, suspects=("frostbite",)),
        ],
        records=[
            a_record(Kind.CONDITION, "clot", evaluations=["scan", "blood"]),
            a_record(Kind.CONDITION, "strain", evaluations=["touch", "scan"]),
            a_record(Kind.CONDITION, "frostbite", evaluations=["thermometer"]),
            a_record(Kind.CAUSE, "cause-heat", evaluations=["salts"]),
        ],
    )
    assessment = triage(kb, a_presentation(fever=True))
    assert assessment.suspects == ("clot", "strain", "cause-heat")
    assert assessment.evaluations == ("scan", "blood", "touch", "salts")


def test_advice_of_the_level() -> None:
    """Without advice of a rule, the safety net is that of the level."""
    advice = triage(a_kb(), a_presentation()).advice
    assert (advice.action, advice.within, advice.where) == ("doctor: action", "doctor: within", "doctor: where")
    assert (advice.uncertain, advice.time_course) == ("doctor: uncertain", "doctor: time course")
    assert advice.meanwhile == ("doctor: meanwhile",)
    assert advice.watch_for == ("doctor: watch for",)
    assert advice.come_back_if == ("doctor: come back if",)


def advised_kb() -> KnowledgeBase:
    return a_kb(
        rules=[
            a_rule("a", meanwhile=("a1", "a2", "a3"), watch_for=("w1",), come_back_if=("k1",), time_course="Slow."),
            a_rule("b", meanwhile=("b1", "a1", "b3"), watch_for=("w1", "w2"), time_course="Slow."),
            a_rule("c", meanwhile=("c1",), come_back_if=("k2",), time_course="Fast."),
            a_rule("d", "doctor", meanwhile=("d1",), watch_for=("w9",), time_course="Never."),
        ]
    )


def test_advice_is_merged() -> None:
    """The rules of the decisive level give advice in turns; a level adds what to watch for and when to come back."""
    advice = triage(advised_kb(), a_presentation(fever=True)).advice
    assert advice.meanwhile == ("a1", "b1", "c1", "a2", "a3")
    assert advice.watch_for == ("w1", "w2", "hospital: watch for")
    assert advice.come_back_if == ("k1", "k2", "hospital: come back if")
    assert advice.time_course == "Slow. Fast."


def test_advice_that_another_point_holds_too_is_left_out() -> None:
    """A point all of whose words stand in a fuller one is not said beside it; a point that says more stays."""
    nets = (("Chest pain.", "Numb toes."), ("Chest pain or fainting: go now.", "Pain in the chest."))
    kb = a_kb(rules=[a_rule(str(i), watch_for=net, come_back_if=net) for i, net in enumerate(nets)])
    advice = triage(kb, a_presentation(fever=True)).advice
    assert advice.watch_for[:-1] == ("Chest pain or fainting: go now.", "Numb toes.", "Pain in the chest.")
    assert advice.come_back_if[:-1] == advice.watch_for[:-1]


def test_advice_of_less_urgent_rules_is_left_out() -> None:
    """A rule that fires below the decisive level gives no advice."""
    advice = triage(advised_kb(), a_presentation(fever=True)).advice
    assert not {"d1", "w9", "Never."} & {*advice.meanwhile, *advice.watch_for, advice.time_course}


def test_advice_outside_the_scope() -> None:
    """Outside the scope the advice is where to turn instead, without a time limit or a place."""
    advice = triage(a_kb(), a_presentation(complaint=False)).advice
    assert (advice.action, advice.meanwhile) == ("Outside: action", ("Outside: instead.",))
    assert (advice.within, advice.where, advice.uncertain, advice.time_course) == (None, None, None, None)
    assert advice.watch_for == advice.come_back_if == ()


ALWAYS = ("For tests only.", "Nobody has reviewed this.")


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ({"fever": True}, ("Keep this.",)),
        ({"fever": False}, ("Default: because.",)),
        ({"complaint": False}, ("Outside: because.",)),
    ],
)
def test_notices(answers: dict[str, Any], first: tuple[str, ...]) -> None:
    """Every assessment says what it is for and that nobody reviewed it; before that, what the case demands."""
    levels = [*LEVELS[:2], an_urgency("hospital", 2, closing="Keep this.")]
    assert triage(a_kb(rules=[a_rule()], levels=levels), a_presentation(answers)).notices == (*first, *ALWAYS)


def test_home_care_net_of_the_level_is_kept() -> None:
    """A level without texts of its own adds nothing to those of the rule."""
    levels = ["home", an_urgency("doctor", 1, net=SafetyNet()), "hospital"]
    kb = a_kb(rules=[a_rule(urgency="doctor", watch_for=("w",))], levels=levels)
    advice = triage(kb, a_presentation(fever=True)).advice
    assert (advice.watch_for, advice.meanwhile, advice.time_course) == (("w",), (), "")


def every_type_kb() -> KnowledgeBase:
    return a_kb(
        findings=[
            a_finding("colour", one_of("red")),
            a_finding("side", several_of("left")),
            a_finding("days", a_number()),
        ],
        rules=[
            a_rule(
                when={
                    "all": [
                        {"finding": "colour", "is": "red"},
                        {"finding": "side", "has": "left"},
                        {"finding": "days", "above": 3},
                        {"unsure": "tired"},
                    ]
                }
            )
        ],
    )


FULL = a_presentation(colour="red", side=["left"], days=4.5, tired=None)


@pytest.mark.parametrize("answers", [FULL.answers, {}, {"colour": "red"}, {"complaint": False}])
def test_json_follows_its_schema(answers: dict[str, Any]) -> None:
    """The JSON of an assessment follows schemas/assessment.schema.json, in and out of scope, settled or not."""
    document = assessment_json(triage(every_type_kb(), a_presentation(answers)))
    assert list(PythonValidator("assessment").violations(document)) == []


def test_json_says_what_the_assessment_says() -> None:
    """The JSON has the parts of the assessment; several values are a list in it."""
    assessment = triage(every_type_kb(), FULL)
    document = assessment_json(assessment)
    assert document["kb"] == {"id": "test-kb", "version": "1.0.0", "hash": "0" * 64}
    assert [document[key] for key in ("in_scope", "urgency", "at_least", "at_most", "settled")] == [
        True,
        "hospital",
        "hospital",
        "hospital",
        True,
    ]
    assert document["reasons"][0]["matched"] == {"colour": "red", "side": ["left"], "days": 4.5, "tired": None}
    assert document["advice"]["watch_for"] == list(assessment.advice.watch_for)
    assert document["notices"] == list(assessment.notices)


def test_json_of_a_misshapen_assessment_is_noticed() -> None:
    """The schema refuses a key that it does not know, so agreement with it means something."""
    document = {**assessment_json(triage(every_type_kb(), FULL)), "more": 1}
    assert [violation.keyword for violation in PythonValidator("assessment").violations(document)] == [
        "additionalProperties"
    ]
