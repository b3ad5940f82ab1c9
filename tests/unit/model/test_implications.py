"""What follows from the form of conditions, in the forms in which people write rules."""

from typing import Any

import pytest

from builders import a_pattern
from surefoot.loading import build_condition
from surefoot.model import Entailment, denied_by

A, B, C = ({"finding": name} for name in ("a", "b", "c"))
NO_A, NO_B = ({"finding": name, "is": False} for name in ("a", "b"))
PATTERNS = {"no-sign": a_pattern("no-sign", {"not": {"any": [A, B]}}), "sign": a_pattern("sign", {"any": [A, B]})}


@pytest.mark.parametrize(
    ("condition", "denied"),
    [
        (NO_A, {"a"}),
        ({"not": A}, {"a"}),
        ({"not": NO_A}, set()),
        ({"all": [NO_A, C]}, {"a"}),
        ({"any": [NO_A, C]}, set()),
        ({"any": [NO_A, {"all": [C, NO_A]}]}, {"a"}),
        ({"not": {"any": [A, B]}}, {"a", "b"}),
        ({"not": {"all": [A, B]}}, set()),
        ({"all": [{"not": {"all": [A, B]}}, B]}, {"a"}),
        ({"all": [{"any": [A, NO_B]}, NO_A]}, {"a", "b"}),
        ({"pattern": "no-sign"}, {"a", "b"}),
        ({"not": {"pattern": "sign"}}, {"a", "b"}),
        ({"finding": "colour", "is": "red"}, set()),
        ({"unsure": "a"}, set()),
    ],
)
def test_denied_by(condition: dict[str, Any], denied: set[str]) -> None:
    """What a condition denies is seen through `not`, patterns, and alternatives that contradict the rest."""
    assert denied_by(build_condition(condition), PATTERNS) == denied


def follows(left: dict[str, Any], right: dict[str, Any]) -> bool:
    return Entailment(PATTERNS).holds(build_condition(left), build_condition(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (A, A),
        ({"all": [A, B]}, A),
        (A, {"any": [A, B]}),
        ({"all": [A, {"any": [B, C]}]}, {"any": [C, B]}),
        ({"any": [{"all": [A, B]}, {"all": [A, C]}]}, A),
        (NO_A, {"not": A}),
        ({"not": A}, NO_A),
        ({"not": {"any": [A, B]}}, {"not": A}),
        ({"pattern": "no-sign"}, NO_A),
        (A, {"pattern": "sign"}),
        ({"finding": "n", "is": "x"}, {"finding": "n", "in": ["y", "x"]}),
        ({"finding": "n", "in": ["x", "y"]}, {"finding": "n", "in": ["x", "y", "z"]}),
        ({"finding": "n", "above": 5}, {"finding": "n", "at_least": 5}),
        ({"finding": "n", "above": 5}, {"finding": "n", "above": 3}),
        ({"finding": "n", "at_most": 3}, {"finding": "n", "below": 5}),
        ({"unsure": "a"}, {"unsure": "a"}),
    ],
)
def test_follows(left: dict[str, Any], right: dict[str, Any]) -> None:
    """A wider condition follows from a narrower one, also through patterns and denials."""
    assert follows(left, right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (A, B),
        (A, {"all": [A, B]}),
        ({"any": [A, B]}, A),
        (A, NO_A),
        ({"not": A}, {"not": {"any": [A, B]}}),
        ({"pattern": "sign"}, A),
        ({"finding": "n", "in": ["x", "y"]}, {"finding": "n", "is": "x"}),
        ({"finding": "n", "is": "x"}, {"finding": "m", "is": "x"}),
        ({"finding": "n", "at_least": 5}, {"finding": "n", "above": 5}),
        ({"finding": "n", "above": 3}, {"finding": "n", "above": 5}),
        ({"finding": "n", "above": 3}, {"finding": "n", "below": 5}),
        ({"finding": "n", "above": 3}, {"finding": "m", "above": 3}),
        ({"unsure": "a"}, {"answered": "a"}),
    ],
)
def test_does_not_follow(left: dict[str, Any], right: dict[str, Any]) -> None:
    """What is not so for some patient is never said to follow."""
    assert not follows(left, right)
