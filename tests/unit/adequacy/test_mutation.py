"""What becomes of a mutant, compared with every patient there can be."""

import pytest

from adequacy_suites import small_suites
from builders import a_kb, a_pattern, a_rule
from surefoot.adequacy import Fate, Mutation, mutants_of, mutate
from surefoot.engine import decide, evaluator_for
from surefoot.model import KnowledgeBase, Presentation

pytest.importorskip("z3")


def _answer(kb: KnowledgeBase, patient: Presentation) -> object:
    decision = decide(kb, evaluator_for(kb, patient))
    fired = () if decision.outside else tuple(sorted(j.rule.id for j in decision.judgements if j.fires))
    return decision.urgency, fired, decision.at_least, decision.at_most


def _survivors_of_nobody() -> Mutation:
    kb = a_kb(
        rules=[a_rule("hot", "hospital", {"any": [{"finding": "fever"}, {"pattern": "sign"}]}, {"finding": "vaccine"})],
        patterns=[a_pattern("sign", {"finding": "cough"})],
    )
    return mutate(kb, [], 10)


def test_every_kind_of_mistake_is_made():
    """The whole record, its urgency, its exception and each part of its conditions get their mistakes."""
    kb = a_kb(
        rules=[
            a_rule("hot", "doctor", {"all": [{"finding": "fever"}, {"finding": "days", "above": 3}]}),
            a_rule(
                "odd", "hospital",
                {"at_least": 1, "of": [{"finding": "a"}, {"unsure": "b"}]},
                {"all": [{"pattern": "p"}, {"finding": "c"}]},
            ),
        ],
        patterns=[a_pattern("p", {"finding": "d"}), a_pattern("q", {"any": [{"finding": "d"}, {"finding": "e"}]})],
    )  # fmt: skip
    made = {(mutant.id, mutant.operator) for mutant in mutants_of(kb)}
    in_conditions = {"condition-negated", "part-dropped", "name-swapped"}
    of_all = {"rule-dropped", "urgency-changed", *in_conditions}
    assert {operator for name, operator in made if name == "hot"} == {
        *of_all, "all-or-any", "limit-moved", "limit-open-or-closed",
    }  # fmt: skip
    assert {operator for name, operator in made if name == "odd"} == {
        *of_all, "count-changed", "value-changed", "exception-dropped", "exception-widened",
    }  # fmt: skip
    assert {operator for name, operator in made if name == "q"} == {*in_conditions, "all-or-any"}
    assert {operator for name, operator in made if name == "test-kb"} >= {"default-changed", "condition-negated"}


def test_fates_are_those_that_every_patient_confirms():
    """A mutant is proved equivalent exactly when no patient at all gets another answer."""
    fates = set()
    for kb, scenarios, patients in small_suites(8):
        before = [_answer(kb, patient) for patient in patients]
        for trial in mutate(kb, scenarios, 10).trials:
            changed = trial.mutant.change.applied(kb)
            differs = any(_answer(changed, p) != was for p, was in zip(patients, before, strict=True))
            assert differs is (trial.fate is not Fate.EQUIVALENT), trial.mutant
            fates.add(trial.fate)
    assert fates == {Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT}


def test_a_survivor_has_a_vignette_that_kills_it():
    """On the engine, the vignette of a survivor gets another answer from the mutant."""
    mutation = _survivors_of_nobody()
    assert mutation.of(Fate.SURVIVED)
    for trial in mutation.of(Fate.SURVIVED):
        assert trial.vignette is not None
        patient = mutation.vignettes[trial.vignette].presentation
        assert _answer(mutation.kb, patient) != _answer(trial.mutant.change.applied(mutation.kb), patient)


def test_no_scenario_no_kill():
    """Without scenarios nothing is killed, and the score is 0."""
    mutation = _survivors_of_nobody()
    assert mutation.of(Fate.KILLED) == ()
    assert mutation.score == 0


def test_mutants_that_mean_the_same_count_once():
    """A number without fractions above 3 is one that is at least 4: moved or opened, the limit is the same mistake."""
    kb = a_kb(rules=[a_rule(when={"any": [{"finding": "fever"}, {"any": [{"finding": "cough"}]}]})])
    mutation = mutate(kb, [], 10)
    assert mutation.repeated > 0
    assert len(mutation.trials) + mutation.repeated == len(list(mutants_of(kb)))
