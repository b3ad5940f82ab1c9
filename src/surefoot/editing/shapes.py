"""What a schema says about the order of keys: the part of it that describes a value, and its keys."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from surefoot.loading import schema_named

_ENDING = ("sources", "review")


class Shape(NamedTuple):
    """A part of a schema, and the document that it stands in; without a schema nothing is known."""

    schema: Mapping[str, Any]
    document: Mapping[str, Any]

    @property
    def is_map(self) -> bool:
        """Whether it describes an object whose keys are data, such as the findings of a patient."""
        return "properties" not in self.schema and isinstance(self.schema.get("additionalProperties"), Mapping)

    def ordered(self, value: Mapping[str, Any]) -> Iterable[str]:
        """The keys as the schema lists them; unknown ones in their own order before `sources` and `review`."""
        properties = self.schema.get("properties")
        if not properties:
            return value
        known = list(properties)
        end = next((i for i, key in enumerate(known) if key in _ENDING), len(known))
        unknown = [key for key in value if key not in properties]
        return [key for key in (*known[:end], *unknown, *known[end:]) if key in value]

    def of_key(self, key: str, value: Any) -> "Shape":
        """The shape of the value of a key; only that of a list or an object matters."""
        if not isinstance(value, (dict, list)):
            return UNKNOWN
        known = self.schema.get("properties", {}).get(key, self.schema.get("additionalProperties"))
        return _fitting(known, self.document, value)

    def of_item(self, value: Any) -> "Shape":
        """The shape of an entry of a list; only that of a list or an object matters."""
        if not isinstance(value, (dict, list)):
            return UNKNOWN
        return _fitting(self.schema.get("items"), self.document, value)


UNKNOWN = Shape({}, {})


def shape_of(kind: str) -> Shape:
    """The shape of a record of a kind, or of a presentation."""
    schema = schema_named(kind)
    return Shape(schema, schema)


def _fitting(schema: Any, document: Mapping[str, Any], value: dict[str, Any] | list[Any]) -> Shape:
    """The shape without references, and of several branches the one that describes the value best."""
    shape = _resolved(Shape(schema, document)) if isinstance(schema, Mapping) else UNKNOWN
    while branches := shape.schema.get("oneOf"):
        candidates = [_resolved(Shape(branch, shape.document)) for branch in branches]
        shape = min(candidates, key=lambda candidate: _misfit(candidate.schema, value))
    return shape


def _resolved(shape: Shape) -> Shape:
    while reference := shape.schema.get("$ref"):
        file, _, pointer = str(reference).partition("#")
        document = schema_named(file.removesuffix(".schema.json")) if file else shape.document
        schema: Any = document
        for token in pointer.split("/")[1:]:
            schema = schema[token]
        shape = Shape(schema, document)
    return shape


def _misfit(schema: Mapping[str, Any], value: dict[str, Any] | list[Any]) -> tuple[int, int]:
    """How badly a value fits: wrong constants, then keys too many and too few."""
    if isinstance(value, list):
        return int("items" not in schema), 0
    properties = schema.get("properties", {})
    constants = {key: rule["const"] for key, rule in properties.items() if "const" in rule}
    differing = sum(key in value and value[key] != constant for key, constant in constants.items())
    missing = len([key for key in schema.get("required", ()) if key not in value])
    return differing, missing + len(value.keys() - properties.keys())
