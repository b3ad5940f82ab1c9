"""Patients made by chance."""

from random import Random

from surefoot.model import Answer, AnswerType, Finding, KnowledgeBase, Presentation, Value

NEAR_LIMITS = (0, 2, 3, 7, 7.5, 10, 14, 15, 16, 28, 29, 42, 55, 60, 65, 100)


def random_value(chance: Random, finding: Finding) -> Value:
    """Any value that the finding can have; numbers lie near those that conditions name."""
    answer: Answer = finding.answer
    match answer.type:
        case AnswerType.BOOLEAN:
            return chance.random() < 0.5
        case AnswerType.CHOICE:
            return chance.choice(list(answer.values))
        case AnswerType.CHOICES:
            return tuple(value for value in answer.values if chance.random() < 0.4)
        case _:
            number = min(max(chance.choice(NEAR_LIMITS), answer.minimum), answer.maximum)
            return int(number) if answer.whole else number


def random_patient(chance: Random, kb: KnowledgeBase) -> Presentation:
    """Mostly normal answers, so that the rules below the default fire too; how many are given differs."""
    asked, usual = chance.choice((0.1, 0.5, 1)), chance.choice((0.5, 0.9, 0.97))
    answers: dict[str, Value | None] = {}
    for finding in kb.findings.values():
        if chance.random() < asked:
            rare = None if chance.random() < 0.1 else random_value(chance, finding)
            answers[finding.id] = finding.normal if chance.random() < usual else rare
    return Presentation(answers)
