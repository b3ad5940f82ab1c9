"""JSON while it is typed: a tree of whatever is there, and where in it a cursor stands.

Brackets that were not closed end where their parent ends, a string at the end of its line. A parser that
recovers from faults in general puts the brackets of a broken text side by side; then the path is lost, and
with it what belongs at the cursor.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_TOKEN = re.compile(r'"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*(?P<end>"?)|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_CONSTANTS = {"true": True, "false": False, "null": None}
_CLOSES = {"}": "object", "]": "array"}
_OPENS = {"{": "object", "[": "array"}


@dataclass(eq=False, slots=True)
class Node:
    """A value or a key: its type (object, array, string or other), its range, and what it holds."""

    type: str
    start: int
    end: int
    closed: bool
    value: Any
    members: list["Member"]
    items: list["Node"]
    parent: "Node | None" = None
    step: str | int | None = None

    @property
    def path(self) -> Path:
        """The keys and indices that lead here from the root."""
        steps: list[str | int] = []
        node: Node | None = self
        while node is not None and node.step is not None:
            steps.append(node.step)
            node = node.parent
        return tuple(reversed(steps))

    def get(self, key: str) -> "Node | None":
        """The value of a key of an object, or None."""
        return next((m.value for m in self.members if m.key.value == key), None)

    def at(self, path: Path) -> "Node | None":
        """The value that a path leads to, or None."""
        node: Node | None = self
        for step in path:
            if node is None:
                return None
            node = node.get(step) if isinstance(step, str) else next(iter(node.items[step : step + 1]), None)
        return node

    def key_at(self, path: Path) -> "Node | None":
        """The key that a path ends in, or None."""
        holder = self.at(path[:-1])
        members = holder.members if holder else []
        return next((m.key for m in members if m.key.value == path[-1]), None)


@dataclass(eq=False, slots=True)
class Member:
    """A key of an object with what has been typed of the rest; colon and comma are offsets."""

    key: Node
    colon: int | None = None
    value: Node | None = None
    comma: int | None = None


class Cursor(NamedTuple):
    """Where a cursor stands: in which list or object, on or before which word, and the path of the value there.

    On a key the path ends in that key; where a key may begin, it is that of the object.
    """

    offset: int
    container: Node
    path: Path
    on_key: bool
    token: Node | None
    member: Member | None = None


def parse_tree(text: str) -> Node | None:
    """The first list or object of a text with all that it holds; None when there is none."""
    root: Node | None = None
    open_: list[Node] = []
    for found in _TOKEN.finditer(text):
        token, start, end = found[0], found.start(), found.end()
        if token in _OPENS:
            node = Node(_OPENS[token], start, len(text) + 1, False, None, [], [])
            if open_:
                _add(open_[-1], node)
            elif root is None:
                root = node
            else:
                break
            open_.append(node)
        elif token in _CLOSES:
            _close(open_, _CLOSES[token], end)
        elif open_ and token in ",:":
            _separate(open_[-1], token, start)
        elif open_:
            closed = token[0] != '"' or bool(found["end"])
            _add(open_[-1], Node("string" if token[0] == '"' else "other", start, end, closed, _value(token), [], []))
    return root


def _close(open_: list[Node], type_: str, end: int) -> None:
    """Close the innermost container of a type, and those in it that were left open; a stray bracket is passed over."""
    if not any(node.type == type_ for node in open_):
        return
    while open_:
        node = open_.pop()
        node.closed, node.end = node.type == type_, end
        if node.closed:
            return


def _separate(container: Node, token: str, start: int) -> None:
    if not container.members:
        return
    last = container.members[-1]
    if token == ",":
        last.comma = start if last.comma is None else last.comma
        return
    if last.colon is not None and last.value is not None and last.comma is None:
        last = _split(container, last.value)
    last.colon = start if last.colon is None else last.colon


def _split(container: Node, key: Node) -> Member:
    """What was taken for the value of the last member is the key of the next: a colon follows."""
    container.members[-1].value = None
    container.members.append(Member(key))
    return container.members[-1]


def _value(token: str) -> Any:
    """What a word stands for; of one that is no JSON its letters."""
    if token[0] == '"' and "\\" not in token:
        return token.strip('"')
    if token in _CONSTANTS:
        return _CONSTANTS[token]
    try:
        return json.loads(token)
    except ValueError:
        return token.strip('"')


def _add(container: Node, node: Node) -> None:
    """Put a value where it belongs, or begin a new member with it when it is a key."""
    node.parent = container
    if container.type == "array":
        node.step = len(container.items)
        container.items.append(node)
        return
    last = container.members[-1] if container.members else None
    if last and last.colon is not None and last.value is None and last.comma is None:
        last.value = node
        node.step = str(last.key.value)
    elif node.type in ("string", "other"):
        container.members.append(Member(node))


def cursor_at(root: Node, offset: int) -> Cursor | None:
    """Where an offset stands; None outside of everything."""
    if not root.start < offset < root.end:
        return None
    container = root
    while inner := next((node for node in _containers(container) if node.start < offset < node.end), None):
        container = inner
    if container.type == "array":
        token = next((node for node in container.items if _touches(node, offset)), None)
        index = next((i for i, node in enumerate(container.items) if node.end >= offset), len(container.items))
        return Cursor(offset, container, (*container.path, index), False, token)
    return _in_object(container, offset)


def _in_object(container: Node, offset: int) -> Cursor:
    member = next((m for m in reversed(container.members) if m.key.start <= offset), None)
    if member is None or (member.comma is not None and member.comma < offset):
        return Cursor(offset, container, container.path, True, None)
    path = (*container.path, str(member.key.value))
    if _touches(member.key, offset):
        return Cursor(offset, container, path, True, member.key, member)
    if member.value is not None and _touches(member.value, offset):
        return Cursor(offset, container, path, False, member.value, member)
    if member.colon is not None and member.colon < offset and (member.value is None or offset <= member.value.start):
        return Cursor(offset, container, path, False, None, member)
    return Cursor(offset, container, container.path, True, None)


def _touches(node: Node, offset: int) -> bool:
    if node.type in _OPENS.values():
        return False
    if node.type == "string":
        return node.start < offset < node.end or (offset == node.end and not node.closed)
    return node.start <= offset <= node.end


def _containers(container: Node) -> Iterator[Node]:
    """The lists and objects directly inside a list or object."""
    values = [*container.items, *(member.value for member in container.members)]
    yield from (node for node in values if node is not None and node.type in _OPENS.values())
