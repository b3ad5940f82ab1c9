"""What triage promises for every knowledge base and every patient (docs: what triage means, 2 to 7)."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import surefoot
from builders import YES_OR_NO, a_kb, a_presentation, a_rule, laws
from properties.random_cases import (
    Case,
    cases,
    kb_from,
    many_cases,
    possible_values,
    random_answers,
    random_case,
    random_condition,
)
from surefoot.engine import Decision, assessment_json, decide, evaluator_for, triage
from surefoot.model import KnowledgeBase, Presentation, Value

MOST_COMPLETIONS = 400


def decision_on(kb: KnowledgeBase, patient: Presentation) -> Decision:
    return decide(kb, evaluator_for(kb, patient))


def height(rank: int | None) -> int:
    """A rank, or less than all of them for "outside the scope"."""
    return -1 if rank is None else rank


def options(kb: KnowledgeBase, finding: str) -> list[Value | None]:
    """Every answer to a question, "not sure" included."""
    return [*possible_values(kb.findings[finding].answer), None]


def completions(kb: KnowledgeBase, patient: Presentation) -> Iterator[Presentation]:
    """The patient with every question answered that was not asked: all the ways, or a sample where they are many."""
    unasked = [finding for finding in kb.findings if finding not in patient]
    choices = [options(kb, finding) for finding in unasked]
    size = 1
    for choice in choices:
        size *= len(choice)
    if size <= MOST_COMPLETIONS:
        ways: Iterator[tuple[Value | None, ...]] = product(*choices)
    else:
        chance = Random(size)
        ways = (tuple(map(chance.choice, choices)) for _ in range(MOST_COMPLETIONS))
    for way in ways:
        yield Presentation({**patient.answers, **dict(zip(unasked, way, strict=True))})


@laws(40)
@given(cases())
def test_urgency_lies_between_its_bounds(case: Case) -> None:
    """In scope, at_least <= urgency <= at_most; outside there is neither urgency nor a lower bound."""
    decision = decision_on(case.kb, case.patient)
    if decision.outside:
        assert decision.urgency is decision.at_least is None
    else:
        assert decision.at_least <= decision.urgency <= decision.at_most


@laws(40)
@given(cases())
def test_bounds_only_tighten(case: Case) -> None:
    """A question that was not asked, answered with a value or with "not sure", never loosens a bound."""
    kb, patient = case.kb, case.patient
    before = decision_on(kb, patient)
    for finding in kb.findings:
        for answer in options(kb, finding) if finding not in patient else ():
            after = decision_on(kb, patient.with_answer(finding, answer))
            assert height(after.at_most) <= height(before.at_most), (finding, answer)
            if not after.outside:
                assert height(after.at_least) >= height(before.at_least), (finding, answer)


def test_leaving_the_scope_does_not_lift_the_upper_bound() -> None:
    """Home care that is certain stays the most that can come of it, also when an answer leads out of the scope."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"})], back_in={"finding": "leg-pain"})
    before = triage(kb, a_presentation(mild=True))
    after = triage(kb, a_presentation(mild=True, complaint=False))
    assert before.at_most == "home"
    assert after.at_most == "home"


@laws(40)
@given(cases(most_findings=5))
def test_completions_stay_within_the_bounds(case: Case) -> None:
    """However the questions not asked are answered, the urgency lies within the bounds, or it is outside the scope."""
    kb, patient = case.kb, case.patient
    before = decision_on(kb, patient)
    for completion in completions(kb, patient):
        after = decision_on(kb, completion)
        assert height(after.urgency) <= height(before.at_most), completion
        assert after.outside or height(before.at_least) <= height(after.urgency), completion


@laws(40)
@given(cases(most_findings=5))
def test_settled_means_that_nothing_raises_the_urgency(case: Case) -> None:
    """When a decision is settled, no answers to the questions not asked raise the urgency."""
    kb, patient = case.kb, case.patient
    before = decision_on(kb, patient)
    if before.settled:
        for completion in completions(kb, patient):
            assert height(decision_on(kb, completion).urgency) <= height(before.urgency), completion


@laws(40)
@given(cases(most_findings=5))
def test_everything_asked_and_answered_is_settled(case: Case) -> None:
    """With a value for every finding the bounds meet, and nothing is open."""
    kb, patient = case.kb, case.patient
    for completion in islice(completions(kb, patient), 20):
        if None not in completion.answers.values():
            assessment = triage(kb, completion)
            assert assessment.settled
            assert assessment.at_most == assessment.urgency == assessment.at_least
            assert assessment.open_questions == ()


