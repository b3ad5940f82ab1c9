"""A schema -> the least that satisfies it, with a placeholder for every value that an author has to choose."""

from collections.abc import Collection, Mapping
from typing import Any

from surefoot.loading import schema_named
from surefoot.model import PLACEHOLDER, PLACEHOLDER_ID, is_placeholder

_KNOWN: Mapping[str, Any] = {
    "id": PLACEHOLDER_ID,
    "revision": 1,
    "condition": {"finding": PLACEHOLDER_ID},
}


def filled_with_placeholders(kind: str, optional: Collection[str] = ()) -> dict[str, Any]:
    """A record of a kind with its required keys, and these optional ones, in the order of the schema."""
    schema = schema_named(kind)
    needed = {*schema["required"], *optional}
    return {key: _value(part, kind) for key, part in schema["properties"].items() if key in needed}


def placeholder(kind: str, key: str) -> str:
    """The placeholder of one key of a kind of record."""
    return _text(_resolved(schema_named(kind)["properties"][key], kind)[0])


def options(kind: str, key: str) -> tuple[str, ...]:
    """The values among which a key of a kind of record chooses; none when it is free or unknown."""
    return tuple(schema_named(kind)["properties"].get(key, {}).get("enum", ()))


def has_title(kind: str) -> bool:
    """Whether a kind of record has a title."""
    return "title" in schema_named(kind)["properties"]


def _resolved(schema: Mapping[str, Any], home: str) -> tuple[Mapping[str, Any], str]:
    """A subschema with what it refers to, and the schema in which that stands."""
    if "$ref" not in schema:
        return schema, home
    file, _, pointer = schema["$ref"].partition("#")
    home = file.removesuffix(".schema.json") or home
    target: Any = schema_named(home)
    for step in pointer.split("/")[1:]:
        target = target[step]
    inner, home = _resolved(target, home)
    return {**inner, **{key: value for key, value in schema.items() if key != "$ref"}}, home


def _value(schema: Mapping[str, Any], home: str) -> Any:
    name = schema.get("$ref", "").rpartition("/")[2]
    if name in _KNOWN:
        return _KNOWN[name]
    schema, home = _resolved(schema, home)
    if "const" in schema:
        return schema["const"]
    if "oneOf" in schema:
        branches = [_resolved(branch, home) for branch in schema["oneOf"]]
        if any(branch.get("type") == "null" for branch, _ in branches):
            return None
        # The branch with the fewest ids of other records: a text says what belongs there, an id does not.
        return min((_value(*branch) for branch in branches), key=_ids) if _objects(branches) else _text(schema)
    match schema.get("type"):
        case "object":
            return {key: _value(schema["properties"][key], home) for key in _required(schema)}
        case "array":
            entry = _value(schema["items"], home)
            entry = _text(schema) if is_placeholder(entry) else entry
            return [_numbered(entry, index) for index in range(schema.get("minItems", 0))]
    return _text(schema)


def _required(schema: Mapping[str, Any]) -> list[str]:
    return [key for key in schema.get("properties", {}) if key in schema.get("required", ())]


def _objects(branches: list[tuple[Mapping[str, Any], str]]) -> bool:
    return all(branch.get("type") == "object" for branch, _ in branches)


def _ids(value: object) -> int:
    return str(value).count(PLACEHOLDER_ID)


def _text(schema: Mapping[str, Any]) -> str:
    choice = f" One of: {', '.join(map(str, schema['enum']))}." if "enum" in schema else ""
    return f"{PLACEHOLDER}: {schema.get('description', 'what belongs here')}{choice}"


def _numbered(value: Any, index: int) -> Any:
    """The entries of a list differ from each other."""
    if index == 0 or not isinstance(value, str):
        return value
    return f"{value}-{index + 1}" if value == PLACEHOLDER_ID else f"{value} ({index + 1})"
