"""What a property promises, as literals: where a patient breaks it."""

from collections.abc import Iterator
from typing import NamedTuple

from surefoot.circuit import FALSE, TRUE
from surefoot.model import AnswerType, Condition, Exemption, Is, KnowledgeBase, Promise, Property, Reply
from surefoot.proof.bounds import unlearned
from surefoot.proof.translation import Translation


class Obligation(NamedTuple):
    """A promise for one finding and one reply, or for all patients where there is no finding.

    `broken` is where a patient breaks it if nobody is exempt; `exempt` where each exemption that applies holds.
    """

    promised: Property
    finding: str | None
    reply: Reply | None
    about: int
    broken: int
    exempt: tuple[tuple[int, int], ...]


def conditions_of(kb: KnowledgeBase) -> Iterator[Condition]:
    """Every condition that a translation must know to judge the properties."""
    for promised in kb.records.properties.values():
        if promised.when is not None:
            yield promised.when
        yield from (exemption.when for exemption in promised.exemptions)
        yield from (Is(finding, True) for finding in findings_of(promised, kb))


def findings_of(promised: Property, kb: KnowledgeBase) -> tuple[str, ...]:
    """The findings for each of which a property is promised, by id."""
    flagged = (
        finding.id
        for finding in kb.findings.values()
        if finding.flag.value == promised.flag and finding.answer.type is AnswerType.BOOLEAN
    )
    return tuple(sorted({*flagged, *promised.findings}))


def obligations_of(promised: Property, world: Translation) -> Iterator[Obligation]:
    """The promise, once for each finding and reply that it is about."""
    if promised.promise is Promise.BOUNDS_HOLD:
        for finding in world.patient.slots:
            yield Obligation(promised, finding, None, world.patient.asked(finding), unlearned(finding, world), ())
        return
    findings = findings_of(promised, world.kb)
    for finding in findings:
        for reply in promised.replies:
            yield _obligation(promised, finding, reply, world)
    if not promised.replies:
        yield _obligation(promised, None, None, world)


def _obligation(promised: Property, finding: str | None, reply: Reply | None, world: Translation) -> Obligation:
    circuit = world.circuit
    given = TRUE if finding is None or reply is None else replied(finding, reply, world)
    when = TRUE if promised.when is None else world.truth(promised.when).true
    applying = [(i, one) for i, one in enumerate(promised.exemptions) if _applies(one, finding)]
    exempt = [world.truth(one.when).true for _, one in applying]
    if promised.promise is Promise.MONOTONE and finding is not None and promised.becomes is not None:
        lowest = 0 if promised.urgency is None else world.kb.rank(promised.urgency)
        levels = [literal for rank, literal in world.outcome.urgency.items() if rank >= lowest]
        becomes = _fixed(finding, promised.becomes, world)
        when, real, *rest = circuit.with_inputs([when, world.realistic, *exempt, *levels], becomes)
        exempt, after = rest[: len(exempt)], rest[len(exempt) :]
        fallen = (circuit.all_of((was, -now)) for was, now in zip(levels, after, strict=True))
        broken = circuit.all_of((real, circuit.any_of(fallen)))
    else:
        broken = broken_by(promised, world)
    about = circuit.all_of((given, when))
    pairs = tuple((index, literal) for (index, _), literal in zip(applying, exempt, strict=True))
    return Obligation(promised, finding, reply, about, circuit.all_of((about, broken)), pairs)


def broken_by(promised: Property, world: Translation) -> int:
    """Where the answer of triage is not the promised one, whoever the patient is."""
    outcome, circuit = world.outcome, world.circuit
    if promised.promise is Promise.IN_SCOPE:
        return outcome.outside
    assert promised.urgency is not None
    rank = world.kb.rank(promised.urgency)
    above = outcome.above(rank)
    match promised.promise:
        case Promise.FLOOR:
            return -outcome.urgency[rank]
        case Promise.CEILING:
            return above
        case _:
            return circuit.all_of((outcome.urgency[rank], -above))


def replied(finding: str, reply: Reply, world: Translation) -> int:
    """Where a person replied like this to a question with yes or no."""
    patient = world.patient
    match reply:
        case Reply.NOT_ASKED:
            return -patient.asked(finding)
        case Reply.UNSURE:
            return patient.slots[finding].unsure
        case _:
            return patient.is_value(finding, reply is Reply.YES)


def _applies(exemption: Exemption, finding: str | None) -> bool:
    return not exemption.findings or finding in exemption.findings


def _fixed(finding: str, reply: Reply, world: Translation) -> dict[int, int]:
    """The variables of a finding, each fixed as this reply fixes it."""
    chosen = replied(finding, reply, world)
    return {variable: TRUE if variable == chosen else FALSE for variable in world.patient.slots[finding].variables}
