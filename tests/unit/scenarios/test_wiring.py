"""Many patients at once get the answers that the engine gives each of them."""

import marshal
from random import Random

from properties.random_cases import random_case
from surefoot.engine import triage
from surefoot.model import Presentation
from surefoot.scenarios import Verdict, Wiring, answers_of, verdicts, wiring_of


def differences(kb, patients):
    """The patients for whom the two answers differ. What is kept in between is plain data."""
    wiring = Wiring(*marshal.loads(marshal.dumps(tuple(wiring_of(kb)))))
    answers = marshal.loads(marshal.dumps(answers_of(patients)))
    found = verdicts(kb, wiring, answers, len(patients))
    return [p for p, verdict in zip(patients, found, strict=True) if verdict != one_by_one(kb, p)]


def one_by_one(kb, patient):
    a = triage(kb, patient)
    return Verdict(a.urgency, a.at_least, a.at_most, a.settled, tuple(reason.rule for reason in a.reasons))


def test_random_knowledge_bases_and_patients():
    """Urgency, bounds, settled and the rules in their order, whatever the conditions."""
    chance = Random(3)
    for _ in range(400):
        case = random_case(chance)
        patients = [
            case.patient,
            *(Presentation(case.patient.answers | {"finding-0": v}) for v in (None, 1, True, "x")),
        ]
        assert differences(case.kb, patients) == []


def test_a_large_knowledge_base(leg_kb):
    """The same for many findings at once, for none, and for one that the knowledge base does not have."""
    chance = Random(1)
    findings = list(leg_kb.findings)
    patients = [
        Presentation({f: chance.choice((True, False, None)) for f in chance.sample(findings, 40)}) for _ in range(60)
    ]
    assert differences(leg_kb, [*patients, Presentation({"nothing-known": True}), Presentation({})]) == []
