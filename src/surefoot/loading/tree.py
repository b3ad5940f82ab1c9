"""Which files there are: the records of a knowledge base and the scenarios beside it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from surefoot.diagnostics import Fault
from surefoot.model import Kind

_KIND_OF_FOLDER = {kind.folder: kind for kind in Kind if kind is not Kind.KB}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that should be a record. `file` is how it is shown; `level` the urgency folder of a rule or scenario."""

    path: Path
    file: str
    kind: Kind
    level: str | None = None

    @property
    def id(self) -> str:
        """The id that the file name promises."""
        return self.path.name.removesuffix(".json")


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a knowledge base, and what lies about that does not belong there."""

    files: tuple[SourceFile, ...]
    faults: tuple[tuple[str, Fault], ...]


def shown(path: Path) -> str:
    """A path as people know it: relative where it lies below the current folder."""
    absolute = os.path.abspath(path)
    here = os.getcwd()
    inside = absolute == here or absolute.startswith(here + os.sep)
    return os.path.relpath(absolute, here).replace(os.sep, "/") if inside else absolute


def scan_kb(kb: Path) -> Tree:
    """The records below the folder that holds kb.json, in the order of their paths."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path in _walk(kb):
        parts = path.relative_to(kb).parts
        kind = _KIND_OF_FOLDER.get(parts[0])
        depth = 3 if kind is Kind.RULE else 2
        if parts == ("kb.json",):
            files.append(SourceFile(path, shown(path), Kind.KB))
        elif path.name == "README.md":
            continue
        elif kind is None or kind is Kind.SCENARIO or len(parts) != depth or path.suffix != ".json":
            faults.append(("stray-file", _stray(path, parts, kind)))
        else:
            level = parts[1] if kind is Kind.RULE else None
            files.append(SourceFile(path, shown(path), kind, level))
    return Tree(tuple(files), tuple(faults))


def scan_scenarios(folder: Path) -> Tree:
    """The scenarios below a folder scenarios/, in the order of their paths."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path in _walk(folder):
        parts = path.relative_to(folder).parts
        if path.name in ("README.md", "conftest.py"):
            continue
        if path.suffix != ".json" or len(parts) != 2:
            faults.append(("stray-file", _stray(path, parts, Kind.SCENARIO)))
        else:
            files.append(SourceFile(path, shown(path), Kind.SCENARIO, parts[0]))
    return Tree(tuple(files), tuple(faults))


def _walk(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for name in sorted(names + [f for f in folders if f.endswith(".json")]):
            if not name.startswith("."):
                yield Path(parent, name)
        folders[:] = [name for name in folders if not name.endswith(".json")]


def _stray(path: Path, parts: tuple[str, ...], kind: Kind | None) -> Fault:
    if path.suffix != ".json":
        what, cure = "this file is no record, so nothing reads it", "name it <id>.json, or move it elsewhere"
    elif kind is None:
        known = ", ".join(sorted(f"{folder}/" for folder in _KIND_OF_FOLDER if folder != "scenarios"))
        what, cure = "no kind of record lives here, so nothing reads this file", f"move it to one of {known}"
    elif kind in (Kind.RULE, Kind.SCENARIO):
        what, cure = "this file is in no urgency folder", f"move it to {kind.folder}/<urgency>/"
    else:
        what, cure = "this file lies too deep", f"move it to {kind.folder}/"
    return Fault(shown(path), "", what, cure)
