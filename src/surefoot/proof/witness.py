"""The smallest patient: what a person can read, and the same whatever the order of the files."""

from collections.abc import Iterator

from surefoot.model import Presentation, Value
from surefoot.proof.answers import Patient
from surefoot.proof.solver import Solver


def smallest(solver: Solver, patient: Patient, *literals: int) -> Presentation | None:
    """The patient with the fewest answers that are not the normal ones for whom all the literals hold, or None.

    Of several the one that comes first: by the ids of the findings, not asked before the normal value, that before
    the other values in the order of the knowledge, "not sure" last.

    Raises:
        Undecided: the solver's time was not enough.
    """
    found = solver.find(*literals)
    if found is None:
        return None
    away = [patient.away(name) for name in patient.slots]
    for count in range(len(away)):
        limit = -patient.circuit.at_least(count + 1, away)
        smaller = solver.find(*literals, limit)
        if smaller is not None:
            # which findings are away is settled first, because without the limit the other questions are easy
            found, fixed = _preferred(solver.narrowed((*literals, limit)), [-literal for literal in away], smaller)
            found, _ = _preferred(solver.narrowed((*literals, *fixed)), list(_wishes(patient)), found)
            break
    return decoded(patient, found)


def decoded(patient: Patient, variables: set[int]) -> Presentation:
    """The presentation for which exactly these variables are true."""
    answers: dict[str, Value | None] = {}
    for name, slot in patient.slots.items():
        for answer, variable in slot.options:
            if variable in variables:
                chosen = tuple(value for value, bit in slot.bits.items() if bit in variables)
                answers[name] = chosen if slot.bits and answer is not None else answer
    return Presentation(answers)


def _preferred(solver: Solver, wishes: list[int], found: set[int]) -> tuple[set[int], list[int]]:
    """Of the patients whom the solver knows, one for whom the earliest wishes hold; and what then holds.

    A wish that the patient at hand does not grant is asked for together with those later ones that he or she does,
    because another patient may grant it and few others; where that is too much, it is asked for alone.
    """
    fixed: list[int] = []
    told = 0
    values = solver.values(found, wishes)
    for index, wish in enumerate(wishes):
        if not values[wish]:
            solver.require(*fixed[told:])
            told = len(fixed)
            granted = [later for later in wishes[index + 1 :] if values[later]]
            other = solver.find(wish, *granted) or solver.find(wish)
            if other is not None:
                found = other
                values = solver.values(found, wishes[index:])
        fixed.append(wish if values[wish] else -wish)
    return found, fixed


def _wishes(patient: Patient) -> Iterator[int]:
    """What is tried of each finding: that it was not asked, then one value after the other."""
    for slot in patient.slots.values():
        yield from (-variable for variable in reversed(slot.variables))
