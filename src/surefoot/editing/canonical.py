"""The one form of a record: the order of keys from its schema, two blanks of indent, lines of at most 100 columns.

A list or object stays on one line when that line fits. Otherwise it has one entry on each line; only short
values, those without a blank, share lines: in a list of them, and in a map such as a presentation.
"""

import json
from json.encoder import encode_basestring
from typing import Any, NamedTuple, TypeAlias

from surefoot.editing.shapes import UNKNOWN, Shape, shape_of
from surefoot.loading import parse_json

WIDTH = 100
_INDENT = 2
_CONSTANTS = {None: "null", True: "true", False: "false"}


class _Number(NamedTuple):
    """A number as it is written, so that 1.10 stays 1.10."""

    text: str


class _Entry(NamedTuple):
    """A value in a list or object: its key with the colon, or nothing, and the value."""

    label: str
    value: "_Node"


class _Block(NamedTuple):
    """A list or object: its brackets, its entries, whether they may share lines, and all of it on one line."""

    brackets: str
    entries: tuple[_Entry, ...]
    shared: bool
    flat: str


_Node: TypeAlias = str | _Block


def canonical(data: bytes, kind: str | None = None) -> bytes:
    """The canonical form of a JSON text; `kind` is a kind of record or `presentation`, None keeps the order of keys.

    The values stay the same, and numbers keep the digits they are written with.

    Raises:
        SyntaxFault: the bytes are no JSON.
    """
    parse_json(data)
    value = json.loads(data, parse_int=_Number, parse_float=_Number)
    node = _node(value, shape_of(kind) if kind else UNKNOWN)
    text = _expanded(node, 0) if isinstance(node, _Block) and node.entries else _flat(_Entry("", node))
    return f"{text}\n".encode()


def _node(value: Any, shape: Shape) -> _Node:
    if isinstance(value, _Number):
        return value.text
    if isinstance(value, dict):
        keys = shape.ordered(value)
        entries = tuple(_Entry(f"{encode_basestring(k)}: ", _node(value[k], shape.of_key(k, value[k]))) for k in keys)
        return _block("{}", entries, shape.is_map and all(_is_short(e.value, lists=True) for e in entries))
    if isinstance(value, list):
        entries = tuple(_Entry("", _node(item, shape.of_item(item))) for item in value)
        return _block("[]", entries, all(_is_short(entry.value) for entry in entries))
    return _CONSTANTS[value] if value is None or isinstance(value, bool) else encode_basestring(value)


def _block(brackets: str, entries: tuple[_Entry, ...], shared: bool) -> _Block:
    return _Block(brackets, entries, shared, f"{brackets[0]}{', '.join(map(_flat, entries))}{brackets[1]}")


def _flat(entry: _Entry) -> str:
    return entry.label + (entry.value if isinstance(entry.value, str) else entry.value.flat)


def _is_short(node: _Node, lists: bool = False) -> bool:
    if isinstance(node, str):
        return " " not in node
    return lists and node.brackets == "[]" and node.shared and len(node.flat) <= WIDTH // 2


def _expanded(block: _Block, indent: int) -> str:
    """The block over several lines; the first one is in the column where it begins, the others have `indent`."""
    pad = " " * (indent + _INDENT)
    last = len(block.entries) - 1
    if block.shared:
        lines = _filled([_flat(e) + ("," if i < last else "") for i, e in enumerate(block.entries)], len(pad))
    else:
        lines = [_line(e, len(pad), "," if i < last else "") for i, e in enumerate(block.entries)]
    body = "\n".join(pad + line for line in lines)
    return f"{block.brackets[0]}\n{body}\n{' ' * indent}{block.brackets[1]}"


def _line(entry: _Entry, indent: int, comma: str) -> str:
    flat = _flat(entry) + comma
    value = entry.value
    if isinstance(value, str) or not value.entries or indent + len(flat) <= WIDTH:
        return flat
    return entry.label + _expanded(value, indent) + comma


def _filled(pieces: list[str], indent: int) -> list[str]:
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if indent + len(lines[-1]) + 1 + len(piece) <= WIDTH:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines
