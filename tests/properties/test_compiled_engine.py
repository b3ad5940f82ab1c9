"""The compiled engine answers what the specification answers, for a million patients: reasons, bounds and open
questions included.
"""

from random import Random

import pytest

from properties.random_cases import kb_from, possible_values, random_knowledge
from surefoot.engine import Fired
from surefoot.engine.compiled import Engine
from surefoot.engine.judged import judge_plainly
from surefoot.model import Presentation

PARTS = range(8)
SMALL, SMALL_EACH = 625, 200  # knowledge bases in each part, and patients of each: with the parts, a million
NOT_ASKED = object()


def assert_same(kb, engine, patient) -> None:
    """Both ways judge alike, and so does the way that says what fires alone."""
    plain = judge_plainly(kb, patient)
    assert engine.judge(patient) == plain, patient
    level = next((level for level in kb.levels if kb.rank(level) == plain.urgency), None)
    assert engine.fired(patient.answers) == Fired(level, tuple(kb.rules[n].id for n in plain.fired)), patient


@pytest.mark.parametrize("part", PARTS)
def test_on_small_knowledge_bases_of_every_form(part):
    """A million patients of 5,000 knowledge bases: not asked, not sure, every value, and some that do not fit."""
    chance = Random(part)
    for _ in range(SMALL):
        knowledge = random_knowledge(chance, 5)
        kb = kb_from(knowledge)
        engine = Engine(kb)
        options = [
            [(name, value) for value in (NOT_ASKED, NOT_ASKED, None, *possible_values(answer), 1, "else")]
            for name, answer in knowledge["findings"].items()
        ]
        for _ in range(SMALL_EACH):
            answers = dict(chance.choice(values) for values in options)
            assert_same(kb, engine, Presentation({f: v for f, v in answers.items() if v is not NOT_ASKED}))


@pytest.mark.parametrize("part", range(4))
def test_on_the_knowledge_base_of_this_project(part, leg_kb):
    """Patients who told little and patients who told nearly all, half of them near a rule."""
    chance = Random(part)
    engine = Engine(leg_kb)
    findings = {name: [None, *possible_values(f.answer)[:6]] for name, f in leg_kb.findings.items()}
    for _ in range(4_000):
        names = chance.sample([*findings], chance.choice((0, 4, 10, 25, 90, 150)))
        denial = chance.choice((0.0, 0.5, 0.95))
        answers = {name: chance.choice(findings[name]) for name in names}
        denied = {name: False for name in names if False in findings[name] and chance.random() < denial}
        assert_same(leg_kb, engine, Presentation(answers | denied))
