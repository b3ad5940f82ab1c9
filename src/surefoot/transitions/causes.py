"""Why a patient moves: the edits without which he or she would not, and the rules."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from surefoot.engine import decide, evaluator_for
from surefoot.model import KnowledgeBase, Presentation
from surefoot.proof import ReplayError
from surefoot.transitions.edits import Edit, mixed
from surefoot.transitions.people import People
from surefoot.transitions.result import Standing

T = TypeVar("T")


def standing(kb: KnowledgeBase, patient: Presentation) -> Standing:
    """What triage answers of a patient."""
    decision = decide(kb, evaluator_for(kb, patient))
    level = next((level for level in kb.levels if kb.rank(level) == decision.urgency), None)
    return Standing(level, tuple(judgement.rule.id for judgement in decision.judgements if judgement.fires))


def is_real(kb: KnowledgeBase, heard: Iterable[Presentation]) -> bool:
    """Whether a patient violates no constraint of a version, whichever version hears him or her."""
    evaluators = [evaluator_for(kb, patient) for patient in heard]
    return not any(
        evaluator.truth(one.when) is True and evaluator.truth(one.then) is False
        for one in kb.records.constraints.values()
        for evaluator in evaluators
    )


def moving_edits(
    patient: Presentation, after: str | None, edits: Sequence[Edit], people: People, kbs: tuple[KnowledgeBase, ...]
) -> list[Edit]:
    """Edits that alone take the patient to the later urgency, none of which can be left out.

    Raises:
        ReplayError: all of them together do not.
    """

    def moves(some: Sequence[Edit]) -> bool:
        kb = mixed(kbs[0], kbs[1], some)
        return standing(kb, people.read(patient, kb)).urgency == after

    if not moves(edits):
        raise ReplayError("the edits that were found do not make of one version the other")
    return _smallest_part(list(edits), moves)


def _smallest_part(items: list[T], enough: Callable[[list[T]], bool]) -> list[T]:
    """Leave out what can be left out: halves first, then ever smaller pieces."""
    size = len(items) // 2
    while size:
        for start in _from_the_end(len(items), size):
            rest = items[:start] + items[start + size :]
            if enough(rest):
                items = rest
        size = min(size // 2, len(items) // 2) if size > 1 else 0
    return items


def _from_the_end(length: int, size: int) -> Iterator[int]:
    return iter(range((length - 1) // size * size, -1, -size))
