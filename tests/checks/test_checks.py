"""Every code of `validate`: an overlay over the second knowledge base that it flags, and a close one that it does not.

tests/checks/<slug>/flagged/overlay.json and clean/overlay.json say what to change in a copy of tests/second_kb;
expected.json lists every fault of the flagged copy: code, file, JSON pointer. A clean copy has no fault at all.
With "since": true the copy is compared with the knowledge base as it is without the changes.
A change in schemas/ is made in a copy of the schemas, and holds for that one case.

An overlay is {"why": one sentence, "changes": [...]}; each change names a "file" and what becomes of it:

    set       {pointer: value}: put values into its JSON; a last token "-" appends to a list
    drop      [pointer]: take values out of its JSON
    swap      {old: new}: replace a piece of its text
    copy_of   path: begin with a copy of another file
    text      the whole new text; hex: the whole new bytes; hex_before: bytes put before the old ones
    remove, folder, link_to: delete it; make it an empty folder; make it a symbolic link
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from surefoot.loading import read_records, schemas
from surefoot.validation import all_codes, validate

HERE = Path(__file__).parent
SECOND_KB = HERE.parent / "second_kb"
SCHEMAS = HERE.parents[1] / "schemas"
SLUGS = sorted(path.name for path in HERE.iterdir() if (path / "expected.json").is_file())
Change: TypeAlias = dict[str, Any]
TODAY = date(2026, 11, 22)


@pytest.fixture
def faults_of(tmp_path, monkeypatch) -> Iterator[Callable[[list[Change]], list[tuple[str, ...]]]]:
    """Gives the faults of a copy of the second knowledge base with some changes: code, file, pointer."""

    def find(changes: list[Change], since: bool = False) -> list[tuple[str, ...]]:
        for name in ("kb", "scenarios"):
            shutil.copytree(SECOND_KB / name, tmp_path / name)
        for change in changes:
            apply(change, tmp_path)
        monkeypatch.chdir(tmp_path)
        if (tmp_path / "schemas").exists():
            monkeypatch.setattr(schemas, "packaged_folder", lambda name: str(tmp_path / name))
            forget_schemas()
        since_when = str(SECOND_KB) if since else None
        report = validate(Path("kb"), today=TODAY, since=since_when)
        whole = validate(Path("kb"), today=TODAY, since=since_when, read=read_records)
        assert report == whole, "the screening must not change what is found"
        return sorted((found.code, found.place.file, found.pointer) for found in report.diagnostics)

    yield find
    if (tmp_path / "schemas").exists():
        forget_schemas()


def forget_schemas() -> None:
    for function in vars(schemas).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


def test_every_code_has_its_fixtures():
    """Every code has a folder with its slug as name, and every folder belongs to a code."""
    folders = {path.name for path in HERE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == {code.slug for code in all_codes()}
    for slug in sorted(folders):
        names = {path.relative_to(HERE / slug).as_posix() for path in (HERE / slug).rglob("*.json")}
        assert names == {"clean/overlay.json", "flagged/overlay.json", "expected.json"}, slug


def test_the_second_knowledge_base_has_no_faults(faults_of):
    """Without an overlay nothing is flagged, so whatever is flagged comes from the overlay."""
    assert faults_of([]) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_flagged(slug, faults_of):
    """A fault is reported with its code, its file and its pointer, and nothing else is."""
    expected = read(HERE / slug / "expected.json")
    assert {code.slug for code in all_codes() if code.code in {fault["code"] for fault in expected}} == {slug}
    overlay = read(HERE / slug / "flagged" / "overlay.json")
    found = faults_of(overlay["changes"], overlay.get("since", False))
    assert found == sorted((fault["code"], fault["file"], fault["pointer"]) for fault in expected)


@pytest.mark.parametrize("slug", SLUGS)
def test_clean(slug, tmp_path, faults_of):
    """What comes close to a fault, and is none, is not reported."""
    overlay = read(HERE / slug / "clean" / "overlay.json")
    assert faults_of(overlay["changes"], overlay.get("since", False)) == []
    assert contents(tmp_path) != contents(SECOND_KB), "the overlay changes nothing"


def apply(change: Change, folder: Path) -> None:
    """Make one change in the copy."""
    path = folder / change["file"]
    if path.parent == folder / "schemas" and not path.exists():
        shutil.copytree(SCHEMAS, path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "copy_of" in change:
        shutil.copyfile(folder / change["copy_of"], path)
    match change:
        case {"text": text}:
            path.write_bytes(text.encode())
        case {"hex": digits}:
            path.write_bytes(bytes.fromhex(digits))
        case {"hex_before": digits}:
            path.write_bytes(bytes.fromhex(digits) + path.read_bytes())
        case {"swap": pieces}:
            path.write_bytes(swapped(path.read_bytes().decode(), pieces).encode())
        case {"set": _} | {"drop": _}:
            document = read(path)
            for pointer in change.get("drop", ()):
                holder, token = holder_of(document, pointer)
                del holder[token]
            for pointer, value in change.get("set", {}).items():
                put(document, pointer, value)
            path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        case {"remove": True}:
            path.unlink()
        case {"folder": True}:
            path.mkdir()
        case {"link_to": target}:
            path.unlink(missing_ok=True)
            path.symlink_to(target)
        case {"copy_of": _}:
            pass
        case _:
            raise ValueError(f"unknown change: {change}")


def swapped(text: str, pieces: dict[str, str]) -> str:
    for old, new in pieces.items():
        assert old in text, f"{old!r} is not in the file"
        text = text.replace(old, new)
    return text


def put(document: Any, pointer: str, value: Any) -> None:
    holder, token = holder_of(document, pointer)
    if token == "-":
        holder.append(value)
    else:
        holder[token] = value


def holder_of(document: Any, pointer: str) -> tuple[Any, Any]:
    """The object or list that holds what a JSON pointer points to, and its key or index there."""
    *parents, last = pointer.split("/")[1:]
    for token in parents:
        document = document[int(token) if isinstance(document, list) else token]
    return document, int(last) if isinstance(document, list) and last != "-" else last


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for name in ("kb", "scenarios") for path in (folder / name).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
