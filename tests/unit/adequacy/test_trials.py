"""What the columns say of a mutant is what the engine says, scenario by scenario."""

from pathlib import Path
from random import Random

from adequacy_suites import random_suite
from surefoot.adequacy import mutants_of
from surefoot.adequacy.trials import Trials
from surefoot.engine import triage
from surefoot.model import KnowledgeBase, Scenario
from surefoot.scenarios import run_scenario
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parents[3]


def disagreements(kb: KnowledgeBase, scenarios: list[Scenario], sample: slice = slice(None)) -> list[object]:
    """The mutants of which the two say different things: who fails, whose urgency moves, where other rules fire."""
    mutants = list(mutants_of(kb))
    trials = Trials(kb, scenarios, [one.condition for one in mutants if one.condition is not None])
    was = [triage(kb, scenario.presentation) for scenario in scenarios]
    found: list[object] = []
    for mutant in mutants[sample]:
        effect, changed = trials.run(mutant.change), mutant.change.applied(kb)
        outcomes = [run_scenario(changed, scenario) for scenario in scenarios]
        failed = tuple(outcome.scenario.id for outcome in outcomes if not outcome.passed)
        moved = tuple(
            outcome.scenario.id
            for outcome, before in zip(outcomes, was, strict=True)
            if outcome.verdict.urgency != before.urgency
        )
        if (trials.named(effect.missed), trials.named(effect.moved)) != (failed, moved):
            found.append(mutant)
    return found


def test_columns_and_engine_agree_on_random_knowledge():
    """Every mutant of small random knowledge bases is killed by exactly the scenarios that fail on the engine."""
    tried = 0
    for seed in range(16):
        kb, scenarios = random_suite(seed)
        assert all(run_scenario(kb, scenario).passed for scenario in scenarios)
        assert disagreements(kb, scenarios) == [], seed
        tried += len(list(mutants_of(kb)))
    assert tried > 1000


def test_columns_and_engine_agree_on_the_knowledge_base():
    """The same for mutants from all over the real knowledge base, on a part of its scenarios."""
    kb = open_knowledge_base(ROOT / "kb", scenarios=True)
    scenarios = Random(0).sample(list(kb.records.scenarios.values()), 40)
    assert disagreements(kb, scenarios, slice(7, None, 151)) == []
