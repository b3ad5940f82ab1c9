"""Small random knowledge bases with a suite that passes, and every patient that there can be."""

from collections.abc import Iterator
from itertools import count, islice, product
from random import Random

from properties.random_cases import kb_from, possible_values, random_answers, random_knowledge
from surefoot.engine import triage
from surefoot.model import Answer, AnswerType, Expectation, KnowledgeBase, Presentation, Scenario, Value

QUARTERS = tuple(number / 4 for number in range(13))
"""Numbers on both sides of each limit in a random condition, also of one that a mistake has moved."""
FEW = 700


def a_scenario(number: int, kb: KnowledgeBase, patient: Presentation, chance: Random) -> Scenario:
    """A scenario that passes and states a part of what triage answers."""
    answer = triage(kb, patient)
    fired = [reason.rule for reason in answer.reasons]
    silent = [rule.id for rule in kb.rules if rule.id not in fired]
    top = [reason.rule for reason in answer.reasons if reason.urgency == answer.urgency]
    stated = {key: getattr(answer, key) for key in ("in_scope", "at_least", "at_most", "settled")}
    return Scenario(
        id=f"patient-{number}",
        file=f"scenarios/x/patient-{number}.json",
        story="A story.",
        presentation=patient,
        expect=Expectation(
            answer.urgency,
            tuple(chance.sample(fired, chance.randint(0, len(fired)))),
            tuple(chance.sample(silent, chance.randint(0, len(silent)))),
            top[0] if len(top) == 1 and chance.random() < 0.5 else None,
            {key: value for key, value in stated.items() if chance.random() < 0.3},
        ),
        near_miss_of=tuple(chance.sample(silent, min(1, len(silent)))),
    )


def random_suite(seed: int, most_findings: int = 5, size: int = 12) -> tuple[KnowledgeBase, list[Scenario]]:
    """A knowledge base, and so many scenarios."""
    chance = Random(seed)
    known = random_knowledge(chance, most_findings)
    kb = kb_from(known)
    patients = [Presentation(random_answers(chance, known["findings"])) for _ in range(size)]
    return kb, [a_scenario(number, kb, patient, chance) for number, patient in enumerate(patients)]


def every_patient(kb: KnowledgeBase) -> list[Presentation]:
    """Each question not asked, not sure, or with each of its values."""
    missing = object()
    names = sorted(kb.findings)
    options = [[missing, None, *_values(kb.findings[name].answer)] for name in names]
    patients = (zip(names, values, strict=True) for values in product(*options))
    return [Presentation({name: value for name, value in pairs if value is not missing}) for pairs in patients]


def small_suites(number: int) -> Iterator[tuple[KnowledgeBase, list[Scenario], list[Presentation]]]:
    """So many knowledge bases with a suite, of which all patients can be tried."""
    suites = (random_suite(seed, most_findings=3, size=3) for seed in count())
    found = ((kb, scenarios, every_patient(kb)) for kb, scenarios in suites if _many(kb) <= FEW)
    return islice(found, number)


def _many(kb: KnowledgeBase) -> int:
    patients = 1
    for finding in kb.findings.values():
        patients *= 2 + len(_values(finding.answer))
    return patients


def _values(answer: Answer) -> list[Value]:
    return list(QUARTERS) if answer.type is AnswerType.NUMBER else possible_values(answer)
