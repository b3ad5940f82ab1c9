"""The truth tables of three-valued logic, and the atoms."""

from itertools import product
from typing import Any

import pytest

from builders import a_pattern, a_presentation
from surefoot.engine import Evaluator, Truth
from surefoot.loading import build_condition

A, B, C = ({"finding": name} for name in ("a", "b", "c"))


def truth(condition: dict[str, Any], **answers: Any) -> Truth:
    return Evaluator({}, a_presentation(answers)).truth(build_condition(condition))


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (True, True, True, True),
        (True, None, None, True),
        (True, False, False, True),
        (None, True, None, True),
        (None, None, None, None),
        (None, False, False, None),
        (False, True, False, True),
        (False, None, False, None),
        (False, False, False, False),
    ],
)
def test_all_and_any(a: Truth, b: Truth, both: Truth, either: Truth) -> None:
    """`all` is false as soon as one part is, `any` true as soon as one part is; else what is unknown decides."""
    assert truth({"all": [A, B]}, a=a, b=b) is both
    assert truth({"any": [A, B]}, a=a, b=b) is either


@pytest.mark.parametrize(("a", "denied"), [(True, False), (False, True), (None, None)])
def test_not(a: Truth, denied: Truth) -> None:
    """`not` of what is unknown is unknown."""
    assert truth({"not": A}, a=a) is denied


def test_not_of_what_was_not_asked() -> None:
    """Silence is no denial."""
    assert truth({"not": A}) is None


@pytest.mark.parametrize("count", [1, 2, 3])
@pytest.mark.parametrize("parts", list(product((True, None, False), repeat=3)))
def test_at_least(count: int, parts: tuple[Truth, ...]) -> None:
    """`at_least` is true when enough parts are, false when too few still can be, and else unknown."""
    known, could_be = parts.count(True), 3 - parts.count(False)
    expected = True if known >= count else False if could_be < count else None
    a, b, c = parts
    assert truth({"at_least": count, "of": [A, B, C]}, a=a, b=b, c=c) is expected


def test_at_least_more_than_there_are() -> None:
    """More than there are parts is never reached, whatever is unknown."""
    assert truth({"at_least": 3, "of": [A, B]}) is False


@pytest.mark.parametrize(
    ("answers", "unsure", "answered"),
    [
        ({}, None, None),
        ({"a": None}, True, False),
        ({"a": True}, False, True),
        ({"a": False}, False, True),
        ({"a": []}, False, True),
        ({"a": 0}, False, True),
    ],
)
def test_unsure_and_answered(answers: dict[str, Any], unsure: Truth, answered: Truth) -> None:
    """Only `unsure` and `answered` tell "not asked" from "not sure"; every value counts as an answer."""
    assert truth({"unsure": "a"}, **answers) is unsure
    assert truth({"answered": "a"}, **answers) is answered


@pytest.mark.parametrize(
    ("demand", "value", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"is": True}, True, True),
        ({"is": False}, False, True),
        ({"is": False}, True, False),
        ({"is": "red"}, "red", True),
        ({"is": "red"}, "green", False),
        ({"in": ["red", "blue"]}, "blue", True),
        ({"in": ["red", "blue"]}, "green", False),
        ({"has": "left"}, ["left", "right"], True),
        ({"has": "left"}, ["right"], False),
        ({"has": "left"}, [], False),
        ({"above": 14}, 14, False),
        ({"above": 14}, 14.5, True),
        ({"at_least": 14}, 14, True),
        ({"at_least": 14}, 13.9, False),
        ({"below": 14}, 14, False),
        ({"below": 14}, 0, True),
        ({"at_most": 14}, 14, True),
        ({"at_most": 14}, 15, False),
    ],
)
def test_atoms(demand: dict[str, Any], value: Any, expected: bool) -> None:
    """A value meets a condition or not; without one, not sure or not asked, the condition is unknown."""
    condition = {"finding": "a", **demand}
    assert truth(condition, a=value) is expected
    assert truth(condition, a=None) is None
    assert truth(condition) is None


@pytest.mark.parametrize("a", [True, False, None])
def test_pattern(a: Truth) -> None:
    """A pattern is as true as its condition, also where it is denied."""
    evaluator = Evaluator({"sign": a_pattern("sign", A)}, a_presentation(a=a))
    assert evaluator.truth(build_condition({"pattern": "sign"})) is a
    assert evaluator.truth(build_condition({"not": {"pattern": "sign"}})) is (None if a is None else not a)


def matched(condition: dict[str, Any], **answers: Any) -> set[str]:
    evaluator = Evaluator({"sign": a_pattern("sign", {"all": [A, B]})}, a_presentation(answers))
    return set(evaluator.matched(build_condition(condition)))


@pytest.mark.parametrize(
    ("condition", "answers", "findings"),
    [
        ({"all": [A, B]}, {"a": True, "b": True}, {"a", "b"}),
        ({"any": [A, B]}, {"a": True, "b": False}, {"a"}),
        ({"any": [A, B]}, {"a": True, "b": True}, {"a", "b"}),
        ({"at_least": 1, "of": [A, B, C]}, {"a": False, "b": True}, {"b"}),
        ({"not": {"all": [A, B]}}, {"a": False, "b": True}, {"a"}),
        ({"not": {"any": [A, B]}}, {"a": False, "b": False}, {"a", "b"}),
        ({"not": {"not": A}}, {"a": True}, {"a"}),
        ({"pattern": "sign"}, {"a": True, "b": True}, {"a", "b"}),
        ({"not": {"pattern": "sign"}}, {"a": True, "b": False}, {"b"}),
        ({"unsure": "a"}, {"a": None}, {"a"}),
        ({"answered": "a"}, {"a": False}, {"a"}),
    ],
)
def test_matched(condition: dict[str, Any], answers: dict[str, Any], findings: set[str]) -> None:
    """What matched are the findings whose answers make the condition true, and no others."""
    assert matched(condition, **answers) == findings


@pytest.mark.parametrize("answers", [{}, {"a": None}, {"a": False}])
def test_nothing_matches_a_condition_that_is_not_true(answers: dict[str, Any]) -> None:
    """An unknown or false condition was matched by nothing."""
    assert matched({"all": [A, {"any": [A, B]}]}, b=True, **answers) == set()


@pytest.mark.parametrize(
    ("condition", "answers", "findings"),
    [
        ({"all": [A, B]}, {"a": True}, {"b"}),
        ({"all": [A, B]}, {"a": False}, set()),
        ({"any": [A, B]}, {"a": False, "b": None}, {"b"}),
        ({"any": [A, B]}, {"a": True}, set()),
        ({"at_least": 2, "of": [A, B, C]}, {"a": True}, {"b", "c"}),
        ({"at_least": 2, "of": [A, B, C]}, {"a": True, "b": True}, set()),
        ({"not": A}, {}, {"a"}),
        ({"any": [{"all": [A, B]}, C]}, {"a": False}, {"c"}),
        ({"all": [{"pattern": "sign"}, C]}, {"a": True, "c": True}, {"b"}),
        ({"unsure": "a"}, {}, {"a"}),
        ({"answered": "a"}, {}, {"a"}),
        ({"answered": "a"}, {"a": None}, set()),
    ],
)
def test_open_findings(condition: dict[str, Any], answers: dict[str, Any], findings: set[str]) -> None:
    """Open are the findings on which an unknown condition hangs; parts that are decided ask nothing more."""
    evaluator = Evaluator({"sign": a_pattern("sign", {"all": [A, B]})}, a_presentation(answers))
    assert set(evaluator.open_findings(build_condition(condition))) == findings
