"""Which patients move between two versions."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_finding, a_kb, a_pattern, a_presentation, a_rule, laws
from properties.random_cases import cases, kb_from, random_knowledge
from surefoot.engine import decide, evaluator_for
from surefoot.model import Expectation, Kind, RecordSet, Scenario
from surefoot.versions import Direction, Version
from surefoot.versions import moves as moving
from surefoot.versions.affected import affected_between, same_for
from surefoot.versions.moves import moves_between

_FEVER = {"finding": "fever"}


def a_scenario(id: str, answers: dict, urgency: str | None = "hospital") -> Scenario:
    expect = Expectation(urgency, (), (), None, {})
    return Scenario(id, f"scenarios/{id}.json", f"I am {id}.", a_presentation(answers), expect, ())


def a_version(kb, *scenarios: Scenario) -> Version:
    known = {scenario.id: scenario for scenario in scenarios}
    records = RecordSet((), {Kind.SCENARIO: frozenset(known)}, known.get)
    records.__dict__["scenarios"] = known
    return Version("test", kb, records, ())


def moves_of(old, new, *scenarios, changed=()):
    return moves_between(a_version(old, *scenarios), a_version(new, *scenarios), changed)


def test_a_patient_whose_urgency_falls_comes_first():
    """Lowered urgencies come before raised ones, the deepest fall first, and each names its rules."""
    hot, cold = a_scenario("hot", {"fever": True}), a_scenario("cold", {"chill": True})
    faint = a_scenario("faint", {"fainting": True})
    old = a_kb(
        rules=[a_rule("r-fever", "hospital"), a_rule("r-faint", "hospital", {"finding": "fainting"})],
        findings=[a_finding("chill")],
    )
    new = a_kb(
        rules=[
            a_rule("r-fever", "home"),
            a_rule("r-chill", "hospital", {"finding": "chill"}),
            a_rule("r-other", "hospital", {"finding": "other"}),
        ],
        findings=[a_finding("fainting")],
    )
    found = moves_of(old, new, cold, faint, hot, changed={(Kind.RULE, "r-fever"), (Kind.PATTERN, "unused")})
    told = [(m.scenario.id, m.before, m.after, m.direction, m.lost, m.gained) for m in found.moves]
    assert told == [
        ("hot", "hospital", "home", Direction.LOWERED, ("r-fever",), ("r-fever",)),
        ("faint", "hospital", "doctor", Direction.LOWERED, ("r-faint",), ()),
        ("cold", "doctor", "hospital", Direction.RAISED, (), ("r-chill",)),
    ]
    assert found.moves[0].because_of == ((Kind.RULE, "r-fever"),)
    assert found.patients == 3


def test_a_change_in_a_pattern_is_named_as_the_cause():
    """A rule that is the same and fires no longer points to the pattern, at any depth, that changed."""
    rule = a_rule("r", "hospital", {"pattern": "outer"})
    outer = a_pattern("outer", {"pattern": "inner"})
    old = a_kb(rules=[rule], patterns=[outer, a_pattern("inner", _FEVER)])
    new = a_kb(rules=[rule], patterns=[outer, a_pattern("inner", {"finding": "cough"})])
    (move,) = moves_of(old, new, a_scenario("hot", {"fever": True}), changed={(Kind.PATTERN, "inner")}).moves
    assert move.lost == ("r",)
    assert move.because_of == ((Kind.PATTERN, "inner"),)


def test_leaving_the_scope_is_a_fall():
    """A patient who is out of scope in the new version has lost care, and kb.json is the cause."""
    old, new = a_kb(), a_kb(outside={"finding": "far-away"})
    (move,) = moves_of(old, new, a_scenario("far", {"far-away": True}), changed={(Kind.KB, "test-kb")}).moves
    assert (move.before, move.after, move.direction) == ("doctor", None, Direction.LOWERED)
    assert move.because_of == ((Kind.KB, "test-kb"),)


def test_levels_that_cannot_be_compared():
    """A move between levels of which neither version knows both has no direction."""
    old = a_kb(rules=[a_rule("r", "hospital")])
    new = a_kb(levels=("green", "doctor", "red"), rules=[a_rule("r", "red")])
    (move,) = moves_of(old, new, a_scenario("hot", {"fever": True})).moves
    assert move.direction is Direction.MOVED


def test_the_same_urgency_for_another_reason_is_no_move():
    """A scenario whose rules or bounds change, but not its urgency, is only named."""
    old = a_kb(rules=[a_rule("one", "hospital")])
    new = a_kb(rules=[a_rule("two", "hospital")])
    found = moves_of(old, new, a_scenario("hot", {"fever": True}))
    assert found.moves == ()
    assert found.shifted == ("hot",)


def test_a_patient_who_was_changed_is_two_patients():
    """A scenario whose answers differ is triaged with the answers of each version."""
    old = a_version(a_kb(rules=[a_rule()]), a_scenario("x", {"fever": True}), a_scenario("gone", {"fever": True}))
    new = a_version(a_kb(rules=[a_rule(urgency="home")]), a_scenario("x", {"fever": False}))
    found = moves_between(old, new, set())
    assert found.patients == 3
    assert sorted(move.scenario.id for move in found.moves) == ["gone", "x"]


@laws(100)
@given(cases(most_findings=4), st.randoms(use_true_random=False))
def test_the_short_way_leads_to_the_same_place(case, chance):
    """Where no affected rule is judged differently, the whole decision is the same; and nothing else is skipped."""
    other = _edited(case.knowledge, chance)
    old, new = case.kb, kb_from(other)
    if same_for(case.patient, affected_between(old, new), old, new):
        was = decide(old, evaluator_for(old, case.patient))
        now = decide(new, evaluator_for(new, case.patient))
        assert (was.outside, was.urgency, was.at_least, was.at_most) == (
            now.outside,
            now.urgency,
            now.at_least,
            now.at_most,
        )
        assert {j.rule.id for j in was.judgements if j.fires} == {j.rule.id for j in now.judgements if j.fires}


@pytest.mark.parametrize("seed", range(15))
def test_moves_do_not_depend_on_the_short_way(seed, monkeypatch):
    """With and without the short way the same patients move, for the same reasons."""
    chance = Random(seed)
    known = random_knowledge(chance, 4)
    old, new = kb_from(known), kb_from(_edited(known, chance))
    answers = [{name: chance.choice((True, False, None)) for name in known["findings"]} for _ in range(20)]
    patients = [a_scenario(f"p{i}", given_) for i, given_ in enumerate(answers)]
    short = moves_of(old, new, *patients)
    monkeypatch.setattr(moving, "same_for", lambda *_: False)
    assert moves_of(old, new, *patients) == short


def _edited(known, chance):
    """The same knowledge, with a few rules, patterns and levels of another random one in their places."""
    other = random_knowledge(chance, 4)
    rules = [
        {**rule, "unless": chance.choice((rule["when"], {"not": rule["when"]}))} if not chance.randint(0, 3) else rule
        for rule in known["rules"]
        if chance.randint(0, 5)
    ]
    patterns = {name: {"not": when} if not chance.randint(0, 3) else when for name, when in known["patterns"].items()}
    default = known["default"] if chance.randint(0, 5) else chance.choice(known["levels"])
    outside = known["outside"] if chance.randint(0, 5) else {"when": {"not": known["outside"]["when"]}}
    assert other["levels"]
    return {**known, "rules": rules or known["rules"], "patterns": patterns, "default": default, "outside": outside}
