"""Small random knowledge bases and patients.

What they are is left to a source of chance: `random.Random` with a seed, or that of Hypothesis,
which can shrink what it chose.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from random import Random
from typing import Any

from hypothesis import strategies as st

from builders import YES_OR_NO, a_finding, a_kb, a_number, a_pattern, a_rule, an_urgency, one_of, several_of
from surefoot.model import Answer, AnswerType, KnowledgeBase, Presentation, Value

HALVES = (0, 1, 1.5, 2, 3)


def possible_values(answer: Answer) -> list[Value]:
    """The values of an answer; of a number a few on both sides of every limit in a random condition."""
    match answer.type:
        case AnswerType.BOOLEAN:
            return [True, False]
        case AnswerType.CHOICE:
            return list(answer.values)
        case AnswerType.CHOICES:
            return [chosen for size in range(len(answer.values) + 1) for chosen in combinations(answer.values, size)]
        case AnswerType.NUMBER:
            return list(HALVES)


def random_condition(chance: Random, findings: Mapping[str, Answer], patterns: Sequence[str], depth: int) -> Any:
    """The JSON of a condition of any form, nested at most `depth` deep."""
    if depth == 0 or chance.randint(0, 2) == 0:
        if patterns and chance.randint(0, 3) == 0:
            return {"pattern": chance.choice(patterns)}
        return _random_atom(chance, chance.choice(list(findings)), findings)
    parts = [random_condition(chance, findings, patterns, depth - 1) for _ in range(chance.randint(1, 3))]
    match chance.choice(("all", "any", "not", "at_least")):
        case "not":
            return {"not": parts[0]}
        case "at_least":
            return {"at_least": chance.randint(1, len(parts)), "of": parts}
        case form:
            return {form: parts}


def _random_atom(chance: Random, finding: str, findings: Mapping[str, Answer]) -> Any:
    answer = findings[finding]
    state = chance.randint(0, 9)
    if state >= 8:
        return {"unsure" if state == 8 else "answered": finding}
    match answer.type:
        case AnswerType.BOOLEAN:
            return {"finding": finding, **chance.choice(({}, {"is": True}, {"is": False}))}
        case AnswerType.CHOICE:
            some = chance.sample(list(answer.values), chance.randint(1, len(answer.values)))
            return {"finding": finding, **chance.choice(({"is": some[0]}, {"in": some}))}
        case AnswerType.CHOICES:
            return {"finding": finding, "has": chance.choice(list(answer.values))}
        case AnswerType.NUMBER:
            return {"finding": finding, chance.choice(("above", "at_least", "below", "at_most")): chance.choice(HALVES)}


def random_knowledge(chance: Random, most_findings: int = 7) -> dict[str, Any]:
    """What triage depends on, as JSON with an Answer for each finding: see `kb_from`."""
    answers = (YES_OR_NO, one_of("red", "green", "blue"), several_of("left", "right"), a_number(0, 3, whole=False))
    findings = {f"finding-{i}": chance.choice(answers) for i in range(chance.randint(3, most_findings))}
    levels = [f"level-{i}" for i in range(chance.randint(2, 4))]
    patterns: dict[str, Any] = {}
    for i in range(chance.randint(0, 3)):
        patterns[f"pattern-{i}"] = random_condition(chance, findings, list(patterns), 1)

    def condition(depth: int) -> Any:
        return random_condition(chance, findings, list(patterns), depth)

    def unless() -> dict[str, Any]:
        return {"unless": condition(1)} if chance.randint(0, 1) else {}

    rules = [
        {"id": f"rule-{i}", "urgency": chance.choice(levels), "when": condition(chance.choice((1, 2, 3))), **unless()}
        for i in range(chance.randint(1, 8))
    ]
    outside = {"when": condition(1), **unless()}
    default = chance.choice(levels)
    return {
        "findings": findings,
        "levels": levels,
        "default": default,
        "patterns": patterns,
        "rules": rules,
        "outside": outside,
    }


def kb_from(knowledge: Mapping[str, Any], order: Callable[[list[Any]], list[Any]] = list) -> KnowledgeBase:
    """The knowledge base of `random_knowledge`, its records read in this order."""
    return a_kb(
        findings=order([a_finding(name, answer) for name, answer in knowledge["findings"].items()]),
        patterns=order([a_pattern(name, when) for name, when in knowledge["patterns"].items()]),
        rules=order([a_rule(**rule) for rule in knowledge["rules"]]),
        levels=order([an_urgency(level, rank) for rank, level in enumerate(knowledge["levels"])]),
        default=knowledge["default"],
        outside=knowledge["outside"]["when"],
        back_in=knowledge["outside"].get("unless"),
    )


def random_answers(chance: Random, findings: Mapping[str, Answer]) -> dict[str, Value | None]:
    """Of each finding: not asked, not sure or a value."""
    options = {name: chance.choice((0, 1, 2, 2, 2)) for name in findings}
    return {name: chance.choice(possible_values(findings[name])) if o > 1 else None for name, o in options.items() if o}


@dataclass(frozen=True)
class Case:
    """A knowledge base and a patient, shown as JSON when a law fails."""

    knowledge: Mapping[str, Any]
    answers: Mapping[str, Value | None]

    @cached_property
    def kb(self) -> KnowledgeBase:
        """The knowledge base."""
        return kb_from(self.knowledge)

    @property
    def patient(self) -> Presentation:
        """The patient."""
        return Presentation(self.answers)


def random_case(chance: Random, most_findings: int = 7) -> Case:
    """A small random knowledge base and a patient."""
    known = random_knowledge(chance, most_findings)
    return Case(known, random_answers(chance, known["findings"]))


def many_cases(seed: int, count: int, most_findings: int = 5) -> Iterator[Case]:
    """So many cases, the same for the same seed: more varied and much quicker than those of Hypothesis."""
    chance = Random(seed)
    return (random_case(chance, most_findings) for _ in range(count))


def cases(most_findings: int = 7) -> st.SearchStrategy[Case]:
    """Hypothesis: a small random knowledge base and a patient."""
    return st.randoms(use_true_random=False).map(lambda chance: random_case(chance, most_findings))
