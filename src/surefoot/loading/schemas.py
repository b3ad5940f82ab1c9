"""The JSON Schemas, and which of their keywords a document violates."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

import jiter

from surefoot.loading.packaged import packaged_folder
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol, TypeAlias

    class SchemaValidator(Protocol):
        """What both validators can do: list the violations of a document, and say whether there are none."""

        @property
        def allows(self) -> Callable[[Any], bool]:
            """Whether a document has no violation."""
            ...

        def violations(self, document: Any) -> Iterator[Violation]:
            """Every violation, in the order of the schema."""
            ...


Path: TypeAlias = tuple[str | int, ...]


class Violation(NamedTuple):
    """A keyword that a value violates: where, which, in which schema, and for `oneOf` what each branch says."""

    path: Path
    keyword: str
    schema: Mapping[str, Any]
    value: Any
    branches: tuple[tuple[Violation, ...], ...] = ()


_ENDING = ".schema.json"
_NAMED_IN_A_REFERENCE = re.compile(rb'"\$ref"\s*:\s*"([^"#]+)[.]schema[.]json')


@cache
def schema_texts() -> dict[str, dict[str, Any]]:
    """Every schema by its `$id`."""
    names = sorted(file for file in os.listdir(packaged_folder("schemas")) if file.endswith(_ENDING))
    schemas = (schema_named(name.removesuffix(_ENDING)) for name in names)
    return {schema["$id"]: schema for schema in schemas}


@cache
def schema_named(name: str) -> dict[str, Any]:
    """The schema of a kind of record or of an output, such as `rule` or `assessment`."""
    schema: dict[str, Any] = jiter.from_json(_schema_file(name))
    return schema


@cache
def _schema_file(name: str) -> bytes:
    with open(os.path.join(packaged_folder("schemas"), f"{name}{_ENDING}"), "rb") as stream:
        return stream.read()


def _referred_to_by(names: frozenset[str]) -> frozenset[str]:
    """The schemas that these refer to, themselves or through others."""
    found = {other.decode() for name in names for other in _NAMED_IN_A_REFERENCE.findall(_schema_file(name))}
    return frozenset(found) if found <= names else _referred_to_by(names | found)


@cache
def validator_for(name: str) -> SchemaValidator:
    """The validator of one schema: jsonschema-rs where there is a wheel of it, else jsonschema."""
    try:
        return RustValidator(name)
    except ImportError:
        return PythonValidator(name)


def forget_validators() -> None:
    """Forget the validators until somebody asks for one; the schemas stay."""
    validator_for.cache_clear()
    _rust_registry.cache_clear()


class RustValidator:
    """jsonschema-rs: 20 to 40 times faster at the same verdicts (ADR 3)."""

    def __init__(self, name: str) -> None:
        from surefoot.loading.rust import jsonschema_rs

        others = _rust_registry(_referred_to_by(frozenset((name,))))
        self._validator = jsonschema_rs.Draft202012Validator(
            schema_named(name), registry=others, validate_formats=True, offline=True
        )
        self.allows = self._validator.is_valid

    def violations(self, document: Any) -> Iterator[Violation]:
        """Every violation, in the order of the schema."""
        return map(self._violation, self._validator.iter_errors(document))

    def _violation(self, error: Any) -> Violation:
        branches = getattr(error.kind, "context", None) or ()
        keyword, location = error.schema_path[-1], error.absolute_keyword_location
        if keyword == "dependentRequired":
            location = f"{location.rpartition('/dependentRequired')[0]}/dependentRequired"
        return Violation(
            tuple(error.instance_path),
            keyword,
            _subschema(location),
            error.instance,
            tuple(tuple(map(self._violation, branch)) for branch in branches),
        )


@cache
def _rust_registry(names: frozenset[str]) -> Any:
    """The schemas that others refer to; all that there are would take as long as a hundred files."""
    from surefoot.loading.rust import jsonschema_rs

    return jsonschema_rs.Registry([(schema["$id"], schema) for schema in map(schema_named, sorted(names))])


def _subschema(location: str) -> Mapping[str, Any]:
    """The schema that holds the keyword at an absolute location such as `https://.../x#/properties/id/type`."""
    base, _, pointer = location.partition("#")
    schema: Any = schema_texts()[base]
    for token in pointer.split("/")[1:-1]:
        key = token.replace("~1", "/").replace("~0", "~")
        schema = schema[int(key)] if isinstance(schema, list) else schema[key]
    return schema if isinstance(schema, Mapping) else {}


def branch_schemas(schema: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The schemas among which a `oneOf` chooses, those that it refers to looked up."""
    base = _files_of_choices().get(id(schema), "")
    branches = (branch for keyword in ("oneOf", "anyOf") for branch in schema.get(keyword, ()))
    return tuple(_referred(base, branch) for branch in branches) if base else ()


def with_its_reference(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema with what it refers to in another file, which its own keywords go before."""
    file, _, pointer = str(schema.get("$ref", "")).partition("#")
    if not file:
        return schema
    folder = next(iter(schema_texts())).rsplit("/", 1)[0]
    return {**_subschema(f"{folder}/{file}#{pointer}/"), **schema}


def _referred(base: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    file, _, pointer = schema["$ref"].partition("#")
    return _subschema(f"{base.rsplit('/', 1)[0]}/{file}#{pointer}/" if file else f"{base}#{pointer}/")


@cache
def _files_of_choices() -> dict[int, str]:
    """The `$id` of the file of every schema that chooses among branches, by the identity of the schema."""
    found: dict[int, str] = {}
    for base, text in schema_texts().items():
        waiting: list[Any] = [text]
        while waiting:
            value = waiting.pop()
            if isinstance(value, dict) and ("oneOf" in value or "anyOf" in value):
                found[id(value)] = base
            waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return found


class PythonValidator:
    """jsonschema: the fallback where no wheel of jsonschema-rs exists, and the oracle of the tests."""

    def __init__(self, name: str) -> None:
        import jsonschema
        import referencing
        from referencing.jsonschema import DRAFT202012

        resources = ((i, DRAFT202012.create_resource(s)) for i, s in schema_texts().items())
        registry = referencing.Registry().with_resources(resources)
        self._validator = jsonschema.Draft202012Validator(
            schema_named(name), registry=registry, format_checker=jsonschema.FormatChecker()
        )
        self.allows = self._validator.is_valid

    def violations(self, document: Any) -> Iterator[Violation]:
        """Every violation, in the order of the schema."""
        return self._all(self._validator.iter_errors(document))

    def _all(self, errors: Iterable[Any]) -> Iterator[Violation]:
        for error in errors:
            branches: dict[int, list[Any]] = {}
            for inner in error.context or ():
                branches.setdefault(inner.schema_path[0], []).append(inner)
            yield Violation(
                tuple(error.absolute_path),
                error.validator,
                error.schema,
                error.instance,
                tuple(tuple(self._all(branch)) for branch in branches.values()),
            )
