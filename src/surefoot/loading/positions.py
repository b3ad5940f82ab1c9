"""Where in a file a JSON pointer points, and how a change there looks as text. Imported only when it is needed."""

import json
import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from surefoot.diagnostics import Change, Place, TextEdit

if TYPE_CHECKING:
    from tree_sitter import Node


def unescape(token: str) -> str:
    """One token of a JSON pointer as the key it stands for."""
    return token.replace("~1", "/").replace("~0", "~")


def escape(key: str) -> str:
    """A key as a token of a JSON pointer."""
    return key.replace("~", "~0").replace("/", "~1")


class _Found(NamedTuple):
    """What a pointer leads to: the value, its key if it has one, and what to remove to be rid of both."""

    value: "Node"
    key: "Node | None"
    whole: "Node"
    exact: bool


class Positions:
    """The places of the values and keys of one JSON text."""

    def __init__(self, file: str, data: bytes) -> None:
        import tree_sitter
        import tree_sitter_json

        language = tree_sitter.Language(tree_sitter_json.language())
        self._file = file
        self._data = data
        # INVARIANT: a node is only valid while its tree is kept
        self._tree = tree_sitter.Parser(language).parse(_without_plus_signs(data))
        self._root = self._tree.root_node.named_children[0]
        self._children: dict[int, dict[str, Node]] = {}
        self._line_starts = [0, *accumulate(len(line) + 1 for line in data.split(b"\n"))]

    def locate(self, pointer: str, on_key: bool = False) -> Place:
        """The range of the value at `pointer`, or of its key; the nearest place that exists, if it does not.

        Of an object or a list only the opening bracket is meant.
        """
        found = self._find(pointer)
        if on_key and found.key is not None:
            return self.place(found.key.start_byte, found.key.end_byte)
        start, end = found.value.start_byte, found.value.end_byte
        return self.place(start, start + 1 if found.value.type in ("object", "array") else end)

    def span(self, pointer: str) -> Place:
        """The range of the whole value at `pointer`; the nearest that exists, if it does not."""
        value = self._find(pointer).value
        return self.place(value.start_byte, value.end_byte)

    def text_edit(self, change: Change) -> TextEdit | None:
        """A change as an edit of the text; None when the pointer leads nowhere."""
        found = self._find(change.pointer)
        if not found.exact:
            return None
        match change.action:
            case "set":
                return self._edit(found.value.start_byte, found.value.end_byte, _written(change.value))
            case "rename" if found.key is not None:
                return self._edit(found.key.start_byte, found.key.end_byte, _written(change.value))
            case "remove":
                return self._removal(found.whole)
            case "append":
                return self._addition(found.value, change.value)
        return None

    def place(self, start: int, end: int) -> Place:
        """The place of the bytes from `start` to `end`."""
        line, column = self._line_column(start)
        end_line, end_column = self._line_column(end)
        return Place(self._file, line, column, end_line, end_column)

    def _find(self, pointer: str) -> _Found:
        found = _Found(self._root, None, self._root, True)
        for token in (unescape(part) for part in pointer.split("/")[1:]):
            node = found.value
            child = self._children_of(node).get(token)
            if child is None:
                return found._replace(exact=False)
            if node.type == "object":
                found = _Found(child.named_children[-1], child.children[0], child, True)
            else:
                found = _Found(child, None, child, True)
        return found

    def _children_of(self, node: "Node") -> dict[str, "Node"]:
        """The pairs of an object by their key, the entries of a list by their index; of a key twice, the first."""
        if node.id not in self._children:
            children: dict[str, Node] = {}
            for index, child in enumerate(node.named_children):
                if node.type == "array":
                    children[str(index)] = child
                elif node.type == "object" and child.type == "pair":
                    children.setdefault(json.loads(child.children[0].text or b'""'), child)
            self._children[node.id] = children
        return self._children[node.id]

    def _removal(self, node: "Node") -> TextEdit | None:
        """Remove a pair or an entry with the comma that belongs to it."""
        after, before = node.next_sibling, node.prev_sibling
        if after is not None and after.type == "," and after.next_sibling is not None:
            return self._edit(node.start_byte, after.next_sibling.start_byte, "")
        if before is not None and before.type == "," and before.prev_sibling is not None:
            return self._edit(before.prev_sibling.end_byte, node.end_byte, "")
        if node.parent is None:
            return None
        return self._edit(node.parent.start_byte + 1, node.parent.end_byte - 1, "")

    def _addition(self, container: "Node", value: object) -> TextEdit | None:
        """Add an entry to a list, or a pair to an object, laid out like the last one."""
        if container.type == "object" and isinstance(value, tuple):
            text = f"{_written(value[0])}: {_written(value[1])}"
        elif container.type == "array":
            text = _written(value)
        else:
            return None
        if not container.named_children:
            return self._edit(container.start_byte + 1, container.end_byte - 1, text)
        last = container.named_children[-1]
        gap = self._data[: last.start_byte].rpartition(b"\n")[2]
        own_line = not gap.strip()
        joint = ",\n" + gap.decode() if own_line else ", "
        return self._edit(last.end_byte, last.end_byte, joint + text)

    def _edit(self, start: int, end: int, text: str) -> TextEdit:
        return TextEdit(self.place(start, end), start, end, text)

    def _line_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset)
        before = self._data[self._line_starts[line - 1] : offset]
        return line, len(before.decode(errors="replace")) + 1


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _without_plus_signs(data: bytes) -> bytes:
    """The same bytes with 1e+16 written as 1e016, which means the same: the grammar knows no plus sign there."""
    token = rb'"(?:[^"\\]|\\.)*"|[eE][+]'
    return re.sub(token, lambda found: found[0] if found[0][:1] == b'"' else found[0][:1] + b"0", data)
