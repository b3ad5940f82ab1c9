"""What would change an answer: the fewest other answers with which the urgency is higher, or lower.

Changes of one answer and of two are all tried, thousands of patients at a time, as bits of the circuit. More are left
to the solver, where it is installed. A patient who breaks a constraint that the person keeps is nobody.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from surefoot.engine import decide, evaluator_for
from surefoot.model import KnowledgeBase, Presentation, Value
from surefoot.proof.answers import Slot
from surefoot.proof.replay import ReplayError
from surefoot.proof.solver import Solver, SolverMissing, Undecided
from surefoot.proof.translation import Translation
from surefoot.proof.witness import decoded

_TRIED = 2
"""So many changed answers at once are all tried."""
_MOST_VALUES = 8
"""Of a question with more values than that, of which several can be given, only the solver tries the answers."""
_MILLISECONDS = 10_000


class Change(NamedTuple):
    """Other answers, and the urgency with them."""

    answers: Mapping[str, Value | None]
    urgency: str


class Changes(NamedTuple):
    """The changes with the fewest answers, in both directions. `searched` is how many answers were changed at most.

    None stands for any number: what is not found then does not exist.
    """

    higher: tuple[Change, ...]
    lower: tuple[Change, ...]
    searched_higher: int | None
    searched_lower: int | None


class _Alternative(NamedTuple):
    """Another answer to a question that was answered, and the variables that it turns."""

    finding: str
    value: Value
    turned: frozenset[int]


def what_would_change(kb: KnowledgeBase, presentation: Presentation) -> Changes | None:
    """The fewest other answers, of those that were given and are not fixed, that change the urgency.

    None outside the scope.

    Raises:
        ReplayError: the engine disagrees with the circuit.
    """
    rank = decide(kb, evaluator_for(kb, presentation)).urgency
    if rank is None:
        return None
    search = _Search(kb, presentation)
    urgency = search.world.outcome.urgency
    circuit = search.world.circuit
    lower = circuit.all_of((-urgency[rank], urgency[min(urgency)]))
    higher, searched_higher = search.fewest(search.world.outcome.above(rank))
    lowered, searched_lower = search.fewest(lower)
    return Changes(higher, lowered, searched_higher, searched_lower)


class _Search:
    def __init__(self, kb: KnowledgeBase, presentation: Presentation) -> None:
        self.world = Translation(kb)
        self._kb = kb
        self._given = presentation
        self._true = self.world.patient.encoded(presentation)
        slots = self.world.patient.slots
        self._open = [name for name in presentation if name in slots and not kb.findings[name].fixed]
        self._alternatives = [other for name in self._open for other in self._others(slots[name])]
        kept = self.world.circuit.values(dict.fromkeys(self._true, 1), 1, self.world.violated.values())
        self._real = [-literal for literal in self.world.violated.values() if not kept[literal]]

    def _others(self, slot: Slot) -> Iterator[_Alternative]:
        now = {variable for variable in slot.variables if variable in self._true}
        if slot.bits:
            answered = {slot.options[0][1]} ^ (now - {*slot.bits.values()})
            for bits in _subsets(slot) if len(slot.bits) <= _MOST_VALUES else ():
                chosen = tuple(name for name, bit in slot.bits.items() if bit in bits)
                turned = (bits ^ (now & {*slot.bits.values()})) | answered
                if turned:
                    yield _Alternative(slot.finding.id, chosen, frozenset(turned))
            return
        for value, variable in slot.options[:-1]:
            if variable not in now and value is not None:
                yield _Alternative(slot.finding.id, value, frozenset({variable} | now))

    def fewest(self, wanted: int) -> tuple[tuple[Change, ...], int | None]:
        """The changes that bring about a literal, with the fewest answers."""
        for count in range(1, min(_TRIED, len(self._open)) + 1):
            found = self._tried(wanted, count)
            if found:
                return tuple(map(self._replayed, found)), count
        return self._solved(wanted)

    def _tried(self, wanted: int, count: int) -> list[tuple[_Alternative, ...]]:
        """All changes of so many answers that bring it about."""
        sets = [
            chosen
            for chosen in combinations(self._alternatives, count)
            if len({one.finding for one in chosen}) == count
        ]
        ones = (1 << len(sets)) - 1
        inputs = dict.fromkeys(self._true, ones)
        turned: dict[int, int] = {}
        for index, chosen in enumerate(sets):
            for variable in frozenset().union(*(one.turned for one in chosen)):
                turned[variable] = turned.get(variable, 0) | 1 << index
        for variable, bits in turned.items():
            inputs[variable] = inputs.get(variable, 0) ^ bits
        literals = (wanted, *self._real)
        values = self.world.circuit.values(inputs, len(sets), literals)
        good = ones
        for literal in literals:
            good &= values[literal]
        return [chosen for index, chosen in enumerate(sets) if good >> index & 1]

    def _solved(self, wanted: int) -> tuple[tuple[Change, ...], int | None]:
        """One change with the fewest answers, by the solver; nothing, and how many were tried, without it."""
        world, circuit = self.world, self.world.circuit
        slots = world.patient.slots
        try:
            solver = Solver(circuit, _MILLISECONDS)
            for literal in (*self._real, world.patient.well_formed, *self._kept(slots)):
                solver.require(literal)
            moved = [-self._same(slots[name]) for name in self._open]
            if not solver.possible(wanted):
                return (), None
            for count in range(1, len(moved) + 1):
                found = solver.find(wanted, -circuit.at_least(count + 1, moved))
                if found is not None:
                    return (self._difference(decoded(world.patient, found)),), None
        except (SolverMissing, Undecided):
            pass
        return (), 0 if any(len(slots[name].bits) > _MOST_VALUES for name in self._open) else _TRIED

    def _kept(self, slots: Mapping[str, Slot]) -> Iterator[int]:
        """What is not up to change: findings that are fixed or were not asked; and whoever was asked has an answer."""
        for name, slot in slots.items():
            if name in self._open:
                same_or_known = (self._same(slot), self.world.patient.known(name))
                yield self.world.circuit.any_of(same_or_known)
            else:
                yield self._same(slot)

    def _same(self, slot: Slot) -> int:
        return self.world.circuit.all_of(v if v in self._true else -v for v in slot.variables)

    def _difference(self, patient: Presentation) -> Change:
        slots = self.world.patient.slots
        changed = self.world.patient.encoded(patient)
        moved = [
            name for name in self._open if changed & {*slots[name].variables} != self._true & {*slots[name].variables}
        ]
        return self._checked({name: patient.value(name) for name in moved})

    def _replayed(self, chosen: Iterable[_Alternative]) -> Change:
        return self._checked({one.finding: one.value for one in chosen})

    def _checked(self, answers: Mapping[str, Value | None]) -> Change:
        changed = Presentation({**self._given.answers, **answers})
        rank = decide(self._kb, evaluator_for(self._kb, changed)).urgency
        now = decide(self._kb, evaluator_for(self._kb, self._given)).urgency
        level = next((level for level in self._kb.levels if self._kb.rank(level) == rank), None)
        if level is None or rank == now:
            raise ReplayError("other answers do not change the urgency on the engine as the circuit says")
        return Change(answers, level)


def _subsets(slot: Slot) -> Iterator[set[int]]:
    """Every choice of the values of a question of which several can be given."""
    for count in range(len(slot.bits) + 1):
        yield from map(set, combinations(slot.bits.values(), count))
