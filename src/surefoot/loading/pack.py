"""A pack: the records of a knowledge base, parsed and found without faults, in a form that is read back at once.

It is plain data, as `marshal` writes it; no code is in it. Whoever keeps a pack says for how long it is true:
as long as the files are what they were. Names of files are kept below the root, so that a pack serves from any
folder, and equal knowledge in two places is one pack. Each kind of record is read when it is first asked for.
"""

import marshal
import os

from surefoot.loading.build import build
from surefoot.loading.location import shown
from surefoot.model import Kind, KnowledgeBase, Presentation, Record, RecordSet, Scenario, most_urgent_first

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

_OF_RECORDS = ("manifest", "urgencies", "findings", "patterns", "checklists")


def pack_knowledge(kb: KnowledgeBase, root: str) -> bytes:
    """A knowledge base that is fit to triage with; `root` is its folder or snapshot."""
    return marshal.dumps((kb.hash, _packed(kb.records, root)))


def unpack_knowledge(data: bytes, root: str) -> KnowledgeBase:
    """The knowledge base that was packed."""
    content_hash, packed = marshal.loads(data)
    return _PackedKnowledgeBase(content_hash, _PackedRecords(packed, root))


def pack_records(records: RecordSet, root: str) -> bytes:
    """Records to look things up in, those of scenarios included."""
    return marshal.dumps(_packed(records, root))


def unpack_records(data: bytes, root: str) -> RecordSet:
    """The records that were packed."""
    return _PackedRecords(marshal.loads(data), root)


def pack_scenarios(scenarios: "Iterable[Scenario]", root: str) -> tuple[bytes, bytes]:
    """What scenarios expect, and what they tell: their stories and answers.

    `root` is the folder of the knowledge base beside them, or its snapshot.
    """
    place = _place(root, Kind.SCENARIO)
    listed = list(scenarios)
    expected = [(s.id, s.file.removeprefix(place), tuple(s.expect), s.near_miss_of) for s in listed]
    return marshal.dumps(expected), marshal.dumps([(s.story, dict(s.presentation.answers)) for s in listed])


def unpack_scenarios(expected: bytes, told: bytes | None, root: str) -> tuple[Scenario, ...]:
    """The scenarios that were packed; without stories and answers where these are not given."""
    from surefoot.model import Expectation

    place = _place(root, Kind.SCENARIO)
    listed = marshal.loads(expected)
    said = marshal.loads(told) if told is not None else [("", {})] * len(listed)
    return tuple(
        Scenario(id_, place + file, story, Presentation(answers), Expectation(*expect), near)
        for (id_, file, expect, near), (story, answers) in zip(listed, said, strict=True)
    )


class _PackedRecords(RecordSet, slots=False):
    """A set of records that reads a kind when it is asked for."""

    def __init__(self, packed: "Mapping[str, bytes]", root: str) -> None:
        vars(self).update(build=build, canonical=_canonical, _packed=packed, _root=root, _read={}, _named={})

    def __getattr__(self, name: str) -> "Any":
        if name == "records":
            found: Any = tuple(record for kind in self._packed for record in self.of(Kind(kind)))
        elif name == "present":
            found = {Kind(kind): frozenset(record.id for record in self.of(Kind(kind))) for kind in self._packed}
        else:
            raise AttributeError(name)
        vars(self)[name] = found
        return found

    def of(self, kind: Kind) -> "Iterator[Record]":
        if kind not in self._read:
            listed = marshal.loads(self._packed[kind.value]) if kind.value in self._packed else ()
            place = _place(self._root, kind)
            self._read[kind] = [Record(kind, id_, place + file, content) for id_, file, content in listed]
        return iter(self._read[kind])

    def get(self, kind: Kind, record_id: str) -> Record | None:
        if kind not in self._named:
            self._named[kind] = {record.id: record for record in reversed([*self.of(kind)])}
        found: Record | None = self._named[kind].get(record_id)
        return found


class _PackedKnowledgeBase(KnowledgeBase, slots=False):
    """A knowledge base that builds its parts when they are asked for."""

    def __init__(self, content_hash: str, records: RecordSet) -> None:
        vars(self).update(hash=content_hash, records=records)

    def __getattr__(self, name: str) -> "Any":
        if name == "rules":
            found: Any = most_urgent_first(self.records)
        elif name in _OF_RECORDS:
            found = getattr(self.records, name)
        else:
            raise AttributeError(name)
        vars(self)[name] = found
        return found

    def replaced(self, **changes: "Any") -> "Any":
        return KnowledgeBase(**{**{field: getattr(self, field) for field in self._fields}, **changes})


def _place(root: str, kind: Kind) -> str:
    """What the names of files begin with, as they are shown from the current folder; scenarios lie beside the rest."""
    if os.path.isfile(root):
        return f"{shown(root)}:"
    folder = shown(os.path.dirname(os.path.abspath(root)) if kind is Kind.SCENARIO else root)
    return "" if folder == "." else f"{folder.rstrip('/')}/"


def _packed(records: RecordSet, root: str) -> dict[str, bytes]:
    """The records by kind, the kinds in the order of the files."""
    places = {kind: _place(root, kind) for kind in Kind}
    listed: dict[str, list[Any]] = {}
    for record in records.records:
        entry = (record.id, record.file.removeprefix(places[record.kind]), record.content)
        listed.setdefault(record.kind.value, []).append(entry)
    return {kind: marshal.dumps(entries) for kind, entries in listed.items()}


def _canonical(value: "Any") -> str:
    from surefoot.loading.canonical import canonical_json

    return canonical_json(value)
