"""What coverage and mutation cost, at 1, 4 and 12 times the rules; the aim is 60 s for the knowledge base on two cores.

The copies of the rules have copies of the scenarios, about the copied findings.
"""

import json
from pathlib import Path

import pytest
from corpus import copied_scenarios, write_corpus

from surefoot.adequacy import Fate, Reached, cover, mutants_of, mutate
from surefoot.adequacy.trials import Trials
from surefoot.loading import build_value
from surefoot.model import Expectation, KnowledgeBase, Presentation, Scenario
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parents[1]
RECORDS = {1: 0, 4: 2_600, 12: 8_400}
"""How many records make a knowledge base of about so many times the rules."""


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge_base(ROOT / "kb", scenarios=True)


def test_coverage(benchmark, kb):
    """MC/DC of the knowledge base by its own scenarios, with every proof of infeasibility."""
    coverage = benchmark.pedantic(cover, (kb, list(kb.records.scenarios.values()), 10), rounds=1)
    assert coverage.of(Reached.MISSING) == ()


def test_mutation(benchmark, kb):
    """Every mutant of the knowledge base on its own scenarios."""
    mutation = benchmark.pedantic(mutate, (kb, list(kb.records.scenarios.values()), 10), rounds=1)
    assert mutation.of(Fate.SURVIVED) == ()


@pytest.mark.parametrize("times", RECORDS)
def test_a_thousand_mutants_on_all_scenarios(benchmark, tmp_path, times):
    """A thousand mutants from all over, without the solver: how the time for one grows with rules and scenarios."""
    kb = open_knowledge_base(write_corpus(tmp_path, RECORDS[times]) if RECORDS[times] else ROOT / "kb")
    scenarios = _scenarios(kb)
    mutants = list(mutants_of(kb))
    sample = mutants[:: max(1, len(mutants) // 1000)]
    trials = Trials(kb, scenarios, [one.condition for one in sample if one.condition is not None])
    trials.run(sample[0].change)
    killed = benchmark.pedantic(_run, (trials, sample), rounds=1)
    told = {"rules": len(kb.rules), "mutants": len(mutants), "scenarios": len(scenarios), "sample": len(sample)}
    benchmark.extra_info.update(told, killed=killed)
    print(f"\n{told}, {killed} killed, {benchmark.stats.stats.total:.1f} s")


def _run(trials, mutants) -> int:
    return sum(bool(trials.run(mutant.change).missed) for mutant in mutants)


def _scenarios(kb: KnowledgeBase) -> list[Scenario]:
    records = (json.loads(file.read_bytes()) for file in sorted((ROOT / "scenarios").rglob("*.json")))
    return [_built(record) for record in copied_scenarios(list(records), {r.id for r in kb.rules} | set(kb.findings))]


def _built(record) -> Scenario:
    expect = record["expect"]
    stated = {key: expect[key] for key in ("in_scope", "at_least", "at_most", "settled") if key in expect}
    expectation = Expectation(
        expect["urgency"], tuple(expect["fires"]), tuple(expect["does_not_fire"]), expect.get("decides"), stated
    )
    answers = {name: build_value(value) for name, value in record["presentation"].items()}
    near = tuple(record.get("near_miss_of", ()))
    return Scenario(record["id"], f"{record['id']}.json", "", Presentation(answers), expectation, near)
