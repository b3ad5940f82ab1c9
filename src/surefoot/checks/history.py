"""What became of the records of an earlier version: changed, removed, given another id."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property

from surefoot.model import Frozen, Kind, Record, RecordSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_ABOUT_THE_RECORD = frozenset({"revision", "review", "waivers"})
"""Keys that say how far a record has got, not what it says."""

Key: TypeAlias = tuple[Kind, str]


def meaning(record: Record, records: RecordSet, without: Collection[str] = ()) -> str:
    """What a record says, as one text: the same for the same content, whatever its layout, revision and review."""
    left_out = _ABOUT_THE_RECORD.union(without)
    return records.canonical({key: value for key, value in record.content.items() if key not in left_out})


def review_hash(record: Record, records: RecordSet) -> str:
    """What a review vouches for: the SHA-256 of what the record says."""
    import hashlib

    return hashlib.sha256(meaning(record, records).encode()).hexdigest()


class History(Frozen, slots=False):
    """Two versions of the same records."""

    before: RecordSet
    now: RecordSet

    @cached_property
    def kept(self) -> tuple[tuple[Record, Record], ...]:
        """The records that are in both versions: as they were, as they are."""
        earlier = _by_key(self.before)
        return tuple((earlier[key], record) for key, record in _by_key(self.now).items() if key in earlier)

    def says_something_else(self, old: Record, new: Record) -> bool:
        """Whether a record changed in meaning, not only in layout, revision or review."""
        return meaning(old, self.before) != meaning(new, self.now)

    @cached_property
    def removed(self) -> Mapping[Key, Record]:
        """The records whose file is no longer there; kb.json is always there."""
        return {key: record for key, record in _by_key(self.before).items() if not _is_there(key, self.now)}

    @cached_property
    def added(self) -> Mapping[Key, Record]:
        """The records whose file was not there."""
        return {key: record for key, record in _by_key(self.now).items() if not _is_there(key, self.before)}

    @cached_property
    def renamed(self) -> Mapping[Key, str]:
        """The removed records that were added again with the same content and another id: the new id."""
        old = _sole(self.removed, self.before)
        new = _sole(self.added, self.now)
        return {key: new[said][1] for said, key in old.items() if said in new}


def _is_there(key: Key, records: RecordSet) -> bool:
    return key[0] is Kind.KB or key[1] in records.present.get(key[0], ())


def _by_key(records: RecordSet) -> Mapping[Key, Record]:
    """The records by kind and id; there is one kb.json, whatever its id."""
    return {(r.kind, "" if r.kind is Kind.KB else r.id): r for r in reversed(records.records)}


def _sole(records: Mapping[Key, Record], among: RecordSet) -> Mapping[tuple[Kind, str], Key]:
    """What each record says besides its id, and which record says it; what two of them say is left out."""
    found: dict[tuple[Kind, str], list[Key]] = {}
    for key, record in records.items():
        found.setdefault((record.kind, meaning(record, among, ("id", "$schema"))), []).append(key)
    return {said: keys[0] for said, keys in found.items() if len(keys) == 1}
