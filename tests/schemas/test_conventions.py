"""The schemas about themselves: what an editor shows, and what makes a fault easy to tell."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

import pytest

from surefoot.loading import schema_named, schema_texts

_SUBSCHEMAS = ("items", "additionalProperties", "propertyNames", "not", "if", "then", "else", "contains")
_LISTS = ("oneOf", "anyOf", "allOf", "prefixItems")
_MAPS = ("properties", "$defs", "patternProperties", "dependentSchemas")
_TYPES = {"object", "array", "string", "number", "boolean", "null"}


class Place(NamedTuple):
    """A subschema: the `$id` of its file, its JSON pointer, and itself."""

    file: str
    pointer: str
    schema: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.file.rsplit('/', 1)[-1]}#{self.pointer}"

    @property
    def refines(self) -> bool:
        """Whether it only narrows the schema that holds it, as the parts of an `if` do."""
        return bool(re.search(r"/(if|then|else|not)(/|$)", self.pointer.replace("/properties/not", "/properties/-")))


def _walk(file: str, schema: Any, pointer: str = "") -> Iterator[Place]:
    if not isinstance(schema, Mapping):
        return
    yield Place(file, pointer, schema)
    for keyword in _SUBSCHEMAS:
        yield from _walk(file, schema.get(keyword), f"{pointer}/{keyword}")
    for keyword in _LISTS:
        for index, inner in enumerate(schema.get(keyword, ())):
            yield from _walk(file, inner, f"{pointer}/{keyword}/{index}")
    for keyword in _MAPS:
        for name, inner in schema.get(keyword, {}).items():
            yield from _walk(file, inner, f"{pointer}/{keyword}/{name.replace('~', '~0').replace('/', '~1')}")


_PLACES = [place for file, schema in schema_texts().items() for place in _walk(file, schema)]


@cache
def _registry() -> Any:
    import referencing
    from referencing.jsonschema import DRAFT202012

    resources = ((file, DRAFT202012.create_resource(schema)) for file, schema in schema_texts().items())
    return referencing.Registry().with_resources(resources)


def _validator(reference: str) -> Any:
    import jsonschema

    checker = jsonschema.FormatChecker()
    return jsonschema.Draft202012Validator({"$ref": reference}, registry=_registry(), format_checker=checker)


def _resolved(place: Place) -> Iterator[Place]:
    """The subschema, and those that it refers to, one after the other."""
    yield place
    while reference := place.schema.get("$ref"):
        file, _, pointer = reference.partition("#")
        found = _registry().resolver(place.file).lookup(reference)
        place = Place(f"{place.file.rsplit('/', 1)[0]}/{file}" if file else place.file, pointer, found.contents)
        yield place


@pytest.mark.parametrize("schema", schema_texts().values(), ids=schema_texts())
def test_a_schema_is_a_schema(schema: dict[str, Any]) -> None:
    """Each schema declares draft 2020-12 and satisfies its metaschema."""
    import jsonschema

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("file", schema_texts())
def test_an_identifier_carries_the_schema_version(file: str) -> None:
    """The `$id` of each schema holds the one version that a knowledge base may name as its schema version."""
    version = schema_named("kb")["properties"]["schema_version"]["const"]

    assert re.fullmatch(rf"https://[^/]+/schemas/{re.escape(version)}/[a-z-]+[.]schema[.]json", file)


@pytest.mark.parametrize("place", [p for p in _PLACES if "$ref" in p.schema], ids=str)
def test_a_reference_leads_to_a_subschema(place: Place) -> None:
    """Every `$ref` leads to something that is there."""
    assert list(_resolved(place))[-1].schema


def _examples() -> list[Any]:
    return [
        pytest.param(place, example, id=f"{place}-{index}")
        for place in _PLACES
        for index, example in enumerate(place.schema.get("examples", ()))
    ]


@pytest.mark.parametrize(("place", "example"), _examples())
def test_an_example_is_valid(place: Place, example: Any) -> None:
    """Every example satisfies the subschema that shows it."""
    pointer = re.sub(r"[^A-Za-z0-9/$_~-]", lambda found: f"%{ord(found[0]):02X}", place.pointer)

    assert list(_validator(f"{place.file}#{pointer}").iter_errors(example)) == []


@pytest.mark.parametrize("file", schema_texts())
def test_every_key_is_described(file: str) -> None:
    """An editor has something to show for each key: a title or description of its own or of what it refers to."""
    silent = [
        f"{place}/properties/{name}"
        for place in _PLACES
        if place.file == file and not place.refines
        for name, schema in place.schema.get("properties", {}).items()
        if not any(p.schema.keys() & {"title", "description"} for p in _resolved(Place(file, "", schema)))
    ]

    assert silent == []


@pytest.mark.parametrize("file", schema_texts())
def test_every_object_is_closed(file: str) -> None:
    """A key that a schema does not know is refused wherever keys are listed, so that a misspelt key is noticed."""
    places = [p for p in _PLACES if p.file == file and not p.refines and "properties" in p.schema]

    assert [str(p) for p in places if p.schema.get("additionalProperties") is not False] == []
    assert [str(p) for p in places if not set(p.schema.get("required", ())) <= p.schema["properties"].keys()] == []


@pytest.mark.parametrize("place", [p for p in _PLACES if "oneOf" in p.schema or "anyOf" in p.schema], ids=str)
def test_every_choice_of_branches_is_discriminated(place: Place) -> None:
    """Any two branches differ by type, the constant of a required key, or a required key that only one knows."""
    assert "anyOf" not in place.schema
    branches = [list(_resolved(Place(place.file, "", branch)))[-1].schema for branch in place.schema["oneOf"]]

    assert [pair for pair in combinations(branches, 2) if not _told_apart(*pair)] == []


def _told_apart(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    if not _types(left) & _types(right):
        return True
    for one, other in ((left, right), (right, left)):
        for key in one.get("required", ()):
            known = other.get("properties", {})
            if key not in known and other.get("additionalProperties") is False:
                return True
            constants = [schema["properties"].get(key, {}).get("const") for schema in (one, other)]
            if None not in constants and constants[0] != constants[1] and key in other.get("required", ()):
                return True
    return False


def _types(schema: Mapping[str, Any]) -> set[str]:
    named = schema.get("type", _TYPES)
    return {"number" if name == "integer" else name for name in ([named] if isinstance(named, str) else named)}


def test_the_rules_above_can_be_broken() -> None:
    """Branches that nothing tells apart, and types that overlap, are recognised."""
    named = {"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"], "additionalProperties": False}

    assert not _told_apart({"type": "number"}, {"type": "integer"})
    assert not _told_apart({"type": "object"}, {})
    assert not _told_apart(named, {**named, "required": []})
    assert _told_apart(named, {**named, "properties": {"b": {}}, "required": ["b"]})
    assert _told_apart({"type": "string"}, {"type": ["null", "boolean"]})
