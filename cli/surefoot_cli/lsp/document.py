"""An open file: its text, its tree, its kind, and the records around it."""

import os
from typing import NamedTuple

from lsprotocol.types import Position

from surefoot.model import Kind, RecordSet
from surefoot_cli.lsp.json_tree import Cursor, Node, cursor_at, parse_tree
from surefoot_cli.lsp.project import Project
from surefoot_cli.lsp.text import Text

_KINDS = {kind.value: kind for kind in Kind}


class Document(NamedTuple):
    """A record in an editor."""

    path: str
    kind: Kind
    text: Text
    root: Node
    project: Project

    @property
    def records(self) -> RecordSet:
        """The records around it, as they were last read."""
        return self.project.records

    @property
    def id(self) -> str:
        """The id that its file name promises."""
        return os.path.basename(self.path).removesuffix(".json")

    def cursor(self, position: Position) -> Cursor | None:
        """Where a position stands; None outside of the record."""
        return cursor_at(self.root, self.text.offset(position))


def document_of(path: str, text: Text, project: Project) -> Document | None:
    """A file as a record; None when it holds no object or its kind cannot be told."""
    root = parse_tree(text.content)
    if root is None or root.type != "object":
        return None
    file = project.files.get(os.path.normcase(path))
    kind = file.kind if file else _kind_named(root)
    return Document(path, kind, text, root, project) if kind else None


def _kind_named(root: Node) -> Kind | None:
    """The kind that "$schema" names, for a file that is not in its folder yet."""
    named = root.get("$schema")
    name = str(named.value if named else "").rsplit("/", 1)[-1].removesuffix(".schema.json")
    return _KINDS.get(name)
