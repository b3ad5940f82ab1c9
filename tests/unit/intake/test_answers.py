"""Answers as JSON and as people type them."""

from typing import Any

import pytest

from builders import a_finding, a_kb, a_number, one_of, several_of
from properties.random_cases import possible_values
from surefoot.intake import AnswerError, parse_answer, read_presentation
from surefoot.model import KnowledgeBase

FINDINGS = [
    a_finding("back-pain"),
    a_finding("onset", one_of("sudden", "slow")),
    a_finding("side", several_of("left", "right")),
    a_finding("days", a_number(0, 30)),
    a_finding("degrees", a_number(30, 45, whole=False)),
]


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return a_kb(findings=FINDINGS)


def test_presentation_from_json(kb: KnowledgeBase) -> None:
    """Answers of every type are read; a list becomes several values, null is "not sure"."""
    answers = {"back-pain": False, "onset": "slow", "side": ["left", "right"], "days": 3, "degrees": 38.5}
    assert read_presentation(kb, answers).answers == {**answers, "side": ("left", "right")}
    assert read_presentation(kb, dict.fromkeys(answers)).answers == dict.fromkeys(answers)
    assert read_presentation(kb, {}).answers == {}


def test_every_possible_value_is_read(kb: KnowledgeBase) -> None:
    """Whatever a finding can have is accepted, none of several values included."""
    for finding in FINDINGS[:3]:
        for value in possible_values(finding.answer):
            assert read_presentation(kb, {finding.id: value}).value(finding.id) == value


@pytest.mark.parametrize(
    "answers",
    [
        {"back-pian": True},
        {"": True},
        {"back-pain": "yes"},
        {"back-pain": 1},
        {"back-pain": 0},
        {"onset": "sudenly"},
        {"onset": True},
        {"onset": ["sudden"]},
        {"side": "left"},
        {"side": ["left", "up"]},
        {"side": [["left"]]},
        {"side": ["left", "left"]},
        {"side": [None]},
        {"side": {"left": True}},
        {"days": -1},
        {"days": 31},
        {"days": 1.5},
        {"days": True},
        {"days": "3"},
        {"days": 10**400},
        {"days": float("nan")},
        {"days": float("inf")},
        {"degrees": 29.9},
        {"degrees": {}},
    ],
)
def test_impossible_answer(kb: KnowledgeBase, answers: dict[str, Any]) -> None:
    """An unknown finding, and a value that a finding cannot have, are refused by name; the other answers are not."""
    (name,) = answers
    with pytest.raises(AnswerError) as error:
        read_presentation(kb, {**answers, "back-pain" if name != "back-pain" else "onset": None})
    assert len(error.value.problems) == 1
    assert f"`{name}`" in error.value.problems[0]


@pytest.mark.parametrize("answers", [None, [], "fever", 3, True, [["back-pain", True]]])
def test_presentation_that_is_no_object(kb: KnowledgeBase, answers: object) -> None:
    """Only an object is a presentation."""
    with pytest.raises(AnswerError):
        read_presentation(kb, answers)


def test_all_problems_at_once(kb: KnowledgeBase) -> None:
    """Every answer that does not fit is named, in the order in which they came."""
    with pytest.raises(AnswerError) as error:
        read_presentation(kb, {"days": -1, "back-pain": True, "nonsense": 1, "onset": "odd"})
    assert [problem.split("`")[1] for problem in error.value.problems] == ["days", "nonsense", "onset"]


@pytest.mark.parametrize(
    ("answers", "meant"),
    [({"back-pian": True}, "back-pain"), ({"backpain": True}, "back-pain"), ({"onset": "suden"}, "sudden")],
)
def test_did_you_mean(kb: KnowledgeBase, answers: dict[str, Any], meant: str) -> None:
    """A name or a value that is nearly right comes with the right one."""
    with pytest.raises(AnswerError) as error:
        read_presentation(kb, answers)
    assert f"`{meant}`" in error.value.problems[0]


def test_nothing_near(kb: KnowledgeBase) -> None:
    """A name like no other comes without a guess."""
    with pytest.raises(AnswerError) as error:
        read_presentation(kb, {"zzzzzz": True})
    assert not [name for name in kb.findings if f"`{name}`" in error.value.problems[0]]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("back-pain", ("back-pain", True)),
        ("back-pain=yes", ("back-pain", True)),
        ("back-pain=TRUE", ("back-pain", True)),
        ("back-pain=no", ("back-pain", False)),
        ("back-pain=false", ("back-pain", False)),
        ("back-pain=unsure", ("back-pain", None)),
        (" back-pain = no ", ("back-pain", False)),
        ("onset=sudden", ("onset", "sudden")),
        ("onset=not-sure", ("onset", None)),
        ("side=left", ("side", ["left"])),
        ("side=left,right", ("side", ["left", "right"])),
        ("side= left , right ,", ("side", ["left", "right"])),
        ("side=", ("side", [])),
        ("side=?", ("side", None)),
        ("days=3", ("days", 3)),
        ("days=3.0", ("days", 3)),
        ("days=null", ("days", None)),
        ("degrees=38.5", ("degrees", 38.5)),
    ],
)
def test_typed_answer(kb: KnowledgeBase, typed: str, answer: tuple[str, Any]) -> None:
    """FINDING is a yes; FINDING=VALUE a value of its type; `unsure` and its like are "not sure"."""
    assert parse_answer(kb, typed) == answer
    assert type(parse_answer(kb, typed)[1]) is type(answer[1]) or typed == "days=3.0"


def test_typed_value_that_looks_like_not_sure() -> None:
    """A value of the finding wins over the words for "not sure"."""
    kb = a_kb(findings=[a_finding("mood", one_of("unsure", "good"))])
    assert parse_answer(kb, "mood=unsure") == ("mood", "unsure")


@pytest.mark.parametrize(
    "typed",
    [
        "back-pian",
        "back-pain=maybe",
        "back-pain=",
        "onset",
        "onset=later",
        "onset=sudden,slow",
        "side",
        "side=left,up",
        "days",
        "days=three",
        "days=31",
        "days=1.5",
        "days=nan",
        "days=inf",
        "days=1e999",
        "days=" + "9" * 400,
        "days=1_4",
        "degrees=0x1F",
        "=yes",
        "",
    ],
)
def test_typed_answer_that_is_impossible(kb: KnowledgeBase, typed: str) -> None:
    """What cannot be an answer is refused, whatever was typed."""
    with pytest.raises(AnswerError) as error:
        parse_answer(kb, typed)
    assert len(error.value.problems) == 1


def test_typed_name_did_you_mean(kb: KnowledgeBase) -> None:
    """A misspelt name that was typed comes with the right one."""
    with pytest.raises(AnswerError) as error:
        parse_answer(kb, "back-pian=no")
    assert "`back-pain`" in error.value.problems[0]
