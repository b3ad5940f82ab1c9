"""Which ids the records name, and which of them there are: without places, so much quicker than `links`.

A link has a place, and a place is needed only where something is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from surefoot.checks.links import PATHS, Place
from surefoot.model import Atom, Kind, PatternHolds, Record, RecordSet, leaves_of
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Leaf = Atom | PatternHolds


class Naming(NamedTuple):
    """What the records name: the ids that knowledge names, the patterns that anything names, and the records
    that name something of which there is no file.
    """

    ids: frozenset[str]
    patterns: frozenset[str]
    dangling: tuple[Record, ...]


def leaves(places: Iterable[Place]) -> Iterator[tuple[Record, tuple[Leaf, ...]]]:
    """The comparisons and patterns of every condition."""
    return ((place.record, tuple(leaves_of(place.condition))) for place in places)


def naming_of(records: RecordSet, conditions: Iterable[tuple[Record, tuple[Leaf, ...]]]) -> Naming:
    """What the records name, in their fields and conditions; the patients of scenarios left out."""
    present = _Present(records)
    ids: set[str] = set()
    patterns: set[str] = set()
    dangling: dict[str, None] = {}
    for record in records.records:
        for path, kinds in PATHS[record.kind]:
            if path[0] in record.content:
                named = [name for name in values_at(record.content, path) if type(name) is str]
                if record.kind is not Kind.SCENARIO:
                    ids.update(named)
                if Kind.PATTERN in kinds:
                    patterns.update(named)
                if not present[kinds].issuperset(named):
                    dangling[record.file] = None
    for record, parts in conditions:
        named_patterns = [part.pattern for part in parts if isinstance(part, PatternHolds)]
        findings = [part.finding for part in parts if not isinstance(part, PatternHolds)]
        patterns.update(named_patterns)
        ids.update(findings)
        if not (present[_PATTERN].issuperset(named_patterns) and present[_FINDING].issuperset(findings)):
            dangling[record.file] = None
    ids |= patterns
    return Naming(frozenset(ids), frozenset(patterns), tuple(r for r in records.records if r.file in dangling))


_PATTERN = (Kind.PATTERN,)
_FINDING = (Kind.FINDING,)


class _Present(dict[tuple[Kind, ...], frozenset[str]]):
    """The ids that there are of some kinds."""

    def __init__(self, records: RecordSet) -> None:
        self._present = records.present

    def __missing__(self, kinds: tuple[Kind, ...]) -> frozenset[str]:
        self[kinds] = frozenset[str]().union(*(self._present.get(kind, ()) for kind in kinds))
        return self[kinds]


def values_at(json: Any, path: Sequence[str]) -> list[Any]:
    """The values at a path in which * stands for every entry of a list."""
    if len(path) == 2 and path[1] == "*" and type(json) is dict:
        return list(json[path[0]]) if type(json[path[0]]) is list else []
    if len(path) == 3 and path[1] == "*" and type(json) is dict and type(json[path[0]]) is list:
        return [item[path[2]] for item in json[path[0]] if type(item) is dict and path[2] in item]
    found = [json]
    for step in path:
        if step == "*":
            found = [item for value in found if type(value) is list for item in value]
        else:
            found = [value[step] for value in found if type(value) is dict and step in value]
    return found
