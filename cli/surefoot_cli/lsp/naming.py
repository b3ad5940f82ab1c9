"""What a word in a record stands for: a record, a numbered statement of a source, a value of a finding."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from surefoot.checks import kinds_at
from surefoot.model import Kind, Record
from surefoot_cli.lsp.document import Document
from surefoot_cli.lsp.json_tree import Cursor, Node, Path


class Named(NamedTuple):
    """A record, the path of the part of it that is meant (the whole: no path), and the word that names it."""

    record: Record
    part: Path
    word: Node


class Choices(NamedTuple):
    """A list in a record from which a word is chosen: statements of a source, or values of a finding."""

    record: Record
    path: Path

    @property
    def entries(self) -> list[Mapping[str, Any]]:
        """Each with its `id`, and its words under `text` or `label`."""
        value: Any = self.record.content
        for step in self.path:
            value = value.get(step, {})
        return list(value)


def named_at(document: Document, cursor: Cursor) -> Named | None:
    """What the word under the cursor names; None when it names nothing that is known."""
    word = cursor.token
    if word is None or word.type != "string":
        return None
    for kind in kinds_named(document.kind, cursor):
        if record := document.records.get(kind, str(word.value)):
            return Named(record, (), word)
    choices = choices_at(document, cursor)
    for index, entry in enumerate(choices.entries if choices else ()):
        if choices and entry["id"] == word.value:
            return Named(choices.record, (*choices.path, index), word)
    return None


def kinds_named(kind: Kind, cursor: Cursor) -> tuple[Kind, ...]:
    """The kinds of record of which an id belongs under the cursor; none where no id belongs."""
    if cursor.on_key:
        return (Kind.FINDING,) if kind is Kind.SCENARIO and cursor.container.path == ("presentation",) else ()
    if not cursor.path:
        return ()
    return (kind,) if cursor.path == ("id",) and kind is not Kind.KB else kinds_at(kind, cursor.path)


def choices_at(document: Document, cursor: Cursor) -> Choices | None:
    """The list from which the value under the cursor is chosen; None where there is none."""
    if cursor.on_key or not cursor.path:
        return None
    if cursor.path[-2:-1] == ("statements",):
        source = _beside(cursor, "source", 1)
        cited = document.records.get(Kind.SOURCE, source) if source else None
        return Choices(cited, ("statements",)) if cited else None
    name = _finding_answered(document, cursor)
    finding = document.records.get(Kind.FINDING, name) if name else None
    return Choices(finding, ("answer", "values")) if finding else None


def _finding_answered(document: Document, cursor: Cursor) -> str | None:
    """The finding of which a value belongs under the cursor."""
    path = cursor.path
    if document.kind is Kind.SCENARIO and path[0] == "presentation" and len(path) > 1:
        return str(path[1])
    if document.kind is Kind.FINDING and path[0] == "normal":
        return document.id
    if path[-1] in ("is", "has"):
        return _beside(cursor, "finding", 0)
    return _beside(cursor, "finding", 1) if path[-2:-1] == ("in",) else None


def _beside(cursor: Cursor, key: str, up: int) -> str | None:
    """The text of a key in the object that holds the cursor, or in the one that holds the cursor's list."""
    holder = cursor.container.parent if up else cursor.container
    found = holder.get(key) if holder else None
    return str(found.value) if found and found.type == "string" else None


def naming(document: Document, named: Named) -> Iterator[tuple[str, Path, bool]]:
    """Every place that names a record: the file, the path there, and whether it is the key."""
    record = named.record
    for link in document.project.context.links:
        if link.id == record.id and record.kind in link.kinds:
            yield link.record.file, path_of(link.pointer), False
    if record.kind is Kind.FINDING:
        for scenario in document.records.of(Kind.SCENARIO):
            if record.id in scenario.content["presentation"]:
                yield scenario.file, ("presentation", record.id), True


def path_of(pointer: str) -> Path:
    """A JSON pointer as keys and indices."""
    tokens = (token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])
    return tuple(int(token) if token.isdigit() else token for token in tokens)
