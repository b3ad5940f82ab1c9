"""Coverage: what a half of a leaf demands, compared with every patient there can be."""

from collections.abc import Iterator

import pytest

from adequacy_suites import small_suites
from builders import a_kb, a_rule
from surefoot.adequacy import Aspect, Coverage, Half, Leaf, Reached, cover
from surefoot.adequacy.coverage import HELD
from surefoot.adequacy.places import spots
from surefoot.engine import decide, evaluator_for
from surefoot.model import Condition, Kind, KnowledgeBase, Presentation

pytest.importorskip("z3")


def _held(kb: KnowledgeBase, leaf: Leaf, truth: bool) -> KnowledgeBase:
    """The knowledge base in which a leaf is always true, or never: written here once more, record by record."""

    def put(condition: Condition | None, pointer: str) -> Condition | None:
        if condition is None:
            return None
        found = [spot for spot in spots(condition, pointer) if spot.pointer == leaf.pointer]
        return found[0].put(HELD[truth]) if found else condition

    if leaf.kind is Kind.RULE:
        rules = (
            rule._replace(when=put(rule.when, "/when"), unless=put(rule.unless, "/unless"))
            if rule.id == leaf.id
            else rule
            for rule in kb.rules
        )
        return kb.replaced(rules=tuple(rules))
    if leaf.kind is Kind.PATTERN:
        pattern = kb.patterns[leaf.id]
        return kb.replaced(patterns={**kb.patterns, leaf.id: pattern._replace(when=put(pattern.when, "/when"))})
    outside = kb.manifest.outside
    when, unless = put(outside.when, "/scope/outside/when"), put(outside.unless, "/scope/outside/unless")
    return kb.replaced(manifest=kb.manifest._replace(outside=outside._replace(when=when, unless=unless)))


def _answer(kb: KnowledgeBase, patient: Presentation, by: Aspect) -> object:
    decision = decide(kb, evaluator_for(kb, patient))
    if by is Aspect.URGENCY:
        return decision.urgency
    return decision.outside or frozenset(j.rule.id for j in decision.judgements if j.fires)


def _differ(kb: KnowledgeBase, held: KnowledgeBase, patient: Presentation, by: Aspect) -> bool:
    return _answer(kb, patient, by) != _answer(held, patient, by)


def _halves(coverage: Coverage) -> Iterator[tuple[Leaf, bool, Half]]:
    for leaf in coverage.leaves:
        yield leaf, True, leaf.true
        yield leaf, False, leaf.false


def test_halves_are_what_every_patient_confirms():
    """Infeasible means that holding the leaf changes nobody's answer; covered and missing, that it does somebody's."""
    stood = set()
    for kb, scenarios, patients in small_suites(12):
        for leaf, truth, half in _halves(cover(kb, scenarios, 10)):
            held = _held(kb, leaf, not truth)
            feasible = any(_differ(kb, held, patient, leaf.by) for patient in patients)
            assert feasible is (half.reached is not Reached.INFEASIBLE), leaf
            noticing = {s.id for s in scenarios if _differ(kb, held, s.presentation, leaf.by)}
            if leaf.by is Aspect.URGENCY:
                assert set(half.scenarios) == noticing
            else:
                assert set(half.scenarios) <= noticing
            stood.add((leaf.by, half.reached))
    assert {reached for _, reached in stood} == {Reached.COVERED, Reached.MISSING, Reached.INFEASIBLE}
    assert (Aspect.REASONS, Reached.COVERED) in stood


def test_a_missing_half_has_a_patient_who_shows_it():
    """On the engine the vignette gets another urgency when the leaf is held at the other truth."""
    kb = a_kb(rules=[a_rule("hot", "hospital", {"all": [{"finding": "fever"}, {"finding": "cough"}]})])
    coverage = cover(kb, [], 10)
    missing = [(leaf, truth, half) for leaf, truth, half in _halves(coverage) if half.vignette is not None]
    assert missing
    for leaf, truth, half in missing:
        assert half.vignette is not None
        patient = half.vignette.presentation
        assert _differ(kb, _held(kb, leaf, not truth), patient, leaf.by)


def test_the_reason_names_the_rules_that_cover():
    """A part that never decides because another rule demands as much is infeasible, and that rule is named."""
    kb = a_kb(
        rules=[
            a_rule("fever-to-hospital", "hospital", {"finding": "fever"}),
            a_rule("hot-to-hospital", "hospital", {"any": [{"finding": "cough"}, {"finding": "fever"}]}),
        ]
    )
    coverage = cover(kb, [], 10)
    (leaf,) = (leaf for leaf in coverage.leaves if leaf.id == "hot-to-hospital" and leaf.pointer == "/when/any/1")
    assert leaf.true == Half(Reached.INFEASIBLE, covered_by=("fever-to-hospital",))


def test_a_rule_that_never_decides_is_judged_by_its_reasons():
    """A rule at the default moves no urgency when nothing is below: then scenarios must state that it fires."""
    kb = a_kb(rules=[a_rule("advice", "doctor", {"finding": "fever"})])
    coverage = cover(kb, [], 10)
    assert [rule.decides for rule in coverage.rules] == [False]
    assert {leaf.by for leaf in coverage.rules[0].leaves} == {Aspect.REASONS}
