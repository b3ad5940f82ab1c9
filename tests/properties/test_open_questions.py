"""What the open questions promise: nothing that could raise the urgency is left out."""

from collections.abc import Callable
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import given

from builders import a_kb, a_presentation, a_rule, laws
from properties.random_cases import Case, cases, kb_from, many_cases, possible_values, random_knowledge
from surefoot.engine import decide, evaluator_for, triage
from surefoot.model import Answered, KnowledgeBase, Presentation, Unsure, Value, subconditions

MOST_WAYS = 700


def every_way_can_be_tried(case: Case) -> bool:
    """Whether the open questions are few."""
    return prod(2 + len(values) for values in open_answers(case.kb, case.patient).values()) <= MOST_WAYS


def open_answers(kb: KnowledgeBase, patient: Presentation) -> dict[str, list[Value | None]]:
    """What can still be said: of findings not asked, and of those "not sure" where no condition looks at that.

    Where one does, a value in the place of "not sure" is a revision, and no law holds.
    """
    outside = kb.manifest.outside
    conditions = [outside.when, *(pattern.when for pattern in kb.patterns.values()), *(rule.when for rule in kb.rules)]
    conditions += [thing.unless for thing in (outside, *kb.rules) if thing.unless is not None]
    parts = [part for condition in conditions for _, part in subconditions(condition)]
    revisions = any(isinstance(part, Unsure | Answered) for part in parts)
    answers: dict[str, list[Value | None]] = {}
    for name, finding in kb.findings.items():
        if name not in patient:
            answers[name] = [*possible_values(finding.answer), None]
        elif patient.value(name) is None and not revisions:
            answers[name] = list(possible_values(finding.answer))
    return answers


def rank_of(kb: KnowledgeBase, patient: Presentation) -> int:
    decision = decide(kb, evaluator_for(kb, patient))
    return -1 if decision.urgency is None else decision.urgency


def needed_answers(kb: KnowledgeBase, patient: Presentation) -> dict[str, int]:
    """The findings in a smallest set of answers that raises the urgency, each with the highest rank so reached."""
    choices = [[(), *((name, v) for v in values)] for name, values in open_answers(kb, patient).items()]
    ways = sorted((tuple(filter(None, way)) for way in product(*choices)), key=len)
    reached: dict[tuple[tuple[str, Value | None], ...], int] = {}
    needed: dict[str, int] = {}
    for way in ways:
        rank = rank_of(kb, Presentation({**patient.answers, **dict(way)}))
        before = max((reached[way[:i] + way[i + 1 :]] for i in range(len(way))), default=rank)
        reached[way] = max(rank, before)
        if rank > before:
            for name, _ in way:
                needed[name] = max(rank, needed.get(name, rank))
    return needed


@laws(50)
@given(cases(most_findings=5).filter(every_way_can_be_tried))
def test_no_question_that_could_raise_the_urgency_is_left_out(case: Case) -> None:
    """Every finding that is needed to raise the urgency, alone or with others, is listed with at least that level."""
    kb, patient = case.kb, case.patient
    listed = {q.finding: kb.rank(q.could_raise_to) for q in triage(kb, patient).open_questions}
    for name, rank in needed_answers(kb, patient).items():
        assert name in listed, (name, rank)
        assert listed[name] >= rank, (name, rank)


def test_question_that_counts_once_back_in_scope() -> None:
    """Outside the scope, a question that raises the urgency only together with the one that leads back is listed."""
    kb = a_kb(
        rules=[a_rule("mild", "home", {"finding": "mild"}), a_rule("long", "doctor", {"finding": "long"})],
        back_in={"finding": "leg-pain"},
    )
    patient = a_presentation(complaint=False, mild=True)
    assert needed_answers(kb, patient) == {"leg-pain": 1, "long": 1}
    assert {q.finding for q in triage(kb, patient).open_questions} == {"leg-pain", "long"}


