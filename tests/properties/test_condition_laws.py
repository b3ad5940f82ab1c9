"""What conditions promise: they survive being written down, and what is said to follow from them does."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surefoot
from builders import YES_OR_NO, a_number, a_pattern, laws, one_of, several_of
from properties.random_cases import possible_values, random_condition
from surefoot.engine import Evaluator
from surefoot.loading import build_condition, dump_condition
from surefoot.model import All, Answer, Condition, Entailment, Kind, Pattern, Presentation, Traits, denied_by

ALL_TYPES = {"yes": YES_OR_NO, "no": YES_OR_NO, "colour": one_of("red", "green", "blue")}
ALL_TYPES |= {"side": several_of("left", "right"), "days": a_number(0, 3, whole=False)}
MOSTLY_YES_OR_NO = {"first": YES_OR_NO, "second": YES_OR_NO, "third": YES_OR_NO, "colour": one_of("red", "green")}
FEW = {"first": YES_OR_NO, "colour": one_of("red", "green", "blue"), "days": a_number(0, 3, whole=False)}
NOT_ASKED = object()

Case = tuple[Condition, Condition, Mapping[str, Pattern]]


def conditions(chance: Random, findings: Mapping[str, Answer]) -> Case:
    """Two conditions that may use one pattern; often the second is wider than the first."""
    patterns = {"sign": a_pattern("sign", random_condition(chance, findings, (), 2))}
    one, other = (random_condition(chance, findings, ("sign",), 2) for _ in range(2))
    left, right = chance.choice(((one, other), ({"all": [one, other]}, other), (one, {"any": [other, one]})))
    if chance.randint(0, 1):
        left, right = {"not": right}, {"not": left}
    return build_condition(left), build_condition(right), patterns


def cases(findings: Mapping[str, Answer]) -> st.SearchStrategy[Case]:
    return st.randoms(use_true_random=False).map(lambda chance: conditions(chance, findings))


def everybody(findings: Mapping[str, Answer]) -> list[Presentation]:
    """Every patient: each finding not asked, not sure, or any of its values."""
    choices = [[NOT_ASKED, None, *possible_values(answer)] for answer in findings.values()]
    ways = (zip(findings, way, strict=True) for way in product(*choices))
    return [Presentation({name: value for name, value in way if value is not NOT_ASKED}) for way in ways]


EVERYBODY = everybody(MOSTLY_YES_OR_NO)
ALL_OF_FEW = everybody(FEW)


@laws(100)
@given(cases(ALL_TYPES))
def test_condition_survives_being_written_down(case: Case) -> None:
    """Dumped to JSON text and built again, a condition is the same."""
    assert build_condition(json.loads(json.dumps(dump_condition(case[0])))) == case[0]


def kb_conditions(json_value: Any) -> Iterator[Any]:
    """The conditions of a record, wherever they stand."""
    for key in ("when", "unless", "then", "asked_when"):
        if key in json_value:
            yield json_value[key]
    if "scope" in json_value:
        yield from kb_conditions(json_value["scope"]["outside"])


def test_every_condition_of_the_knowledge_base_survives_being_built() -> None:
    """Built and dumped again, a condition of kb/ has the JSON that its author wrote."""
    compared = 0
    for record in surefoot.load().records.records:
        for written in kb_conditions(record.content):
            assert dump_condition(build_condition(written)) == written, record.file
            compared += 1
    assert compared > len(list(surefoot.load().records.of(Kind.RULE)))


@laws(100)
@given(cases(MOSTLY_YES_OR_NO))
def test_what_a_condition_denies_is_denied(case: Case) -> None:
    """Whoever meets a condition said "no" to each finding that it is said to deny."""
    condition, _, patterns = case
    for finding in denied_by(condition, patterns):
        for patient in EVERYBODY:
            if Evaluator(patterns, patient).truth(condition) is True:
                assert patient.value(finding) is False, (finding, patient)


def follows(case: Case, patient: Presentation) -> bool:
    """Whether one patient bears it out: the right is true where the left is, the left false where the right is."""
    left, right, patterns = case
    evaluator = Evaluator(patterns, patient)
    truths = (evaluator.truth(left), evaluator.truth(right))
    return (truths[0] is not True or truths[1] is True) and (truths[1] is not False or truths[0] is False)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_said_to_follow_follows(seed: int) -> None:
    """Where one condition is said to follow from another, no patient meets the other alone."""
    chance = Random(seed)
    claimed = 0
    for _ in range(700):
        case = conditions(chance, FEW)
        left, right, patterns = case
        if left != right and Entailment(patterns).holds(left, right):
            claimed += 1
            assert all(follows(case, patient) for patient in ALL_OF_FEW), (left, right, patterns)
    assert claimed > 300


@laws(100)
@given(cases(FEW))
def test_what_is_said_of_shrunk_conditions_follows(case: Case) -> None:
    """The same law, with the smallest condition that breaks it where one does."""
    left, right, patterns = case
    if Entailment(patterns).holds(left, right):
        assert all(follows(case, patient) for patient in ALL_OF_FEW)


@pytest.mark.parametrize("findings", [ALL_TYPES, MOSTLY_YES_OR_NO, FEW], ids=["all types", "mostly yes or no", "few"])
def test_what_follows_shows_its_traits(findings: Mapping[str, Answer]) -> None:
    """Where one condition is said to follow from another, the traits allow it, also for each part that must hold.

    They rule many others out: else they would be of no use.
    """
    chance = Random(5)
    found: Counter[tuple[bool, bool]] = Counter()
    for _ in range(2000):
        left, right, patterns = conditions(chance, findings)
        traits, entailment = Traits(patterns), Entailment(patterns)
        parts = right.parts if isinstance(right, All) else (right,)
        for part in (right, *parts):
            allowed = traits(part).may_follow_from(traits(left).example)
            holds = entailment.holds(left, part)
            found[holds, allowed] += 1
            assert allowed or not holds, (left, part, patterns)
    assert found[True, True] > 300
    assert found[False, False] > 200


def test_a_pattern_that_leads_back_to_itself_has_no_traits() -> None:
    """A circle of patterns, which is a fault, ends the search for traits."""
    patterns = {name: a_pattern(name, {"pattern": other}) for name, other in (("one", "two"), ("two", "one"))}
    assert Traits(patterns)(build_condition({"pattern": "one"})).certain == frozenset()


def test_denials_are_found() -> None:
    """The law of denials is not empty: many random conditions deny something."""
    chance = Random(3)
    found: Counter[int] = Counter()
    for _ in range(500):
        condition, _, patterns = conditions(chance, MOSTLY_YES_OR_NO)
        found[len(denied_by(condition, patterns))] += 1
    assert found[1] > 30
    assert sum(found[size] for size in found if size > 1) > 2
