"""What changed between two versions, and whether the version number says so."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from surefoot.checks import History
from surefoot.loading import canonical_json
from surefoot.model import Kind, Record
from surefoot.versions.differences import Difference, differences
from surefoot.versions.moves import Direction, Moves, moves_between
from surefoot.versions.opening import Version
from surefoot.versions.weight import Weight, weight_of, weight_of_added, weight_of_removed


class Status(StrEnum):
    """What became of a record."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class RecordChange(NamedTuple):
    """A record that differs; `differences` with their weights, the heaviest first, where both versions have it."""

    record: Record
    status: Status
    weight: Weight
    differences: tuple[tuple[Difference, Weight], ...] = ()


class Comparison(NamedTuple):
    """Two versions: the records that differ, the heaviest change first; new ids, by kind and old id; the moves."""

    old: Version
    new: Version
    changes: tuple[RecordChange, ...]
    renamed: tuple[tuple[Kind, str, str], ...]
    moves: Moves

    @property
    def weight(self) -> Weight:
        """The part of the version number that must rise."""
        heaviest = max((change.weight for change in self.changes), default=Weight.NONE)
        return Weight.MAJOR if self.moves.moves else heaviest

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this part, in words."""
        moves, weight = self.moves.moves, self.weight
        lowered = sum(move.direction is Direction.LOWERED for move in moves)
        count = f"{len(moves)} scenario{'' if len(moves) == 1 else 's'} moved, {lowered} of them to a lower urgency"
        heavy = [change for change in self.changes if change.weight is weight and weight]
        return (*((count,) if moves else ()), *map(_reason, heavy))

    @property
    def needed(self) -> str:
        """The lowest version number that says what changed."""
        major, minor, patch = self.old.number
        match self.weight:
            case Weight.MAJOR:
                return f"{major + 1}.0.0"
            case Weight.MINOR:
                return f"{major}.{minor + 1}.0"
            case Weight.PATCH:
                return f"{major}.{minor}.{patch + 1}"
            case _:
                return f"{major}.{minor}.{patch}"

    @property
    def enough(self) -> bool:
        """Whether the version number of the new version is high enough."""
        return self.new.number >= tuple(int(part) for part in self.needed.split("."))


def compare(old: Version, new: Version) -> Comparison:
    """Compare two versions: every record, and every scenario of either on both engines."""
    changes: list[RecordChange] = []
    renamed: list[tuple[Kind, str, str]] = []
    histories = [History(old.kb.records, new.kb.records)]
    if old.scenarios.records and new.scenarios.records:  # a snapshot may have been made without them
        histories.append(History(old.scenarios, new.scenarios))
    for history in histories:
        changes += _changes(history)
        renamed += [(kind, was, now) for (kind, was), now in history.renamed.items()]
    changes.sort(key=lambda change: (-change.weight, change.record.kind, change.record.id, change.status))
    touched = {(change.record.kind, change.record.id) for change in changes}
    return Comparison(old, new, tuple(changes), tuple(sorted(renamed)), moves_between(old, new, touched))


def _changes(history: History) -> Iterator[RecordChange]:
    for record in history.added.values():
        yield RecordChange(record, Status.ADDED, weight_of_added(record.kind))
    for record in history.removed.values():
        yield RecordChange(record, Status.REMOVED, weight_of_removed(record.kind))
    for old, new in history.kept:
        if canonical_json(old.content) != canonical_json(new.content):
            found = [(place, weight_of(new.kind, place)) for place in differences(old.content, new.content)]
            found.sort(key=lambda pair: -pair[1])
            yield RecordChange(new, Status.CHANGED, found[0][1], tuple(found))


def _reason(change: RecordChange) -> str:
    name = f"{change.record.kind.value} {change.record.id}"
    if change.status is not Status.CHANGED:
        return f"{name} {change.status.value}"
    lists: dict[str, list[str]] = {}
    for difference, weight in change.differences:
        if weight is change.weight:
            lists.setdefault(re.sub("/[0-9]+(/.*)?$", "", difference.pointer), []).append(difference.pointer)
    places = (f"{key} ({len(found)} places)" if len(found) > 1 else found[0] for key, found in lists.items())
    return f"{name}: {', '.join(places)}"
