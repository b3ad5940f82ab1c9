"""Knowledge bases made to mislead the proofs: each hides one fault, or looks faulty and is not."""

from pathlib import Path
from typing import Any

import pytest

from builders import a_finding, a_kb, a_number, a_pattern, a_rule, several_of
from surefoot.model import Kind, KnowledgeBase
from surefoot.proof import Verdict, prove
from surefoot.validation import open_knowledge_base
from variants import Changes, content_of, variant

pytest.importorskip("z3")
ROOT = Path(__file__).parents[3]
ALIKE = [{"finding": "fever"}, {"finding": "cough"}]


def refuted(kb: KnowledgeBase, slug: str) -> dict[str, tuple[str, ...]]:
    """The ids that a code is about, with the records that explain it."""
    return {one.id: one.others for one in prove(kb).of(Verdict.REFUTED) if one.slug == slug}


def with_rules(*rules: Any, **more: Any) -> KnowledgeBase:
    return a_kb(rules=rules, **more)


def test_twins_cover_each_other():
    """Each of two equal rules is unneeded, and names the other."""
    found = refuted(with_rules(a_rule("one"), a_rule("two")), "unneeded-rule")
    assert found == {"one": ("two",), "two": ("one",)}


def test_covered_only_by_two_together():
    """Neither of two rules covers a third one; both together do, and both are named."""
    whole = a_rule("whole", when={"all": [{"finding": "rash"}, {"any": ALIKE}]})
    halves = [a_rule(f"half-{i}", when={"all": [{"finding": "rash"}, part]}) for i, part in enumerate(ALIKE)]
    found = refuted(with_rules(whole, *halves, a_rule("idle", when={"finding": "itch"})), "unneeded-rule")
    assert found["whole"] == ("half-0", "half-1")


def test_covered_by_a_higher_urgency_only_where_nobody_is_unsure():
    """A rule for "yes" and one for "no" do not cover one that fires for "not sure"."""
    yes, no = a_rule("yes"), a_rule("no", when={"finding": "fever", "is": False})
    unsure = a_rule("unsure", "doctor", when={"unsure": "fever"})
    assert "unsure" not in refuted(with_rules(yes, no, unsure), "unneeded-rule")
    either = a_rule("either", "doctor", when={"answered": "fever"})
    assert refuted(with_rules(yes, no, either), "unneeded-rule")["either"] == ("no", "yes")


def test_an_exception_that_always_holds():
    """A rule whose exception follows from its condition through a pattern cannot fire."""
    evil = a_rule("evil", when={"all": ALIKE}, unless={"pattern": "any-of-it"})
    assert "evil" in refuted(with_rules(evil, patterns=[a_pattern("any-of-it", {"any": ALIKE})]), "unreachable-rule")


@pytest.mark.parametrize(("whole", "reachable"), [(True, False), (False, True)])
def test_a_gap_between_two_whole_numbers(whole, reachable):
    """Between 5 and 6 there is a number only where fractions count."""
    between = {"all": [{"finding": "days", "above": 5}, {"finding": "days", "below": 6}]}
    kb = with_rules(a_rule("between", when=between), findings=[a_finding("days", a_number(whole=whole))])
    assert ("between" not in refuted(kb, "unreachable-rule")) is reachable


def test_a_limit_on_the_edge_of_what_can_be_said():
    """Nobody is above the highest number; somebody is on it."""
    days = [a_finding("days", a_number(0, 10))]
    rules = [
        a_rule("above", when={"finding": "days", "above": 10}),
        a_rule("on", when={"finding": "days", "at_least": 10}),
    ]
    assert set(refuted(with_rules(*rules, findings=days), "unreachable-rule")) == {"above"}


def test_not_sure_is_no_value():
    """Nobody is not sure and has a value; "no value" holds for who is not sure, and not for who was not asked."""
    both = a_rule("both", when={"all": [{"unsure": "fever"}, {"answered": "fever"}]})
    none = a_rule("none", when={"not": {"answered": "fever"}})
    kb = with_rules(both, none)
    assert set(refuted(kb, "unreachable-rule")) == {"both"}
    twin = a_rule("twin", "doctor", when={"unsure": "fever"})
    assert "twin" in refuted(with_rules(none, twin), "unneeded-rule")


def test_several_values_do_not_exclude_each_other():
    """A person can have both; with one of several, nobody can."""
    where = {"all": [{"finding": "where", "has": "left"}, {"finding": "where", "has": "right"}]}
    kb = with_rules(a_rule("both", when=where), findings=[a_finding("where", several_of("left", "right"))])
    assert refuted(kb, "unreachable-rule") == {}


def test_a_part_that_matters_only_for_the_unsure():
    """ "a or not a" is not always true: it is unknown for who is not sure, and so the part is not dead."""
    tautology = {"any": [{"finding": "fever"}, {"finding": "fever", "is": False}]}
    kb = with_rules(a_rule("careful", when={"all": [{"finding": "cough"}, tautology]}))
    assert refuted(kb, "dead-part") == {}


def test_counting_with_a_part_that_cannot_hold():
    """Two of three, of which one can never hold: that one is dead, and no other."""
    never = {"all": [{"finding": "cough"}, {"finding": "cough", "is": False}]}
    kb = with_rules(a_rule("count", when={"at_least": 2, "of": [*ALIKE, never]}))
    pointers = {one.pointer for one in prove(kb).of(Verdict.REFUTED) if one.slug == "dead-part"}
    assert "/when/of/2" in pointers
    assert not pointers & {"/when/of/0", "/when/of/1"}


@pytest.fixture(scope="module")
def throat() -> KnowledgeBase:
    return open_knowledge_base(ROOT / "tests" / "second_kb" / "kb")


def constraints(kb: KnowledgeBase, **pairs: tuple[Any, Any]) -> Changes:
    some = content_of(kb, Kind.CONSTRAINT, "calm-throat-has-no-days")
    return {(Kind.CONSTRAINT, name): {**some, "id": name, "when": w, "then": t} for name, (w, t) in pairs.items()}


def test_constraints_that_contradict_each_other_in_a_ring(throat):
    """Of three constraints that no fever survives, the first one cannot be satisfied, and the others are named."""
    fever, weak, drooling = ({"finding": name} for name in ("fever", "weak-defenses", "drooling"))
    ring = constraints(throat, a=(fever, weak), b=(weak, drooling), c=(drooling, {"finding": "fever", "is": False}))
    found = refuted(variant(throat, ring), "contradictory-constraint")
    assert found == {"a": ("a", "b", "c")}


def test_a_constraint_that_contradicts_itself(throat):
    """Whoever satisfies it violates it."""
    evil = constraints(throat, evil=({"finding": "fever"}, {"finding": "fever", "is": False}))
    kb = variant(throat, evil)
    assert "evil" in refuted(kb, "contradictory-constraint")
    assert "fever-with-weak-defenses" in refuted(kb, "unreachable-rule")


def test_a_constraint_that_says_what_others_say(throat):
    """One that asks for less than another excludes nobody; one that follows through a third does, by silence."""
    fever, weak, drooling = ({"finding": name} for name in ("fever", "weak-defenses", "drooling"))
    chain = constraints(throat, a=(fever, weak), b=(weak, drooling), c=(fever, drooling))
    assert refuted(variant(throat, chain), "vacuous-constraint") == {}
    wider = constraints(throat, a=(fever, {"all": [weak, drooling]}), b=(fever, weak))
    assert refuted(variant(throat, wider), "vacuous-constraint") == {"b": ("a",)}
