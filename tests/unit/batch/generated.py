"""A generated knowledge base of so many rules, with findings of every type and every form of condition."""

from random import Random
from typing import Any

from builders import YES_OR_NO, a_finding, a_kb, a_number, a_pattern, a_rule, one_of, several_of
from properties.random_cases import random_condition
from surefoot.model import KnowledgeBase


def generated_kb(rules: int, findings: int, seed: int = 60) -> KnowledgeBase:
    """Rules that look at one to nine answers each; four of five findings are yes or no."""
    chance = Random(seed)
    answers: dict[str, Any] = {f"finding-{i}": YES_OR_NO for i in range(findings)}
    for index in range(0, findings, 5):
        answers[f"finding-{index}"] = chance.choice(
            (one_of("red", "green", "blue", "it's"), several_of("left", "right"), a_number(0, 3, whole=False))
        )
    patterns = {f"pattern-{i}": random_condition(chance, answers, [], 1) for i in range(rules // 6)}
    names = list(patterns)

    def some_rule(index: int) -> Any:
        parts = [random_condition(chance, answers, names, 1) for _ in range(chance.randint(1, 3))]
        unless = {"unless": random_condition(chance, answers, names, 1)} if chance.random() < 0.3 else {}
        level = chance.choice(("home", "doctor", "hospital", "hospital"))
        return a_rule(f"rule-{index}", level, {"all": [{"finding": "finding-1"}, *parts]}, **unless)

    return a_kb(
        findings=[a_finding(name, answer) for name, answer in answers.items()],
        patterns=[a_pattern(name, when) for name, when in patterns.items()],
        rules=[some_rule(index) for index in range(rules)],
        outside={"finding": "finding-2", "is": False},
        back_in={"finding": "finding-3"},
    )
