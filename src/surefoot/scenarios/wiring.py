"""What triage answers many patients at once: one bit for each patient, through the circuit.

The engine says the same of one patient, with reasons and advice; a suite needs neither. Both sides of the question
are plain data that can be kept: the knowledge base as gates, the patients as columns of answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surefoot.model import Atom, KnowledgeBase, NamedTuple, Presentation, Value

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

Answers: TypeAlias = dict[str, list[tuple[Value | None, int]]]
"""For each finding the answers that were given, each with the bits of the patients who gave it."""


class Verdict(NamedTuple):
    """The answer of triage without reasons: what an expectation can speak of. `fired` is in the order of reasons."""

    urgency: str | None
    at_least: str | None
    at_most: str | None
    settled: bool
    fired: tuple[str, ...]

    @property
    def in_scope(self) -> bool:
        """Whether the knowledge base is for this patient."""
        return self.urgency is not None


class Wiring(NamedTuple):
    """A knowledge base as gates: the atoms with their two inputs, and the literals of what triage answers.

    `fires` is in the order of the rules, and `levels` gives the urgency of each. The other maps give, for each
    rank, the literal of this rank or a higher one.
    """

    gates: list[tuple[int, tuple[int, ...]]]
    atoms: list[tuple[str, tuple[str | bool | float | tuple[str, ...], ...], int, int]]
    fires: dict[str, int]
    outside: int
    urgency: dict[int, int]
    at_least: dict[int, int]
    at_most: dict[int, int]
    levels: dict[str, str]


def wiring_of(kb: KnowledgeBase) -> Wiring:
    """The gates of a knowledge base."""
    from surefoot.circuit import Circuit, Meaning, Truth

    circuit = Circuit()
    atoms: dict[Atom, Truth] = {}

    def truth(atom: Atom) -> Truth:
        if atom not in atoms:
            atoms[atom] = Truth(circuit.variable(), circuit.variable())
        return atoms[atom]

    outcome = Meaning(kb, circuit, truth).outcome
    return Wiring(
        [(gate.needed, gate.operands) for gate in circuit.gates],
        [(type(atom).__name__, _plain(atom), literals.true, literals.false) for atom, literals in atoms.items()],
        dict(outcome.fires),
        outcome.outside,
        dict(outcome.urgency),
        dict(outcome.at_least),
        dict(outcome.at_most),
        {rule.id: rule.urgency for rule in kb.rules},
    )


def _plain(atom: Atom) -> tuple[str | bool | float | tuple[str, ...], ...]:
    """The fields of an atom; a comparison by its name."""
    fields = (getattr(atom, field) for field in atom._fields)
    return tuple(str(field) if isinstance(field, str) else field for field in fields)


def answers_of(patients: Iterable[Presentation]) -> Answers:
    """The answers by finding. Equal values of different types, such as true and 1, are different answers."""
    found: dict[str, dict[tuple[type, Value | None], int]] = {}
    bit = 1
    for patient in patients:
        for finding, value in patient.answers.items():
            given = found.setdefault(finding, {})
            key = (value.__class__, value)
            given[key] = given.get(key, 0) | bit
        bit <<= 1
    return {finding: [(value, bits) for (_, value), bits in given.items()] for finding, given in found.items()}


def verdicts(kb: KnowledgeBase, wiring: Wiring, answers: Answers, count: int) -> list[Verdict]:
    """What triage answers each of so many patients."""
    from surefoot.circuit import VARIABLE, Circuit, Gate

    circuit = Circuit()
    circuit.gates[:] = [
        Gate(needed, operands) if operands or not needed else VARIABLE for needed, operands in wiring.gates
    ]
    maps = (wiring.urgency, wiring.at_least, wiring.at_most)
    wanted = [*wiring.fires.values(), wiring.outside, *(literal for ranks in maps for literal in ranks.values())]
    bits = circuit.values(_inputs(wiring, answers), count, wanted)
    urgency, at_least, at_most = (_levels(kb, {rank: bits[lit] for rank, lit in of.items()}, count) for of in maps)
    inside = ((1 << count) - 1) ^ bits[wiring.outside]
    fired: list[list[str]] = [[] for _ in range(count)]
    for rule, literal in wiring.fires.items():
        for patient in _ones(bits[literal] & inside):
            fired[patient].append(rule)
    return [
        Verdict(urgency[n], at_least[n], at_most[n], _settled(kb, urgency[n], at_most[n]), tuple(fired[n]))
        for n in range(count)
    ]


def _inputs(wiring: Wiring, answers: Answers) -> dict[int, int]:
    """The patients for whom each atom is known to be true, and those for whom it is known to be false."""
    from surefoot import model
    from surefoot.engine import holds

    inputs = {}
    for name, fields, true, false in wiring.atoms:
        atom = getattr(model, name)(*fields)
        yes = no = 0
        for value, bits in answers.get(atom.finding, ()):
            found = holds(atom, value)
            yes |= bits if found else 0
            no |= bits if found is False else 0
        inputs[true], inputs[false] = yes, no
    return inputs


def _settled(kb: KnowledgeBase, urgency: str | None, at_most: str | None) -> bool:
    return at_most is None or (urgency is not None and kb.rank(at_most) <= kb.rank(urgency))


def _levels(kb: KnowledgeBase, at_or_above: Mapping[int, int], count: int) -> Sequence[str | None]:
    """The level of each patient, from the bits of those at each rank or above it."""
    found: list[str | None] = [None] * count
    for level in reversed(kb.levels):
        for patient in _ones(at_or_above[kb.rank(level)]):
            found[patient] = level
    return found


def _ones(bits: int) -> Iterator[int]:
    """The places of the ones, lowest first."""
    text = f"{bits:b}"[::-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
