"""Which files there are: the records of a knowledge base and the scenarios beside it."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from surefoot.diagnostics import Fault
from surefoot.loading.location import shown
from surefoot.model import Kind

_KIND_OF_FOLDER = {kind.folder: kind for kind in Kind if kind is not Kind.KB}


class SourceFile(NamedTuple):
    """A file that should be a record. `file` is how it is shown; `level` the urgency folder of a rule or scenario.

    `data` holds its bytes when they are not those on the disk: from a git revision, a snapshot or an editor.
    """

    path: str
    file: str
    kind: Kind
    level: str | None = None
    data: bytes | None = None

    @property
    def id(self) -> str:
        """The id that the file name promises."""
        return os.path.basename(self.path).removesuffix(".json")


class Tree(NamedTuple):
    """The files of a knowledge base, and what lies about that does not belong there; `root` is where, as shown."""

    files: tuple[SourceFile, ...]
    faults: tuple[tuple[str, Fault], ...]
    root: str = ""


class Entry(NamedTuple):
    """A file below a folder: its path, how it is shown, its parts below the folder, and its bytes if they are known."""

    path: str
    file: str
    parts: tuple[str, ...]
    data: bytes | None = None


def paths_below(folder: str | os.PathLike[str]) -> Iterator[str]:
    """Every file and folder below a folder, itself included, linked ones too: what an answer about it depends on."""
    entered: set[str] = set()
    for parent, folders, names in os.walk(os.path.abspath(folder), followlinks=True):
        if os.path.realpath(parent) in entered:
            folders.clear()
            continue
        entered.add(os.path.realpath(parent))
        yield parent
        for name in names:
            yield os.path.join(parent, name)


def scan_kb(kb: str | os.PathLike[str]) -> Tree:
    """The records below the folder that holds kb.json, in the order of their paths."""
    unreadable: list[OSError] = []
    tree = kb_tree(_walk(kb, unreadable), shown(kb))
    return tree._replace(faults=(*tree.faults, *map(_unreadable_folder, unreadable)))


def kb_tree(entries: Iterable[Entry], root: str) -> Tree:
    """The records among the files of a knowledge base."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path, file, parts, data in entries:
        kind = _KIND_OF_FOLDER.get(parts[0])
        depth = 3 if kind is Kind.RULE else 2
        if parts == ("kb.json",):
            files.append(SourceFile(path, file, Kind.KB, None, data))
        elif parts[-1] == "README.md":
            continue
        elif kind is None or kind is Kind.SCENARIO or len(parts) != depth or not parts[-1].endswith(".json"):
            faults.append(("stray-file", _stray(file, parts, kind)))
        else:
            level = parts[1] if kind is Kind.RULE else None
            files.append(SourceFile(path, file, kind, level, data))
    return Tree(tuple(files), tuple(faults), root)


def scan_scenarios(folder: str | os.PathLike[str]) -> Tree:
    """The scenarios below a folder scenarios/, in the order of their paths."""
    unreadable: list[OSError] = []
    tree = scenario_tree(_walk(folder, unreadable), shown(folder))
    return tree._replace(faults=(*tree.faults, *map(_unreadable_folder, unreadable)))


def scenario_tree(entries: Iterable[Entry], root: str) -> Tree:
    """The scenarios among the files of a folder scenarios/."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path, file, parts, data in entries:
        if parts[-1] in ("README.md", "conftest.py"):
            continue
        if not parts[-1].endswith(".json") or len(parts) != 2:
            faults.append(("stray-file", _stray(file, parts, Kind.SCENARIO)))
        else:
            files.append(SourceFile(path, file, Kind.SCENARIO, parts[0], data))
    return Tree(tuple(files), tuple(faults), root)


def _walk(folder: str | os.PathLike[str], unreadable: list[OSError]) -> Iterator[Entry]:
    """Every file, and every folder named like a record.

    A folder that cannot be read is noted: what lies in it would silently be missing.
    """
    root = os.path.abspath(folder)
    display = shown(root)
    prefix = "" if display == "." else f"{display.rstrip('/')}/"
    entered: set[str] = set()
    for parent, folders, names in os.walk(root, followlinks=True, onerror=unreadable.append):
        if os.path.realpath(parent) in entered:
            folders.clear()
            continue
        entered.add(os.path.realpath(parent))
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        below = tuple(parent[len(root) + 1 :].split(os.sep)) if parent != root else ()
        parent_start = parent + os.sep  # where files are shown by their whole path, one text is enough
        start = prefix + "".join(f"{part}/" for part in below)
        for name in sorted(names + [f for f in folders if f.endswith(".json")]):
            if not name.startswith("."):
                path = f"{parent}{os.sep}{name}"
                yield Entry(path, path if start == parent_start else start + name, (*below, name))
        folders[:] = [name for name in folders if not name.endswith(".json")]


def _unreadable_folder(error: OSError) -> tuple[str, Fault]:
    reason = (error.strerror or str(error)).lower()
    return "unreadable-file", Fault(shown(error.filename), "", f"the folder cannot be read: {reason}")


def _stray(file: str, parts: tuple[str, ...], kind: Kind | None) -> Fault:
    if not parts[-1].endswith(".json"):
        what, cure = "this file is no record, so nothing reads it", "name it <id>.json, or move it elsewhere"
    elif kind is None:
        known = ", ".join(sorted(f"{folder}/" for folder in _KIND_OF_FOLDER if folder != "scenarios"))
        what, cure = "no kind of record lives here, so nothing reads this file", f"move it to one of {known}"
    elif kind in (Kind.RULE, Kind.SCENARIO):
        what, cure = "this file is not in an urgency folder", f"move it to {kind.folder}/<urgency>/"
    else:
        what, cure = "this file lies too deep", f"move it to {kind.folder}/"
    return Fault(file, "", what, cure)
