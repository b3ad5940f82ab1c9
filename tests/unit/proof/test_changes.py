"""What would change an answer, beside trying every change on the engine."""

from itertools import combinations, product
from random import Random

import pytest

from properties.random_cases import many_cases, possible_values
from surefoot.engine import triage
from surefoot.proof import what_would_change


def _by_force(kb, patient, answers, higher):
    """The fewest answers that have to be others, by trying all of them on the engine; None when nothing helps."""
    now = triage(kb, patient).urgency
    for count in range(1, len(answers) + 1):
        for names in combinations(sorted(answers), count):
            for values in product(
                *([v for v in possible_values(kb.findings[n].answer) if v != answers[n]] for n in names)
            ):
                changed = patient
                for name, value in zip(names, values, strict=True):
                    changed = changed.with_answer(name, value)
                level = triage(kb, changed).urgency
                if level is not None and (kb.rank(level) > kb.rank(now) if higher else kb.rank(level) < kb.rank(now)):
                    return count
    return None


@pytest.mark.parametrize("seed", range(8))
def test_the_fewest_answers_are_found(seed):
    """No change with fewer answers does it, and where none is found there is none."""
    for case in many_cases(seed, 20, 3):
        if triage(case.kb, case.patient).urgency is None:
            assert what_would_change(case.kb, case.patient) is None
            continue
        changes = what_would_change(case.kb, case.patient)
        for found, searched, higher in (
            (changes.higher, changes.searched_higher, True), (changes.lower, changes.searched_lower, False),
        ):  # fmt: skip
            fewest = _by_force(case.kb, case.patient, case.answers, higher)
            assert {len(change.answers) for change in found} <= {fewest}
            assert bool(found) is (fewest is not None)
            assert found or searched is None


def test_a_fixed_answer_is_never_changed(leg_kb):
    """An age is what it is."""
    assert leg_kb.findings["age"].fixed
    chance = Random(0)
    from surefoot.model import Presentation

    patient = Presentation({"age": 15, "leg-weakness": True, "leg-complaint": True})
    for _ in range(3):
        patient = patient.with_answer(chance.choice(sorted(leg_kb.findings)), None)
    changes = what_would_change(leg_kb, patient)
    assert not any("age" in change.answers for change in (*changes.higher, *changes.lower))
