"""Every patient whom the solver names is put before the engine: a proof that shows the wrong patient is worthless."""

from surefoot.engine import Evaluator, decide, evaluator_for
from surefoot.model import KnowledgeBase, Presentation, Promise, Property, Reply
from surefoot.proof.result import Witness

_ANSWERS = {Reply.YES: True, Reply.NO: False, Reply.UNSURE: None}


class ReplayError(Exception):
    """The engine disagrees with the solver: a fault of surefoot itself."""


def replayed(kb: KnowledgeBase, presentation: Presentation) -> Witness:
    """The patient with what triage answers.

    Raises:
        ReplayError: no real patient is like this.
    """
    evaluator = evaluator_for(kb, presentation)
    for constraint in kb.records.constraints.values():
        if evaluator.truth(constraint.when) is True and evaluator.truth(constraint.then) is False:
            raise ReplayError(f"the solver's patient violates the constraint {constraint.id}")
    decision = decide(kb, evaluator)
    level = next((level for level in kb.levels if kb.rank(level) == decision.urgency), None)
    fired = tuple(judgement.rule.id for judgement in decision.judgements if judgement.fires)
    return Witness(presentation, level, fired)


def broken_promise(kb: KnowledgeBase, promised: Property, finding: str | None, found: Presentation) -> Witness:
    """The patient, or the two patients, who break a property.

    Raises:
        ReplayError: on the engine they do not.
    """
    if promised.promise is Promise.MONOTONE and finding is not None and promised.becomes is not None:
        before = replayed(kb, found)
        after = replayed(kb, found.with_answer(finding, _ANSWERS[promised.becomes]))
        witness = after._replace(finding=finding, before=found, was=before.urgency, promised=before.urgency)
        broken = _rank(kb, after.urgency) < _rank(kb, before.urgency)
    else:
        witness = replayed(kb, found)._replace(finding=finding, promised=promised.urgency)
        broken = _breaks(kb, promised, witness.urgency)
    evaluator = evaluator_for(kb, witness.presentation)
    if not (broken and _is_about(promised, finding, evaluator)):
        raise ReplayError(f"the solver's patient does not break the property {promised.id} on the engine")
    return witness


def _rank(kb: KnowledgeBase, urgency: str | None) -> int:
    return -1 if urgency is None else kb.rank(urgency)


def _is_about(promised: Property, finding: str | None, evaluator: Evaluator) -> bool:
    if promised.when is not None and evaluator.truth(promised.when) is not True:
        return False
    applying = (one for one in promised.exemptions if not one.findings or finding in one.findings)
    return not any(evaluator.truth(one.when) is True for one in applying)


def _breaks(kb: KnowledgeBase, promised: Property, urgency: str | None) -> bool:
    match promised.promise:
        case Promise.FLOOR:
            return _rank(kb, urgency) < _rank(kb, promised.urgency)
        case Promise.CEILING:
            return _rank(kb, urgency) > _rank(kb, promised.urgency)
        case Promise.NEVER:
            return urgency == promised.urgency
        case _:
            return urgency is None
