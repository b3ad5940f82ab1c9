"""jsonschema and jsonschema-rs on damaged records: the same verdict, and the same faults in an author's words."""

import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from surefoot.loading import LOADING_CODES, PythonValidator, RustValidator, scan_kb, scan_scenarios
from surefoot.loading.explain import SchemaFault, explain
from surefoot.loading.schemas import Violation
from surefoot.model import Kind

pytest.importorskip("jsonschema_rs")

_REPOSITORY = Path(__file__).parents[3]
_MUTANTS = 3000
_FILES_A_KIND = 8
_SMALL = 1600  # bytes: long records add time and no new mistakes

Path_: TypeAlias = tuple[str | int, ...]
Mutation: TypeAlias = Callable[[random.Random, Any, Path_], None]


def _at(document: Any, path: Path_) -> Any:
    for token in path:
        document = document[token]
    return document


def _paths(document: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every place in a document but the root."""
    inner = (
        document.items() if isinstance(document, dict) else enumerate(document) if isinstance(document, list) else ()
    )
    for token, value in inner:
        yield (*path, token)
        yield from _paths(value, (*path, token))


def _set(document: Any, path: Path_, value: Any) -> None:
    _at(document, path[:-1])[path[-1]] = value


def _misspelt(rng: random.Random, word: str) -> str:
    offset = rng.randrange(len(word) + 1)
    return word[:offset] + rng.choice(["", "x", "é", "_"]) + word[offset + 1 :]


def _remove(_: random.Random, document: Any, path: Path_) -> None:
    del _at(document, path[:-1])[path[-1]]


def _misspell_key(rng: random.Random, document: Any, path: Path_) -> None:
    parent = _at(document, path[:-1])
    if isinstance(parent, dict):
        members = {_misspelt(rng, k) if k == path[-1] else k: v for k, v in parent.items()}
        parent.clear()
        parent.update(members)


def _misspell_value(rng: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    if isinstance(value, str):
        _set(document, path, _misspelt(rng, value))


def _add_key(rng: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    if isinstance(value, dict):
        value[rng.choice(["finding", "is", "basis", "note", "any", "type", "urgencey"])] = rng.choice(
            [True, "x", [], 1]
        )


def _replace(rng: random.Random, document: Any, path: Path_) -> None:
    values = [None, True, 0, -1, 1.5, 10**40, "", "x", "A b", "2023-02-30", [], ["x"], ["x", "x"], {}, {"finding": "x"}]
    _set(document, path, copy.deepcopy(rng.choice(values)))


def _empty(_: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    if isinstance(value, list | dict | str):
        _set(document, path, type(value)())


def _repeat(_: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    if isinstance(value, list):
        value.extend(copy.deepcopy(value[:1]))


def _transplant(rng: random.Random, document: Any, path: Path_) -> None:
    other = rng.choice(list(_paths(document)))
    _set(document, path, copy.deepcopy(_at(document, other)))


def _wrap(rng: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    _set(document, path, rng.choice([[value], {"all": [value]}, {"not": value}, {"at_least": 2, "of": [value]}]))


def _respace(rng: random.Random, document: Any, path: Path_) -> None:
    value = _at(document, path)
    if isinstance(value, str):
        odd = rng.choice([" ", "\t", "\N{NO-BREAK SPACE}", "\N{IDEOGRAPHIC SPACE}", "\r"])
        _set(document, path, rng.choice([odd + value, value + odd, value[:1] + odd + value[1:], value + "\nx"]))


def _redate(rng: random.Random, document: Any, _: Path_) -> None:
    review = document.get("review") if isinstance(document, dict) else None
    if isinstance(review, dict):
        review["due_on"] = rng.choice(["2023-02-30", "2024-02-29", "2023-02-29", "2099-13-01", "99-01-01", "2099-1-1"])


_MUTATIONS: tuple[Mutation, ...] = (
    _remove,
    _misspell_key,
    _misspell_value,
    _add_key,
    _replace,
    _empty,
    _repeat,
    _transplant,
    _wrap,
    _respace,
    _redate,
)


@cache
def _sources() -> tuple[tuple[str, str], ...]:
    """The kind and the text of some records of every kind."""
    files = (*scan_kb(_REPOSITORY / "kb").files, *scan_scenarios(_REPOSITORY / "scenarios").files)
    by_kind: dict[str, list[str]] = {}
    for file in files:
        if file.kind is Kind.KB or Path(file.path).stat().st_size < _SMALL:
            by_kind.setdefault(file.kind.value, []).append(Path(file.path).read_text("utf-8"))
    rng = random.Random(20)
    return tuple(
        (kind, text)
        for kind, texts in sorted(by_kind.items())
        for text in rng.sample(texts, min(_FILES_A_KIND, len(texts)))
    )


def _mutants() -> Iterator[tuple[str, Any]]:
    """Kinds and damaged records, always the same ones."""
    rng = random.Random(2026)
    while True:
        kind, text = rng.choice(_sources())
        document = json.loads(text)
        for _ in range(rng.choice([1, 1, 1, 2, 3])):
            path = rng.choice(list(_paths(document)))
            rng.choice(_MUTATIONS)(rng, document, path)
        yield kind, document


@cache
def _python(kind: str) -> PythonValidator:
    return PythonValidator(kind)


@cache
def _rust(kind: str) -> RustValidator:
    return RustValidator(kind)


@dataclass(frozen=True)
class Judged:
    """A mutant, what each of the two validators says of it, and the faults that it leads to."""

    kind: str
    document: Any
    violations: tuple[list[Violation], list[Violation]]
    faults: tuple[list[SchemaFault], list[SchemaFault]]


@cache
def _judged() -> tuple[Judged, ...]:
    judged = []
    for kind, document in islice(_mutants(), _MUTANTS):
        found = [*_python(kind).violations(document)], [*_rust(kind).violations(document)]
        judged.append(Judged(kind, document, found, (explain(found[0]), explain(found[1]))))
    return tuple(judged)


def test_the_records_themselves_are_valid() -> None:
    """Both validators accept the records that the mutants are made from."""
    for kind, text in _sources():
        assert list(_python(kind).violations(json.loads(text))) == []
        assert list(_rust(kind).violations(json.loads(text))) == []


def test_both_validators_give_the_same_verdict() -> None:
    """What one validator rejects the other rejects, and most mutants of every kind are rejected."""
    differing = [mutant for mutant in _judged() if bool(mutant.violations[0]) != bool(mutant.violations[1])]
    rejected = Counter(mutant.kind for mutant in _judged() if mutant.violations[1])

    assert differing == []
    assert rejected.total() > _MUTANTS // 2
    assert set(rejected) == {kind for kind, _ in _sources()}


def test_every_rejected_document_has_a_fault_in_words() -> None:
    """A rejected document has at least one fault; each has a code, a message, and a pointer into the document."""
    for mutant in _judged():
        for violations, faults in zip(mutant.violations, mutant.faults, strict=True):
            assert bool(faults) == bool(violations)
            for fault in faults:
                assert fault.slug in LOADING_CODES
                assert fault.message
                _at(mutant.document, _tokens(mutant.document, fault.pointer))


def _tokens(document: Any, pointer: str) -> Path_:
    tokens: list[str | int] = []
    for part in pointer.split("/")[1:]:
        inside = _at(document, tuple(tokens))
        tokens.append(int(part) if isinstance(inside, list) else part.replace("~1", "/").replace("~0", "~"))
    return tuple(tokens)


def test_both_validators_lead_to_the_same_faults() -> None:
    """The slugs and pointers of the faults are the same, whichever validator found them, in at least 99 of 100."""
    rejected = [mutant.faults for mutant in _judged() if mutant.violations[1]]

    differing = [
        sorted(set(python) ^ set(rust), key=str)
        for python, rust in rejected
        if {(f.slug, f.pointer) for f in python} != {(f.slug, f.pointer) for f in rust}
    ]

    assert len(differing) <= len(rejected) // 100, differing


def test_a_key_without_its_companion_is_explained() -> None:
    """A rule with `unless` and without `unless_because` is explained as a key that misses another beside it."""
    document = json.loads(next(text for kind, text in _sources() if kind == "rule"))
    document["unless"] = {"finding": "fever"}
    document.pop("unless_because", None)

    for backend in (_python, _rust):
        assert [(f.slug, f.pointer) for f in explain(backend("rule").violations(document))] == [
            ("missing-key", "/unless")
        ]


# The mutants hold none of these: the regular expressions of Python are not those of JSON Schema, nor are its days.
_KNOWN_DIFFERENCES = {
    "`$` matches before a line break at the end": (("id",), "e99-x\n", False, True),
    "the separators of ASCII count as white space": (("title",), "A title\x1f", True, False),
    "the control character NEL counts as white space": (("title",), "A title\x85", True, False),
    "the byte-order mark does not count as white space": (("title",), "A title\ufeff", False, True),
}


@pytest.mark.parametrize(
    ("path", "value", "python_rejects", "rust_rejects"), _KNOWN_DIFFERENCES.values(), ids=_KNOWN_DIFFERENCES
)
def test_the_differences_that_are_known(path: Path_, value: str, python_rejects: bool, rust_rejects: bool) -> None:
    """The two validators differ where Python differs from JSON Schema, and this is the whole list that is known."""
    document = json.loads(next(text for kind, text in _sources() if kind == "rule"))
    _set(document, path, value)

    assert bool([*_python("rule").violations(document)]) == python_rejects
    assert bool([*_rust("rule").violations(document)]) == rust_rejects
