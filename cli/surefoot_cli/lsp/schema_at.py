"""What the schema of a kind says about a place in a record that is still being written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.loading import schema_named
from surefoot.model import Kind
from surefoot_cli.lsp.json_tree import Member, Node, Path

_TYPES = {"object": ("object",), "array": ("array",), "string": ("string",)}


class Part(NamedTuple):
    """A part of a schema, its references resolved, and the document that it stands in."""

    schema: Mapping[str, Any]
    document: Mapping[str, Any]

    @property
    def properties(self) -> Mapping[str, Any]:
        """The keys that an object may have here."""
        properties: Mapping[str, Any] = self.schema.get("properties", {})
        return properties


def described(kind: Kind, root: Node | None, path: Path) -> Part | None:
    """What the schema says about the value at a path, under its title; None when it says nothing."""
    return next(iter(_walk(kind, root, path)), None)


def alternatives(kind: Kind, root: Node | None, path: Path, typed: Member | None = None) -> list[Part]:
    """The forms that the value at a path may have; those that contradict what is there already are left out.

    `typed` is the member that is being typed: its key says nothing yet.
    """
    node = root.at(path) if root else None
    return [form for part in _walk(kind, root, path) for form in _forms(part, node, typed)]


def _walk(kind: Kind, root: Node | None, path: Path) -> list[Part]:
    schema = schema_named(kind.value)
    parts = [_resolved(Part(schema, schema))]
    node = root
    for step in path:
        forms = [form for part in parts for form in _forms(part, node)]
        parts = [_resolved(inner) for form in forms for inner in _inside(form, step)]
        node = node.at((step,)) if node else None
    return parts


def _inside(part: Part, step: str | int) -> Iterator[Part]:
    if isinstance(step, int):
        schema = part.schema.get("items")
    else:
        schema = part.properties.get(step, part.schema.get("additionalProperties"))
    if isinstance(schema, Mapping):
        yield Part(schema, part.document)


def _resolved(part: Part) -> Part:
    """The part that a reference leads to, with what stands beside the reference on top."""
    beside: dict[str, Any] = {}
    while reference := part.schema.get("$ref"):
        beside = {**{key: value for key, value in part.schema.items() if key != "$ref"}, **beside}
        file, _, pointer = str(reference).partition("#")
        document = schema_named(file.removesuffix(".schema.json")) if file else part.document
        target: Any = document
        for token in pointer.split("/")[1:]:
            target = target[token]
        part = Part(target, document)
    return Part({**part.schema, **beside}, part.document)


def _forms(part: Part, node: Node | None, typed: Member | None = None) -> Sequence[Part]:
    """The branches of `oneOf` that fit what is there, or all when none does; a part without branches itself."""
    if "oneOf" not in part.schema:
        return [part]
    branches = [_resolved(Part(branch, part.document)) for branch in part.schema["oneOf"]]
    forms = [form for branch in branches for form in _forms(branch, node, typed)]
    fitting = [form for form in forms if node is None or _fits(form, node, typed)]
    return fitting or forms


def _fits(part: Part, node: Node, typed: Member | None) -> bool:
    types = part.schema.get("type", ())
    allowed = [types] if isinstance(types, str) else types
    if allowed and not any(type_ in allowed for type_ in _TYPES.get(node.type, allowed)):
        return False
    closed = part.schema.get("additionalProperties") is False
    for member in node.members:
        rule = part.properties.get(str(member.key.value))
        if member is typed:
            continue
        if rule is None and closed:
            return False
        constant = rule.get("const") if rule else None
        if constant is not None and member.value is not None and member.value.value != constant:
            return False
    return True
