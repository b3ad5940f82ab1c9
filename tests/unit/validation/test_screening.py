"""The screening says "no faults" only where the whole validation finds none.

Records are changed at random, in ways that make faults which only other records show: ids, values, dates, flags
and numbers are exchanged for others that occur, keys and entries are dropped, files disappear or appear twice.
"""

import copy
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from surefoot.checks import CHECKS, Reach
from surefoot.loading import SourceFile, Tree, read_records, scan
from surefoot.model import Kind
from surefoot.validation import screening, validate

ROOT = Path(__file__).parents[3]
SECOND_KB = ROOT / "tests" / "second_kb"
TODAY = date(2026, 11, 22)
ROUNDS = 300


def documents_of(root: Path) -> dict[SourceFile, Any]:
    return {file: json.loads(Path(file.path).read_bytes()) for file in scan(root / "kb").files}


@pytest.fixture(scope="module")
def documents() -> dict[SourceFile, Any]:
    return documents_of(SECOND_KB)


def places_in(value: Any) -> list[tuple[Any, Any]]:
    """Every container below a value and every key or index in it."""
    found: list[tuple[Any, Any]] = []
    for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
        found.append((value, key))
        if isinstance(inner, dict | list):
            found += places_in(inner)
    return found


def mutated(documents: dict[SourceFile, Any], random: Random) -> dict[SourceFile, Any]:
    """The documents after one to three changes."""
    changed = dict(documents)
    words = [v for d in documents.values() for c, k in places_in(d) if isinstance(v := c[k], str) and " " not in v]
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        file = random.choice([*changed])
        kind_of_change = random.random()
        if kind_of_change < 0.08:
            del changed[file]
        elif kind_of_change < 0.12:
            changed[file._replace(path=f"{file.path}.json", file=f"{file.file}.json")] = changed[file]
        elif kind_of_change < 0.2:
            said = [phrase for document in documents.values() for phrase in document.get("says", ())]
            changed[file] = {**changed[file], **({"says": [random.choice(said)]} if "says" in changed[file] else {})}
        else:
            changed[file] = copy.deepcopy(changed[file])
            edit(changed[file], words, random)
    return changed


def edit(document: Any, words: list[str], random: Random) -> None:
    places = [(c, k) for c, k in places_in(document) if k not in ("$schema", "id") or c is not document]
    container, key = random.choice(places)
    value = container[key]
    if random.random() < 0.25:
        del container[key]
    elif isinstance(value, bool):
        container[key] = not value
    elif isinstance(value, str) and " " not in value:
        container[key] = random.choice(words)
    elif isinstance(value, str):
        others = (
            "Come back soon if it feels bad.",
            "An incomprehensible deterioration necessitates evaluation.",
            value,
        )
        container[key] = random.choice(others)
    elif isinstance(value, int | float):
        container[key] = value + random.choice((-1, 1, 1000))
    elif isinstance(value, list) and value:
        container[key] = random.choice((value[:-1], value[1:], [*value, value[0]], value[::-1]))


def tree_of(documents: dict[SourceFile, Any], root: str) -> Tree:
    files = (file._replace(data=json.dumps(document).encode()) for file, document in documents.items())
    return Tree(tuple(files), (), root)


def whole_validation(tree: Tree, monkeypatch) -> tuple[Any, ...]:
    """What the validation finds that reads and checks all records whole."""
    monkeypatch.setattr(sys.modules["surefoot.validation.validating"], "scan", lambda _: tree)
    report = validate(SECOND_KB / "kb", today=TODAY, read=read_records)
    return (*report.diagnostics, *report.waived)


def in_two_processes(monkeypatch) -> None:
    """Let two processes share even a few files."""
    monkeypatch.setattr(sys.modules["surefoot.loading.aside"], "_permission", [True])
    monkeypatch.setattr(screening, "WORTH_TWO_PROCESSES", 10)
    monkeypatch.setattr(screening, "_AT_ONCE", 3)
    monkeypatch.setattr(screening, "_TOO_MANY", 10)
    monkeypatch.setattr(screening, "_LEFT", 10)


@pytest.mark.parametrize("by_two", [False, True], ids=["one process", "two processes"])
def test_never_clean_where_the_whole_validation_finds_something(documents, monkeypatch, by_two):
    """Hundreds of changed copies: the two agree on each of them, and many of both sorts are among them."""
    if by_two:
        in_two_processes(monkeypatch)
    random, codes = Random(20261128 + by_two), Counter()
    clean = 0
    for _ in range(ROUNDS):
        tree = tree_of(mutated(documents, random), str(SECOND_KB / "kb"))
        found = whole_validation(tree, monkeypatch)
        codes.update({diagnostic.code for diagnostic in found})
        clean += not found
        assert screening.is_faultless(tree, TODAY) is (not found), found
    assert clean > ROUNDS / 10
    assert len(codes) > 20, sorted(codes)


def test_every_check_can_be_screened():
    """Each check says how much it has to see; one that says nothing would make every run slow."""
    assert [check.code.slug for check in CHECKS if check.reach is Reach.ALL and check.screen is None] == []


def test_two_processes_say_what_one_says(monkeypatch):
    """Also where a fault hangs on files of both."""
    in_two_processes(monkeypatch)
    documents = documents_of(SECOND_KB)
    whole = tree_of(documents, "kb")
    assert screening.is_faultless(whole, TODAY)
    for left_out in documents:
        if left_out.kind is not Kind.KB:
            rest = tree_of({file: document for file, document in documents.items() if file != left_out}, "kb")
            found = whole_validation(rest, monkeypatch)
            assert screening.is_faultless(rest, TODAY) is (not found), left_out.file


def test_a_faultless_knowledge_base_is_not_read_whole(monkeypatch):
    """Neither the records nor what an earlier run knows of the files is asked for."""

    def whole(*_, **__):
        raise AssertionError("this knowledge base was read whole")

    monkeypatch.setattr(sys.modules["surefoot.validation.validating"], "run_checks", whole)
    report = validate(SECOND_KB / "kb", today=TODAY)
    assert report.diagnostics == ()
    assert report.files == len(scan(SECOND_KB / "kb").files)
