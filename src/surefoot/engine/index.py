"""From what is known to the rules that it can make fire: the work for one patient grows with the answers, not with
the rules.

A part can only be true when one of some bits is set, its triggers: of a list of which all must hold those of one
entry, of a list of which any must hold those of all. The entry is chosen whose bits are set most rarely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from surefoot.engine.atoms import Atoms, ones
from surefoot.engine.parts import Part
from surefoot.model import Answered, Bound, Has, In, Is, NamedTuple, Unsure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from surefoot.engine.parts import Test
    from surefoot.model import Atom, Value

    Told: TypeAlias = tuple[int, tuple[tuple[Test, int], ...]]
    """The bits that an answer sets, and the rules that it can trigger: the test of each, and its number."""

_MOST_VALUES = 512
"""So many numbers or selections of one finding are worked out once; more would be kept for ever."""


class Triggers(NamedTuple):
    """The bits of which one is set wherever a part holds, and how often one is; `always` where it may hold without."""

    bits: int
    cost: float
    always: bool = False


class Finder:
    """Works out the triggers of parts."""

    def __init__(self, atoms: Atoms) -> None:
        self._costs = [cost for atom in atoms.listed for cost in _costs(atom, atoms.uses.get(atom.finding, 1))]
        self._known: dict[tuple[Part, bool], Triggers] = {}

    def triggers(self, part: Part, truth: bool = True) -> Triggers:
        """Those of a part that has to be true, or false."""
        key = part, truth
        if key not in self._known:
            self._known[key] = self._found(part, truth)
        return self._known[key]

    def _found(self, part: Part, truth: bool) -> Triggers:
        side = part.sides[truth]
        if side.needed <= 0:
            return Triggers(0, 0.0, True)
        entries = [Triggers(1 << bit, self._costs[bit]) for bit in ones(side.bits)]
        entries += [self.triggers(other, wanted) for other, wanted in side.parts]
        usable = sorted((entry for entry in entries if not entry.always), key=lambda entry: entry.cost)
        enough = usable[: max(side.size - side.needed + 1, 0)]
        if side.needed <= side.size and len(enough) < side.size - side.needed + 1:
            return Triggers(0, 0.0, True)
        bits = 0
        for entry in enough:
            bits |= entry.bits
        return Triggers(bits, sum(entry.cost for entry in enough))


def _costs(atom: Atom, uses: int) -> tuple[float, float]:
    """How often an atom is known to be true, and known to be false: findings that rules name often are asked often,
    and most people say no to most of what they are asked.
    """
    match atom:
        case Is(_, value) if isinstance(value, bool):
            likely = 0.15 if value else 0.85
        case Unsure():
            likely = 0.05
        case Answered():
            likely = 0.95
        case In(_, values):
            likely = min(0.2 * len(values), 0.9)
        case Is() | Has():
            likely = 0.2
        case Bound():
            likely = 0.5
    return uses * likely, uses * (1 - likely)


def tables(
    atoms: Atoms, triggers: Sequence[Triggers], tested: Sequence[tuple[Test, int]], findings: Iterable[str]
) -> tuple[Mapping[str, Told], Mapping[str, Told], Mapping[str, Mapping[Any, Told]]]:
    """For each finding what is told by a yes, by a no, and by each other answer: most answers are one of the first two.

    `tested` is what each trigger stands for. A finding that no condition names tells nothing.
    """
    triggered: dict[int, list[int]] = {}
    for rule, found in enumerate(triggers):
        for bit in ones(found.bits):
            triggered.setdefault(bit, []).append(rule)

    def told(finding: str, value: Value | None) -> Told:
        bits = atoms.told(finding, value)
        rules = sorted({rule for bit in ones(bits) for rule in triggered.get(bit, ())})
        return bits, tuple([tested[rule] for rule in rules])

    named = {*findings, *atoms.of_finding}
    yes, no = {finding: told(finding, True) for finding in named}, {finding: told(finding, False) for finding in named}
    return yes, no, {finding: _Others(told, finding) for finding in named}


class _Others(dict):  # type: ignore[type-arg]
    """What other answers tell, worked out when they are first met."""

    def __init__(self, told: Callable[[str, Value | None], Told], finding: str) -> None:
        self._told = told
        self._finding = finding

    def __missing__(self, value: Value | None) -> Told:
        found = self._told(self._finding, value)
        if len(self) < _MOST_VALUES:
            self[value] = found
        return found