@laws(40)
@given(cases(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case: Case, chance: Random) -> None:
    """The assessment is the same to the letter in whatever order the answers come and the files are read."""

    def shuffled(things: list[Any]) -> list[Any]:
        return chance.sample(things, len(things))

    first = triage(case.kb, case.patient)
    second = triage(kb_from(case.knowledge, shuffled), Presentation(dict(shuffled(list(case.answers.items())))))
    assert second == first
    assert json.dumps(assessment_json(second)) == json.dumps(assessment_json(first))


FLAG = "flag"


def with_a_flag(known: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """The knowledge with one more finding, which only ever counts for a rule at or above the default."""
    ranks = {level: rank for rank, level in enumerate(known["levels"])}
    at_or_above = [level for level in known["levels"] if ranks[level] >= ranks[known["default"]]]

    def other() -> Any:
        return random_condition(chance, known["findings"], list(known["patterns"]), 1)

    seen = chance.choice(({"finding": FLAG}, {"finding": FLAG, "is": True}, {"answered": FLAG}, {"pattern": "flagged"}))
    forms = (
        lambda when: {"any": [when, seen]},
        lambda when: {"all": [seen, other()]},
        lambda when: {"any": [when, {"all": [other(), seen]}]},
        lambda when: {"at_least": 2, "of": [when, other(), seen]},
    )
    rules = [
        {**rule, "when": chance.choice(forms)(rule["when"])}
        if rule["urgency"] in at_or_above and chance.randint(0, 1)
        else rule
        for rule in known["rules"]
    ]
    rules.append({"id": "flag", "urgency": chance.choice(at_or_above), "when": chance.choice(forms)(other())})
    patterns = {**known["patterns"], "flagged": {"any": [{"finding": FLAG}, other()]}}
    return {**known, "findings": {**known["findings"], FLAG: YES_OR_NO}, "patterns": patterns, "rules": rules}


@laws(40)
@given(cases(), st.randoms(use_true_random=False), st.sampled_from([{}, {FLAG: None}, {FLAG: False}]))
def test_one_more_sign_never_lowers_the_urgency(case: Case, chance: Random, said: Mapping[str, Any]) -> None:
    """A yes, to a finding that counts only for rules at or above the default and never denied, lowers nothing."""
    kb = kb_from(with_a_flag(case.knowledge, chance))
    without = decision_on(kb, Presentation({**case.answers, **said}))
    with_it = decision_on(kb, Presentation({**case.answers, FLAG: True}))
    assert height(with_it.urgency) >= height(without.urgency)


def test_one_more_sign_can_raise_the_urgency() -> None:
    """The law above is not empty: the sign it adds decides the urgency of many patients."""
    chance = Random(7)
    raised = 0
    for _ in range(300):
        case = random_case(chance)
        kb = kb_from(with_a_flag(case.knowledge, chance))
        without = decision_on(kb, case.patient)
        raised += height(decision_on(kb, case.patient.with_answer(FLAG, True)).urgency) > height(without.urgency)
    assert raised > 20


@laws(40)
@given(cases())
def test_triage_is_total(case: Case) -> None:
    """Every patient gets an assessment, whose urgency is missing exactly outside the scope."""
    kb, patient = case.kb, case.patient
    assessment = triage(kb, patient)
    assert (assessment.urgency is None) is not assessment.in_scope
    assert assessment.urgency in (None, *kb.levels)


@pytest.mark.parametrize(
    ("law", "count"),
    [
        (test_urgency_lies_between_its_bounds, 2_000),
        (test_bounds_only_tighten, 1_000),
        (test_completions_stay_within_the_bounds, 150),
        (test_settled_means_that_nothing_raises_the_urgency, 200),
        (test_everything_asked_and_answered_is_settled, 300),
        (test_triage_is_total, 1_000),
    ],
)
def test_laws_hold_for_many_more(law: Callable[[Case], None], count: int) -> None:
    """The laws of one patient hold for many more of them."""
    for case in many_cases(count, count):
        law.hypothesis.inner_test(case)


@pytest.fixture(scope="module")
def real_kb() -> KnowledgeBase:
    return surefoot.load()


@pytest.mark.parametrize("share", [0.05, 0.5, 1.0])
def test_triage_of_the_real_knowledge_base_is_total(real_kb: KnowledgeBase, share: float) -> None:
    """Any mix of answers, likely or not, gets an assessment within its bounds from the real knowledge base."""
    chance = Random(share)
    ranks = {None: -1} | {level: real_kb.rank(level) for level in real_kb.levels}
    for _ in range(40):
        asked = {name: f.answer for name, f in real_kb.findings.items() if chance.random() < share}
        answers = random_answers(chance, {name: answer for name, answer in asked.items() if answer.type != "number"})
        answers |= {n: int(a.minimum) for n, a in asked.items() if a.type == "number"}
        assessment = triage(real_kb, Presentation(answers))
        assert ranks[assessment.at_least] <= ranks[assessment.urgency]
        assert assessment.urgency is None or ranks[assessment.urgency] <= ranks[assessment.at_most]
