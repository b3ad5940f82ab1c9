"""Edits as people read them: the record, the places in it, what was there and what is there."""

from collections.abc import Iterable, Iterator
from typing import Any

from surefoot.model import Kind, KnowledgeBase, Record
from surefoot.transitions.edits import Place
from surefoot.transitions.parts import MANIFEST
from surefoot.transitions.renaming import Names
from surefoot.transitions.result import Change
from surefoot.versions import ABSENT, Difference, differences


class Changes:
    """Names the edits between two versions; places are in the words of the later one."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, names: Names) -> None:
        self._old, self._new, self._names = old, new, names

    def key(self, stated: tuple[Kind, str]) -> tuple[Kind, str]:
        """The kind and id by which a place names a record."""
        kind, name = stated
        return (kind, MANIFEST) if kind is Kind.KB else (kind, self._names.now(kind, name))

    def of(self, places: Iterable[Place]) -> tuple[Change, ...]:
        """The edits at these places, record by record."""
        by_record: dict[tuple[Kind, str], list[str]] = {}
        for kind, name, pointer in places:
            by_record.setdefault((kind, name), []).append(pointer)
        return tuple(self._change(kind, name, pointers) for (kind, name), pointers in by_record.items())

    def of_record(self, kind: Kind, name: str) -> Change:
        """The edit of a condition of a record, or of the record itself."""
        return self._change(kind, name, ["/when", "/then"])

    def _change(self, kind: Kind, name: str, pointers: list[str]) -> Change:
        was, now = self._records(kind, name)
        record = now or was
        if record is None:
            return Change(kind, name, "", "changed", ())
        if was is None or now is None:
            return Change(kind, record.id, record.file, "added" if was is None else "removed", ())
        found = [one for pointer in pointers for one in _within(was.content, now.content, pointer)]
        return Change(kind, record.id, record.file, "changed", tuple(found))

    def _records(self, kind: Kind, name: str) -> tuple[Record | None, Record | None]:
        if kind is Kind.KB:
            return next(self._old.records.of(kind), None), next(self._new.records.of(kind), None)
        return self._old.records.get(kind, self._names.was(kind, name)), self._new.records.get(kind, name)


def _within(old: Any, new: Any, pointer: str) -> Iterator[Difference]:
    """The differences below a pointer, inside conditions too."""
    was, now = _at(old, pointer), _at(new, pointer)
    if was is ABSENT or now is ABSENT:
        if was is not now:
            yield Difference(pointer, was, now)
        return
    yield from (one._replace(pointer=pointer + one.pointer) for one in differences(was, now))


def _at(value: Any, pointer: str) -> Any:
    for key in pointer.split("/")[1:]:
        if not isinstance(value, dict) or key not in value:
            return ABSENT
        value = value[key]
    return value
