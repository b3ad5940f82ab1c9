"""Which part of the version number a change raises."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import laws
from properties.random_cases import cases, random_condition
from surefoot.engine import evaluator_for
from surefoot.loading import build_condition
from surefoot.model import AnyOf, Kind, Not
from surefoot.versions import ABSENT, Difference, Weight
from surefoot.versions.normal_form import normal_form
from surefoot.versions.weight import weight_of, weight_of_added, weight_of_removed

_VALUES = [{"id": "x", "label": "X"}, {"id": "y", "label": "Y"}]

_CASES = [
    (Kind.RULE, "/urgency", "red", "amber", Weight.MAJOR),
    (Kind.RULE, "/when", {"finding": "a"}, {"finding": "b"}, Weight.MAJOR),
    (Kind.RULE, "/unless", ABSENT, {"finding": "b"}, Weight.MAJOR),
    (Kind.RULE, "/when", {"finding": "a"}, {"finding": "a", "is": True}, Weight.PATCH),
    (Kind.RULE, "/because", "x", "y", Weight.MINOR),
    (Kind.RULE, "/suspects/0", "x", ABSENT, Weight.MINOR),
    (Kind.RULE, "/sources/0/statements/1", "S01", "S02", Weight.PATCH),
    (Kind.RULE, "/look_alikes", [], [1], Weight.PATCH),
    (Kind.RULE, "/review/due_on", "2026-01-01", "2027-01-01", Weight.PATCH),
    (Kind.RULE, "/revision", 1, 2, Weight.NONE),
    (Kind.PATTERN, "/when", {"finding": "a"}, {"not": {"finding": "a"}}, Weight.MAJOR),
    (Kind.PATTERN, "/meaning", "x", "y", Weight.MINOR),
    (Kind.CONSTRAINT, "/then", {"finding": "a"}, {"finding": "b"}, Weight.MAJOR),
    (Kind.URGENCY, "/rank", 1, 2, Weight.MAJOR),
    (Kind.URGENCY, "/action", "x", "y", Weight.MINOR),
    (Kind.FINDING, "/answer/maximum", 10, 20, Weight.MAJOR),
    (Kind.FINDING, "/answer/type", "choice", "choices", Weight.MAJOR),
    (Kind.FINDING, "/answer/values/1", {"id": "y", "label": "Y"}, ABSENT, Weight.MAJOR),
    (Kind.FINDING, "/answer/values/1", ABSENT, {"id": "y", "label": "Y"}, Weight.MINOR),
    (Kind.FINDING, "/answer/values/1/id", "y", "z", Weight.MAJOR),
    (Kind.FINDING, "/answer/values/1/label", "Y", "Z", Weight.MINOR),
    (Kind.FINDING, "/answer/values", _VALUES, _VALUES[::-1], Weight.MINOR),
    (Kind.FINDING, "/question", "x", "y", Weight.MINOR),
    (Kind.FINDING, "/codes/0", ABSENT, {}, Weight.PATCH),
    (Kind.KB, "/default/urgency", "red", "amber", Weight.MAJOR),
    (Kind.KB, "/default/because", "x", "y", Weight.MINOR),
    (Kind.KB, "/scope/outside/unless", {"finding": "a"}, ABSENT, Weight.MAJOR),
    (Kind.KB, "/scope/who", "x", "y", Weight.MINOR),
    (Kind.KB, "/version", "1.0.0", "1.0.1", Weight.NONE),
    (Kind.KB, "/changelog/0", ABSENT, {}, Weight.NONE),
    (Kind.SOURCE, "/title", "x", "y", Weight.PATCH),
    (Kind.SCENARIO, "/expect/urgency", "red", "amber", Weight.NONE),
    (Kind.CONDITION, "/summary", "x", "y", Weight.MINOR),
]


@pytest.mark.parametrize(("kind", "pointer", "old", "new", "expected"), _CASES)
def test_a_change_has_the_weight_of_what_it_can_do(kind, pointer, old, new, expected):
    """What can change an outcome is major, what people see minor, the rest a patch; bookkeeping weighs nothing."""
    assert weight_of(kind, Difference(pointer, old, new)) is expected


def test_a_record_that_comes_or_goes():
    """A rule that comes or goes can change an outcome; a scenario is no part of the knowledge."""
    assert {kind for kind in Kind if weight_of_added(kind) is Weight.MAJOR} == {Kind.RULE}
    assert weight_of_removed(Kind.FINDING) is weight_of_removed(Kind.RULE) is Weight.MAJOR
    assert weight_of_removed(Kind.TREATMENT) is weight_of_added(Kind.FINDING) is Weight.MINOR
    assert weight_of_added(Kind.SCENARIO) is weight_of_removed(Kind.SCENARIO) is Weight.NONE


_A, _B, _C = {"finding": "a"}, {"finding": "b"}, {"finding": "c"}


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ({"all": [_A, _B]}, {"all": [_B, _A]}, True),
        ({"all": [_A, {"all": [_B, _C]}]}, {"all": [_C, _B, _A, _A]}, True),
        ({"any": [_A]}, _A, True),
        ({"at_least": 1, "of": [_A, _B]}, {"any": [_B, _A]}, True),
        ({"at_least": 2, "of": [_A, _B]}, {"all": [_A, _B]}, True),
        ({"not": {"not": _A}}, _A, True),
        ({"finding": "a", "in": ["x"]}, {"finding": "a", "is": "x"}, True),
        ({"finding": "a", "in": ["x", "y"]}, {"finding": "a", "in": ["y", "x"]}, True),
        ({"at_least": 2, "of": [_A, _B, {"all": [_B, _C]}]}, {"at_least": 2, "of": [{"all": [_C, _B]}, _B, _A]}, True),
        ({"all": [_A, {"at_least": 2, "of": [_B, _C]}]}, {"all": [_A, _B, _C]}, True),
        ({"not": {"not": {"not": _A}}}, {"not": _A}, True),
        ({"at_least": 2, "of": [_A, _A, _B]}, {"at_least": 2, "of": [_A, _B]}, False),
        ({"all": [_A, _B]}, {"any": [_A, _B]}, False),
        ({"not": _A}, {"finding": "a", "is": False}, False),
        ({"unsure": "a"}, {"answered": "a"}, False),
    ],
)
def test_conditions_with_one_meaning_have_one_normal_form(left, right, same):
    """Ways of writing that make no difference are not told apart, and others are."""
    assert (normal_form(build_condition(left)) == normal_form(build_condition(right))) is same


@laws(120)
@given(cases(), st.randoms(use_true_random=False))
def test_one_normal_form_means_one_truth(case, chance):
    """Two random conditions with one normal form are true, false or unknown for the same patient."""
    findings = case.knowledge["findings"]
    first = random_condition(chance, findings, [], 3)
    condition = build_condition(first)
    others = [Not(Not(condition)), AnyOf((condition, condition)), build_condition(_turned(first, chance))]
    evaluator = evaluator_for(case.kb, case.patient)
    for other in others:
        assert normal_form(other) == normal_form(condition)
        assert evaluator.truth(other) is evaluator.truth(condition)
    unlike = build_condition(random_condition(chance, findings, [], 1))
    if normal_form(unlike) == normal_form(condition):
        assert evaluator.truth(unlike) is evaluator.truth(condition)


def _turned(condition, chance):
    """The same condition, its parts in another order and wrapped without need."""
    for key in ("all", "any", "of"):
        if key in condition:
            parts = [_turned(part, chance) for part in condition[key]]
            chance.shuffle(parts)
            return {**condition, key: parts}
    if "not" in condition:
        return {"not": _turned(condition["not"], chance)}
    return {"all": [condition]} if chance.randint(0, 1) else condition
