"""The translation for the solver says of every patient what the engine says."""

from pathlib import Path
from random import Random

import pytest

from builders import a_kb, a_presentation, a_rule
from properties.random_cases import kb_from, random_answers, random_knowledge
from random_patients import random_patient
from surefoot.engine import decide, evaluator_for
from surefoot.model import Presentation
from surefoot.proof.solver import Solver
from surefoot.proof.translation import Translation
from surefoot.proof.witness import decoded
from surefoot.validation import open_knowledge_base

pytest.importorskip("z3")
ROOT = Path(__file__).parents[3]


def differences(world: Translation, patients: list[Presentation]) -> list[Presentation]:
    """The patients of whom engine and translation say different things."""
    outcome, kb = world.outcome, world.kb
    inputs: dict[int, int] = {}
    for number, patient in enumerate(patients):
        for variable in world.patient.encoded(patient):
            inputs[variable] = inputs.get(variable, 0) | 1 << number
    maps = (outcome.urgency, outcome.at_least, outcome.at_most)
    literals = [*outcome.fires.values(), outcome.outside, *(x for one in maps for x in one.values())]
    values = world.circuit.values(inputs, len(patients), literals)
    found = []
    for number, patient in enumerate(patients):
        decision = decide(kb, evaluator_for(kb, patient))
        ranks = [max((r for r, literal in one.items() if values[literal] >> number & 1), default=None) for one in maps]
        fired = {rule for rule, literal in outcome.fires.items() if values[literal] >> number & 1}
        said = ({j.rule.id for j in decision.judgements if j.fires}, decision.outside)
        said += ([decision.urgency, decision.at_least, decision.at_most],)
        if said != (fired, bool(values[outcome.outside] >> number & 1), ranks):
            found.append(patient)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_engine_and_translation_agree_on_the_knowledge_base(seed):
    """Urgency, bounds, scope and the rules that fire are the same for 20,000 patients."""
    kb = open_knowledge_base(ROOT / "kb")
    chance = Random(seed)
    assert differences(Translation(kb), [random_patient(chance, kb) for _ in range(5000)]) == []


def test_engine_and_translation_agree_on_random_knowledge():
    """The same holds for 200 small random knowledge bases of every form, with 50 patients each."""
    for seed in range(200):
        known = random_knowledge(Random(seed))
        patients = [Presentation(random_answers(Random(1000 * seed + i), known["findings"])) for i in range(50)]
        assert differences(Translation(kb_from(known)), patients) == [], seed


def test_the_solver_and_the_circuit_agree():
    """What the solver says of a patient whose answers are fixed is what the circuit computes."""
    for seed in range(40):
        known = random_knowledge(Random(seed))
        world = Translation(kb_from(known))
        solver = Solver(world.circuit, 10_000)
        solver.require(world.patient.well_formed)
        patient = Presentation(random_answers(Random(seed), known["findings"]))
        given = world.patient.encoded(patient)
        everything = [variable for slot in world.patient.slots.values() for variable in slot.variables]
        fixed = [variable if variable in given else -variable for variable in everything]
        wanted = [*world.outcome.fires.values(), *world.outcome.urgency.values(), *world.outcome.at_most.values()]
        values = world.circuit.values(dict.fromkeys(given, 1), 1, wanted)
        for literal in wanted:
            assert solver.possible(*fixed, literal) is bool(values[literal])
            assert solver.possible(*fixed, -literal) is not bool(values[literal])


def test_a_model_is_a_patient():
    """What the solver finds is read back as the presentation that it stands for."""
    world = Translation(a_kb(rules=[a_rule(when={"all": [{"finding": "fever"}, {"unsure": "cough"}]})]))
    solver = Solver(world.circuit, 10_000)
    solver.require(world.realistic)
    found = solver.find(world.outcome.fires["fever-is-an-emergency"], -world.patient.asked("complaint"))
    assert found is not None
    assert decoded(world.patient, found) == a_presentation(fever=True, cough=None)
