"""The engine and the independent evaluator give the same answer."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest

import surefoot
from oracle.brute_force import assess
from properties.random_cases import kb_from, possible_values, random_answers, random_knowledge
from surefoot.engine import decide, evaluator_for
from surefoot.loading import build_value, dump_condition
from surefoot.model import AnswerType, Finding, KnowledgeBase, Presentation, Value

ROOT = Path(__file__).parents[2]
KNOWLEDGE_BASES = 1_000
PATIENTS_OF_EACH = 100
PATIENTS_OF_THE_REAL_ONE = 500


def described(kb: KnowledgeBase, answers: Mapping[str, Value | None]) -> dict[str, Any]:
    """The parts of a decision on which the two must agree."""
    decision = decide(kb, evaluator_for(kb, Presentation(answers)))
    levels = {None: None} | {kb.rank(level): level for level in kb.levels}
    return {
        "in_scope": not decision.outside,
        "urgency": levels[decision.urgency],
        "at_least": levels[decision.at_least],
        "at_most": levels[decision.at_most],
        "settled": decision.settled,
        "fired": {judgement.rule.id for judgement in decision.judgements if judgement.fires},
    }


@pytest.mark.parametrize("seed", range(4))
def test_small_knowledge_bases(seed: int) -> None:
    """The engine agrees on 100,000 patients of 1,000 random knowledge bases."""
    chance = Random(seed)
    seen: Counter[tuple[bool, bool]] = Counter()
    for _ in range(KNOWLEDGE_BASES // 4):
        knowledge = random_knowledge(chance)
        kb = kb_from(knowledge)
        for _ in range(PATIENTS_OF_EACH):
            answers = random_answers(chance, knowledge["findings"])
            expected = assess(knowledge, answers)
            assert described(kb, answers) == expected, (knowledge, answers)
            seen[expected["in_scope"], expected["settled"]] += 1
    assert min(seen[scope, settled] for scope in (True, False) for settled in (True, False)) > 100


def as_json(kb: KnowledgeBase) -> dict[str, Any]:
    """What triage depends on, its conditions as JSON."""

    def conditions(thing: Any) -> dict[str, Any]:
        unless = {} if thing.unless is None else {"unless": dump_condition(thing.unless)}
        return {"when": dump_condition(thing.when), **unless}

    return {
        "levels": list(reversed(kb.levels)),
        "default": kb.manifest.default_urgency,
        "patterns": {pattern.id: dump_condition(pattern.when) for pattern in kb.patterns.values()},
        "rules": [{"id": rule.id, "urgency": rule.urgency, **conditions(rule)} for rule in kb.rules],
        "outside": conditions(kb.manifest.outside),
    }


def any_value(chance: Random, finding: Finding) -> Value:
    """A value that the finding can have; numbers are often small, where the limits are."""
    if finding.answer.type is AnswerType.NUMBER:
        low, high = int(finding.answer.minimum), int(finding.answer.maximum)
        return chance.randint(low, chance.choice((min(low + 20, high), high)))
    return chance.choice(possible_values(finding.answer))


def any_patient(chance: Random, kb: KnowledgeBase, vignettes: list[list[Any]]) -> dict[str, Value | None]:
    """The patient of a vignette with some answers changed or forgotten, or one with any answers at all."""
    start = chance.choice((*chance.choice(vignettes), {}))
    answers: dict[str, Value | None] = {finding: build_value(value) for finding, value in start.items()}
    for finding in chance.sample(list(kb.findings.values()), chance.choice((0, 0, 1, 2, 20, 150))):
        if chance.random() < 0.3:
            answers.pop(finding.id, None)
        else:
            answers[finding.id] = chance.choice((None, finding.normal, any_value(chance, finding)))
    return answers


def test_real_knowledge_base() -> None:
    """The engine agrees on patients near and far from those of the vignettes."""
    chance = Random(2024)
    kb = surefoot.load(ROOT / "kb")
    knowledge = as_json(kb)
    folders = [sorted(folder.glob("*.json")) for folder in sorted((ROOT / "scenarios").iterdir()) if folder.is_dir()]
    vignettes = [[json.loads(file.read_bytes())["presentation"] for file in files] for files in folders]
    seen: Counter[str | None] = Counter()
    for _ in range(PATIENTS_OF_THE_REAL_ONE):
        answers = any_patient(chance, kb, vignettes)
        expected = assess(knowledge, answers)
        assert described(kb, answers) == expected, answers
        seen[expected["urgency"]] += 1
    assert min(seen[urgency] for urgency in (None, *kb.levels)) > 10
