"""The compiled engine: hostile words, depth and size; that it answers alike is in tests/properties."""

import io
import tokenize
from itertools import product
from random import Random

import pytest

from builders import YES_OR_NO, a_finding, a_kb, a_number, a_pattern, a_presentation, a_rule, one_of, several_of
from properties.random_cases import possible_values
from properties.test_compiled_engine import assert_same
from surefoot.engine import Fired, fired, source, triage
from surefoot.engine.compiled import Engine
from surefoot.model import Presentation


def test_on_every_scenario_and_what_differs_by_one_answer(leg_kb, throat_kb):
    """The patients of the second suite, each with one answer taken back, and with one made unsure."""
    engine = Engine(throat_kb)
    for scenario in throat_kb.records.scenarios.values():
        answers = scenario.presentation.answers
        for name in answers:
            assert_same(throat_kb, engine, Presentation({f: v for f, v in answers.items() if f != name}))
            assert_same(throat_kb, engine, Presentation({**answers, name: None}))


def test_the_front_door_answers_alike_before_and_after_compiling(throat_kb):
    """An assessment does not depend on how many patients came before."""
    kb = throat_kb.replaced()
    patients = [scenario.presentation for scenario in kb.records.scenarios.values()]
    first = [triage(kb, patient) for patient in patients]
    assert [triage(kb, patient) for patient in patients] == first
    assert "engine" in kb.worked_out
    for patient, assessment in zip(patients, first, strict=True):
        assert fired(kb, patient) == Fired(assessment.urgency, tuple(r.rule for r in assessment.reasons))


HOSTILE = ('"', "'", "\\", "\n", "known", "__import__('os')", "x' or True #", "{0}", "\u2028\x00", "]) + [", "0x1", "")


def hostile_kb():
    """Ids and values that would be code if anything made code of them."""
    findings = [a_finding(f"f{text}", YES_OR_NO) for text in HOSTILE]
    findings += [a_finding("choice", one_of(*HOSTILE)), a_finding("several", several_of(*HOSTILE))]
    rules = [a_rule(f"r{text}", "hospital", {"finding": f"f{text}"}) for text in HOSTILE]
    for text in HOSTILE:
        parts = [{"finding": "choice", "is": text}, {"finding": "several", "has": text}, {"pattern": "p\"'\n"}]
        rules.append(a_rule(f"v{text}", "home", {"all": parts}))
    pattern = a_pattern("p\"'\n", {"not": {"finding": f"f{HOSTILE[5]}"}})
    return a_kb(findings=findings, rules=rules, patterns=[pattern])


def test_nothing_that_a_record_says_becomes_code(monkeypatch, leg_kb):
    """The code consists of seven words, numbers and operators, whatever ids and values are."""
    texts = []
    numbered = source._numbered
    monkeypatch.setattr(source, "_numbered", lambda form: texts.append(numbered(form)) or texts[-1])
    for kb in (hostile_kb(), leg_kb):
        engine = Engine(kb)
        told = [told for table in (engine._yes, engine._no) for _, told in table.values()]
        tests = {test for some in told for test, _ in some}
        assert {test.__code__.co_filename for test in tests} == {"<rules as tests of bits>"}
        assert {test.__code__.co_names for test in tests} <= {(), ("bit_count",)}
        assert {type(one) for test in tests for one in test.__code__.co_consts} <= {int, type(None)}
    assert len(set(texts)) > 50
    for text in texts:
        names = {t.string for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.NAME}
        strings = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.STRING]
        assert names <= {"known", "and", "or", "not", "bit_count", "True", "False"}
        assert strings == []


def test_hostile_ids_and_values_are_only_names():
    """They fire what they name."""
    kb = hostile_kb()
    engine = Engine(kb)
    for text, other in product(HOSTILE, HOSTILE):
        assert_same(kb, engine, a_presentation({f"f{text}": True, "choice": other, "several": (text, other)}))
        answers = {"choice": text, "several": (other,), f"f{HOSTILE[5]}": False}
        assert_same(kb, engine, a_presentation(answers))