def test_question_that_keeps_an_answer_in_scope() -> None:
    """In scope, a question without which an answer that raises the urgency leads out of the scope is listed."""
    kb = a_kb(
        rules=[
            a_rule("mild", "home", {"finding": "mild"}),
            a_rule("denied", "doctor", {"finding": "complaint", "is": False}),
        ],
        back_in={"finding": "leg-pain"},
    )
    patient = a_presentation(mild=True)
    assert needed_answers(kb, patient) == {"complaint": 1, "leg-pain": 1}
    assert {q.finding for q in triage(kb, patient).open_questions} == {"complaint", "leg-pain"}


def test_nothing_is_open_where_nothing_leads_back_in() -> None:
    """Outside the scope for good, only rules above the default are worth a question."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"}), a_rule("sore", "doctor", {"finding": "sore"})])
    assessment = triage(kb, a_presentation(complaint=False, mild=True))
    assert assessment.settled
    assert assessment.open_questions == ()


def test_nothing_is_open_where_leaving_the_scope_changes_nothing() -> None:
    """In scope, the question that would lead back into it is not worth asking where nothing can raise the urgency."""
    kb = a_kb(rules=[a_rule("mild", "home", {"finding": "mild"})], back_in={"finding": "leg-pain"})
    assessment = triage(kb, a_presentation(mild=True))
    assert assessment.settled
    assert assessment.open_questions == ()


def test_question_that_counts_when_coming_back_means_home_care() -> None:
    """Outside the scope, a rule at the default is worth a question where the way back in may lead to home care."""
    kb = a_kb(
        rules=[a_rule("mild", "home", {"finding": "leg-pain"}), a_rule("long", "doctor", {"finding": "long"})],
        back_in={"finding": "leg-pain"},
    )
    patient = a_presentation(complaint=False)
    assert needed_answers(kb, patient) == {"leg-pain": 1, "long": 1}
    assert {q.finding for q in triage(kb, patient).open_questions} == {"leg-pain", "long"}


def test_questions_that_could_raise_the_urgency_exist() -> None:
    """The law above is not empty: many random patients have answers that raise the urgency."""
    chance = Random(11)
    patients_with_some = 0
    for _ in range(60):
        known = random_knowledge(chance, 3)
        kb = kb_from(known)
        patients_with_some += bool(needed_answers(kb, Presentation({})))
    assert patients_with_some > 20


@laws(50)
@given(cases())
def test_open_questions_are_open(case: Case) -> None:
    """No listed question has a value; each is listed once, the worst first, and could raise the urgency."""
    kb, patient = case.kb, case.patient
    assessment = triage(kb, patient)
    names = [question.finding for question in assessment.open_questions]
    ranks = [kb.rank(question.could_raise_to) for question in assessment.open_questions]
    assert all(patient.value(name) is None for name in names)
    assert len(set(names)) == len(names)
    assert ranks == sorted(ranks, reverse=True)
    assert all(rank > rank_of(kb, patient) for rank in ranks)


@laws(50)
@given(cases())
def test_settled_is_having_no_open_question(case: Case) -> None:
    """A decision is settled exactly when no open question could raise it, and at_most is the worst of them."""
    kb, patient = case.kb, case.patient
    assessment = triage(kb, patient)
    assert assessment.settled is (assessment.open_questions == ())
    if assessment.open_questions:
        assert assessment.at_most == assessment.open_questions[0].could_raise_to


@pytest.mark.parametrize(
    ("law", "count"),
    [
        (test_no_question_that_could_raise_the_urgency_is_left_out, 150),
        (test_open_questions_are_open, 2_000),
        (test_settled_is_having_no_open_question, 2_000),
    ],
)
def test_laws_hold_for_many_more(law: Callable[[Case], None], count: int) -> None:
    """The laws of open questions hold for many more patients."""
    for case in many_cases(count, count):
        if count > 150 or every_way_can_be_tried(case):
            law.hypothesis.inner_test(case)
