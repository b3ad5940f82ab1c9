"""Who moves between two versions, out of all patients."""

from typing import NamedTuple

from surefoot.model import JsonObject, Kind, Presentation
from surefoot.proof import Verdict
from surefoot.versions import Difference, Direction


class Standing(NamedTuple):
    """What one version answers: the urgency, None outside the scope, and the rules that fire."""

    urgency: str | None
    fired: tuple[str, ...]


class Change(NamedTuple):
    """An edit of a record: what became of it, and where it differs; a record that is new or gone has no places."""

    kind: Kind
    id: str
    file: str
    status: str
    differences: tuple[Difference, ...]

    @property
    def pointer(self) -> str:
        """The place to point at."""
        return self.differences[0].pointer if self.differences else "/id"


class Waiver(NamedTuple):
    """A waiver that was added with the edit: the record it stands in, its number there, what it says."""

    kind: Kind
    id: str
    file: str
    number: int
    content: JsonObject

    @property
    def key(self) -> tuple[Kind, str]:
        """The record whose edit it is about: the one it stands in, or one that is gone, which kb.json speaks of."""
        removed = self.content.get("removed")
        if removed is None:
            return self.kind, self.id
        kind, _, name = str(removed).partition("/")
        return Kind(kind), name


class Mover(NamedTuple):
    """The smallest patient of some who move, on both engines; the answers as `before` and `after` hear them.

    `changes` are edits that move this patient, none of which can be left out. `lost` are rules that no longer
    demand the earlier urgency, `gained` those that demand the later one.
    """

    presentation: Presentation
    heard: tuple[Presentation, Presentation]
    before: Standing
    after: Standing
    changes: tuple[Change, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]


class Cell(NamedTuple):
    """From one urgency to another, None being outside the scope: proved that nobody moves, or who does.

    `movers` need mending where the urgency is lowered; `waived` are the waivers that let everybody else move.
    """

    before: str | None
    after: str | None
    direction: Direction
    verdict: Verdict
    movers: tuple[Mover, ...] = ()
    waived: tuple[Waiver, ...] = ()


class Excluded(NamedTuple):
    """A constraint that now excludes people whom nothing excluded before: the smallest of them."""

    change: Change
    patient: Presentation | None
    standing: Standing | None
    verdict: Verdict
    waived: tuple[Waiver, ...] = ()


class Transitions(NamedTuple):
    """The whole of it: every move, whom constraints exclude, waivers without a use, and the work it took."""

    cells: tuple[Cell, ...]
    excluded: tuple[Excluded, ...]
    unneeded: tuple[Waiver, ...]
    questions: int
    seconds: float

    @property
    def undecided(self) -> bool:
        """Something is not proved and not refuted."""
        verdicts = [*(cell.verdict for cell in self.cells), *(one.verdict for one in self.excluded)]
        return Verdict.UNDECIDED in verdicts

    @property
    def lowered(self) -> tuple[Cell, ...]:
        """The cells in which somebody is lowered without a waiver."""
        return tuple(cell for cell in self.cells if cell.direction is Direction.LOWERED and cell.movers)

    @property
    def clean(self) -> bool:
        """Nobody is lowered or newly excluded without a waiver, and every waiver has a use."""
        open_ = [one for one in self.excluded if one.verdict is not Verdict.PROVED and not one.waived]
        return not (self.lowered or open_ or self.unneeded or self.undecided)