def deep(depth):
    """A condition nested that deep, of lists that cannot be joined."""
    condition = {"finding": "a"}
    for level in range(depth):
        several = [condition, {"finding": "b", "is": level % 2 == 0}, {"finding": "c", "above": level % 7}]
        forms = ({"all": several}, {"any": several}, {"at_least": 2, "of": several}, {"not": {"all": several}})
        condition = forms[level % 4]
    return condition


CHAIN = [{"any": [{"pattern": f"p{n}"}, {"not": {"pattern": f"p{n}"}}]} for n in range(60)]
REPEATED = {"at_least": 300, "of": [{"finding": "a"}] * 299 + [{"finding": "b"}]}


@pytest.mark.parametrize(
    ("rules", "patterns"),
    [
        ([deep(20), deep(60)], []),
        ([{"pattern": f"p{n}"} for n in range(0, 3000, 70)], [deep(n % 9) for n in range(3000)]),
        ([{"pattern": "p8"}], [{"finding": "a"}, *CHAIN[:8]]),
        ([REPEATED, {"any": [{"finding": "c", "above": n} for n in range(900)]}], []),
    ],
    ids=["deep", "thousands of patterns", "a chain of patterns", "long lists"],
)
def test_what_python_would_not_compile_is_tested_part_by_part(rules, patterns):
    """No depth, number or length that the schema allows is refused, and the answers stay those of the specification."""
    kb = a_kb(
        findings=[a_finding("a", YES_OR_NO), a_finding("b", YES_OR_NO), a_finding("c", a_number(0, 1000))],
        rules=[a_rule(f"r{n}", "hospital", when) for n, when in enumerate(rules)],
        patterns=[a_pattern(f"p{n}", when) for n, when in enumerate(patterns)],
    )
    engine = Engine(kb)
    for a, b, c in product((True, False, None), (True, False), (0, 3, 899, None)):
        assert_same(kb, engine, a_presentation({"a": a, "b": b, "c": c}))


def test_what_patterns_name_twice_is_asked_once():
    """A chain of patterns, each of which names the one before twice, takes no longer than it is long."""
    patterns = [a_pattern(f"p{n}", when) for n, when in enumerate([{"finding": "a"}, *CHAIN])]
    rules = [a_rule("r", "hospital", {"pattern": "p60"}), a_rule("s", "hospital", {"not": {"pattern": "p60"}})]
    engine = Engine(a_kb(rules=rules, patterns=patterns))
    assert engine.fired({"a": True}).rules == engine.fired({"a": False}).rules == ("r",)
    assert engine.fired({}).rules == ()
    assert engine.judge(a_presentation({})).open == (("a", 2),)


def test_a_large_knowledge_base():
    """Thousands of rules answer as the specification does."""
    chance = Random(5)
    names = [f"f{n}" for n in range(60)]
    findings = [a_finding(name, chance.choice((YES_OR_NO, one_of("x", "y"), a_number(0, 9)))) for name in names]
    answers = {finding.id: possible_values(finding.answer) for finding in findings}
    atoms = {n: {"finding": n, "is": True} if answers[n][0] is True else {"answered": n} for n in names}
    lists = [[atoms[n] for n in chance.sample(names, 3)] for _ in range(1200)]
    conditions = [{chance.choice(("all", "any")): parts} for parts in lists]
    kb = a_kb(findings=findings, rules=[a_rule(f"r{n}", "hospital", c) for n, c in enumerate(conditions)])
    engine = Engine(kb)
    for _ in range(100):
        some = chance.sample(names, chance.choice((3, 20, 50)))
        assert_same(kb, engine, Presentation({n: chance.choice([None, *answers[n]]) for n in some}))


@pytest.mark.parametrize("value", [["x"], {"a": 1}])
def test_a_value_that_cannot_be_looked_up_is_judged_plainly(value, throat_kb):
    """A caller who passes a list gets the answer of the specification."""
    kb = throat_kb.replaced()
    patient = Presentation({"sore-throat": True, "eased-by": value})
    plain = triage(kb, patient)
    for _ in range(12):
        assert triage(kb, patient) == plain
    assert fired(kb, patient).urgency == plain.urgency
