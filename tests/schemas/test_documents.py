"""Documents of every kind: the valid are accepted, the invalid refused for the one fault they are named for."""

import json
from functools import cache
from pathlib import Path

import pytest

from surefoot.loading import LOADING_CODES, PythonValidator, RustValidator, parse_json, schema_named, schema_texts
from surefoot.loading.explain import explain

_HERE = Path(__file__).parent
_KINDS = sorted(folder.name for folder in _HERE.iterdir() if (folder / "valid").is_dir())
_VALID = sorted(_HERE.glob("*/valid/*.json"))
_INVALID = sorted(path for path in _HERE.glob("*/invalid/*.json") if path.name != "expected.json")


def _name(path: Path) -> str:
    return path.relative_to(_HERE).with_suffix("").as_posix()


@cache
def _validators(kind: str) -> tuple[PythonValidator | RustValidator, ...]:
    return PythonValidator(kind), RustValidator(kind)


@pytest.mark.parametrize("path", _VALID, ids=_name)
def test_a_valid_document_is_accepted(path: Path) -> None:
    """Both validators accept the document."""
    document = parse_json(path.read_bytes())

    for validator in _validators(path.parts[-3]):
        assert list(validator.violations(document)) == []


@pytest.mark.parametrize("path", _INVALID, ids=_name)
def test_an_invalid_document_has_the_one_fault_it_is_named_for(path: Path) -> None:
    """Both validators refuse the document, and what they find is explained as the one fault that is expected."""
    document = parse_json(path.read_bytes())
    expected = json.loads((path.parent / "expected.json").read_text("utf-8"))[path.name]

    for validator in _validators(path.parts[-3]):
        faults = explain(validator.violations(document))
        found = [{"code": LOADING_CODES[fault.slug].code, "pointer": fault.pointer} for fault in faults]
        assert found == [expected]


def test_every_schema_has_documents() -> None:
    """Each schema but the shared parts has at least one valid and three invalid documents."""
    names = {identifier.rsplit("/", 1)[-1].removesuffix(".schema.json") for identifier in schema_texts()}

    assert set(_KINDS) == names - {"common"}
    for kind in _KINDS:
        assert sum(path.parts[-3] == kind for path in _VALID) >= 1
        assert sum(path.parts[-3] == kind for path in _INVALID) >= 3


@pytest.mark.parametrize("kind", _KINDS)
def test_every_invalid_document_is_expected(kind: str) -> None:
    """The faults that are expected and the invalid documents are the same set of files."""
    expected = json.loads((_HERE / kind / "invalid/expected.json").read_text("utf-8"))

    assert set(expected) == {path.name for path in _INVALID if path.parts[-3] == kind}


@pytest.mark.parametrize("kind", _KINDS)
def test_every_key_of_a_schema_is_in_a_valid_document(kind: str) -> None:
    """The valid documents of a kind together have every key that its schema allows at the top."""
    documents = [json.loads(path.read_text("utf-8")) for path in _VALID if path.parts[-3] == kind]
    keys = {key for document in documents if isinstance(document, dict) for key in document}

    assert set(schema_named(kind).get("properties", {})) <= keys
