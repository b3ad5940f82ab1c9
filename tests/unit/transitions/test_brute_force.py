"""Two small versions, every presentation of both: what the solver says is what trying them all says."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from builders import YES_OR_NO, a_number, one_of, several_of
from properties.random_cases import kb_from, random_condition, random_knowledge
from surefoot.engine import decide, evaluator_for
from surefoot.model import Answer, AnswerType, KnowledgeBase, Presentation
from surefoot.proof import Verdict
from surefoot.transitions import transitions

pytest.importorskip("z3")
NOT_ASKED = object()
NUMBERS = (0, 0.5, 1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4)
ANSWERS = (
    YES_OR_NO,
    one_of("red", "green"),
    one_of("red", "green", "blue", "grey"),
    several_of("left"),
    several_of("left", "right", "middle"),
    a_number(0, 2, whole=False),
    a_number(0, 4, whole=True),
    a_number(1, 3, whole=False),
)


def edited(known: dict[str, Any], chance: Random) -> dict[str, Any]:
    """The same knowledge with one to three edits of any kind."""
    new = deepcopy(known)

    def condition() -> Any:
        return random_condition(chance, new["findings"], list(new["patterns"]), 1)

    for _ in range(chance.randint(1, 3)):
        rule = chance.choice(new["rules"])
        match chance.randint(0, 9):
            case 0:
                rule["when"] = condition()
            case 1:
                rule["unless"] = condition()
            case 2:
                rule.pop("unless", None)
            case 3:
                rule["urgency"] = chance.choice(new["levels"])
            case 4 if len(new["rules"]) > 1:
                new["rules"].remove(rule)
            case 5:
                more = {"id": f"more-{chance.random()}", "urgency": chance.choice(new["levels"]), "when": condition()}
                new["rules"].append(more)
            case 6 if new["patterns"]:
                new["patterns"][chance.choice(list(new["patterns"]))] = random_condition(chance, new["findings"], (), 1)
            case 7:
                new["default"] = chance.choice(new["levels"])
            case 8:
                new["outside"] = {"when": condition()}
            case _:
                new["findings"][chance.choice(list(new["findings"]))] = chance.choice(ANSWERS)
    return new


def knows(answer: Answer, value: Any) -> bool:
    match answer.type:
        case AnswerType.BOOLEAN:
            return value is True or value is False
        case AnswerType.CHOICE:
            return isinstance(value, str) and value in answer.values
        case AnswerType.CHOICES:
            return isinstance(value, tuple)
        case _:
            number = isinstance(value, int | float) and not isinstance(value, bool)
            return number and answer.minimum <= value <= answer.maximum and (not answer.whole or value % 1 == 0)


def all_answers(*answers: Answer) -> list[Any]:
    """Not asked, not sure, and every value that one of the versions knows."""
    found: list[Any] = [NOT_ASKED, None]
    for answer in answers:
        match answer.type:
            case AnswerType.BOOLEAN:
                values: list[Any] = [True, False]
            case AnswerType.CHOICE:
                values = list(answer.values)
            case AnswerType.CHOICES:
                every = list(dict.fromkeys(v for one in answers if one.type is AnswerType.CHOICES for v in one.values))
                values = [chosen for size in range(len(every) + 1) for chosen in combinations(every, size)]
            case _:
                values = [number for number in NUMBERS if knows(answer, number)]
        found += [
            value for value in values if not any(value is x or (value == x and type(value) is type(x)) for x in found)
        ]
    return found


def heard(kb: KnowledgeBase, answers: dict[str, Any]) -> Presentation:
    """What a version hears of all answers."""
    said = {}
    for name, value in answers.items():
        answer = kb.findings[name].answer
        if value is None:
            said[name] = None
        elif value is not NOT_ASKED and knows(answer, value):
            said[name] = tuple(v for v in value if v in answer.values) if isinstance(value, tuple) else value
    return Presentation(said)


def urgency(kb: KnowledgeBase, patient: Presentation) -> str | None:
    rank = decide(kb, evaluator_for(kb, patient)).urgency
    return next((level for level in kb.levels if kb.rank(level) == rank), None)


def every_move(
    old: KnowledgeBase, new: KnowledgeBase
) -> Iterator[tuple[tuple[str | None, str | None], tuple[Any, ...]]]:
    """Each patient who moves: from where to where, and how far from normal his or her answers are."""
    names = sorted(new.findings)
    options = [all_answers(new.findings[name].answer, old.findings[name].answer) for name in names]
    for chosen in product(*options):
        answers = dict(zip(names, chosen, strict=True))
        before, after = urgency(old, heard(old, answers)), urgency(new, heard(new, answers))
        if before != after:
            away = tuple(
                value is not NOT_ASKED and is_away(name, value, old, new)
                for name, value in zip(names, chosen, strict=True)
            )
            yield (before, after), (sum(away), away)


def is_away(name: str, value: Any, old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Not the normal value of a version that knows answers of this type; the later one if it does."""
    was, now = old.findings[name], new.findings[name]
    forms = [(one.answer.type, one.answer.whole) for one in (was, now)]
    asking = [now] if forms[0] == forms[1] else [one for one in (was, now) if knows(one.answer, value)]
    return not any(value == one.normal and type(value) is type(one.normal) for one in asking)


@pytest.mark.parametrize("part", range(4))
def test_every_cell_and_the_size_of_every_witness(part):
    """Nobody moves exactly where trying everybody finds nobody, and who is shown is as near to normal as can be."""
    moving = 0
    for seed in range(part * 60, part * 60 + 60):
        chance = Random(seed)
        known = random_knowledge(chance, 3)
        old, new = kb_from(known), kb_from(edited(known, chance))
        least: dict[Any, Any] = {}
        for move, size in every_move(old, new):
            least[move] = min(size, least.get(move, size))
        found = transitions(old, new)
        moving += bool(least)
        assert {(c.before, c.after) for c in found.cells if c.verdict is Verdict.REFUTED} == set(least), seed
        for cell in found.cells:
            for mover in cell.movers[:1]:
                shown = mover.presentation.answers
                far = sum(is_away(name.partition(" ")[0], value, old, new) for name, value in shown.items())
                assert far == least[cell.before, cell.after][0]
    assert moving >= 20
