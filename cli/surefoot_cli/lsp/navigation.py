"""Where the word under the cursor leads: its record, the records that name it, and the outline of a file."""

from collections.abc import Iterator

from lsprotocol.types import DocumentSymbol, Location, Range, SymbolKind
from pygls.uris import from_fs_path

from surefoot_cli.lsp.document import Document
from surefoot_cli.lsp.json_tree import Cursor, Node, Path, parse_tree
from surefoot_cli.lsp.naming import named_at, naming
from surefoot_cli.lsp.project import Project
from surefoot_cli.lsp.text import Text

_SYMBOLS = {"object": SymbolKind.Object, "array": SymbolKind.Array, "string": SymbolKind.String}


def definition(document: Document, cursor: Cursor, units: str) -> Location | None:
    """Where the record, statement or value under the cursor stands."""
    named = named_at(document, cursor)
    if named is None:
        return None
    return Places(document.project, units).location(named.record.file, (*named.part, "id"))


def references(document: Document, cursor: Cursor, units: str, with_declaration: bool) -> list[Location]:
    """Every place that names the record under the cursor, in the order of the files."""
    named = named_at(document, cursor)
    if named is None or named.part:
        return []
    places = Places(document.project, units)
    found = list(naming(document, named))
    if with_declaration:
        found.insert(0, (named.record.file, ("id",), False))
    return [places.location(*place) for place in dict.fromkeys(found)]


class Places:
    """Finds places in the files of a project; each file is parsed once."""

    def __init__(self, project: Project, units: str) -> None:
        self._project = project
        self._units = units
        self._parsed: dict[str, tuple[Text, Node | None]] = {}

    def location(self, file: str, path: Path, on_key: bool = False) -> Location:
        """The place of a value or key, or the beginning of the file when it is not there any more."""
        if file not in self._parsed:
            text = Text(self._project.texts.get(file, b"").decode(errors="replace"), self._units)
            self._parsed[file] = text, parse_tree(text.content)
        text, root = self._parsed[file]
        node = (root.key_at(path) if on_key else root.at(path)) if root else None
        span = text.range(node.start, node.end) if node else text.range(0, 0)
        return Location(from_fs_path(self._project.path_of(file)) or "", span)


def symbols(document: Document) -> list[DocumentSymbol]:
    """The outline of a record: its title, and below it its keys."""
    root, text = document.root, document.text
    names = (root.get(key) for key in ("title", "claim", "story"))
    title = next((str(node.value) for node in names if node and node.type == "string" and node.value), document.id)
    whole = text.range(root.start, min(root.end, len(text.content)))
    start, detail = Range(whole.start, whole.start), f"{document.kind} {document.id}"
    return [DocumentSymbol(title, SymbolKind.Class, whole, start, detail, children=list(_children(document)))]


def _children(document: Document) -> Iterator[DocumentSymbol]:
    text = document.text
    for member in document.root.members:
        value = member.value
        if value is None or not member.key.value:
            continue
        end = min(value.end, len(text.content))
        kind = _SYMBOLS.get(value.type, SymbolKind.Number)
        span, key = text.range(member.key.start, end), text.range(member.key.start, member.key.end)
        yield DocumentSymbol(str(member.key.value), kind, span, key)
