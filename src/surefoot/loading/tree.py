"""Which files there are: the records of a knowledge base and the scenarios beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat

from surefoot.diagnostics import Fault
from surefoot.loading.location import shown
from surefoot.model import Kind
from surefoot.named import NamedTuple, each_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_Home: TypeAlias = "tuple[Kind, str | None]"
_ENDING = ".json"
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
    return _scanned(kb, kb_tree, _home_in_kb)


def kb_tree(entries: Iterable[Entry], root: str) -> Tree:
    """The records among the files of a knowledge base."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path, file, parts, data in entries:
        home = _home_in_kb(parts[:-1])
        if parts == ("kb.json",):
            files.append(SourceFile(path, file, Kind.KB, None, data))
        elif parts[-1] == "README.md":
            continue
        elif home is None or not parts[-1].endswith(_ENDING):
            faults.append(("stray-file", _stray(file, parts, _KIND_OF_FOLDER.get(parts[0]))))
        else:
            files.append(SourceFile(path, file, *home, data))
    return Tree(tuple(files), tuple(faults), root)


def _home_in_kb(parts: tuple[str, ...]) -> _Home | None:
    """What lives in a folder of a knowledge base; None where no records do."""
    kind = _KIND_OF_FOLDER.get(parts[0]) if parts else None
    if kind is None or kind is Kind.SCENARIO or len(parts) != (2 if kind is Kind.RULE else 1):
        return None
    return kind, parts[1] if kind is Kind.RULE else None


def scan_scenarios(folder: str | os.PathLike[str]) -> Tree:
    """The scenarios below a folder scenarios/, in the order of their paths."""
    return _scanned(folder, scenario_tree, _home_of_scenarios)


def scenario_tree(entries: Iterable[Entry], root: str) -> Tree:
    """The scenarios among the files of a folder scenarios/."""
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    for path, file, parts, data in entries:
        home = _home_of_scenarios(parts[:-1])
        if parts[-1] in ("README.md", "conftest.py"):
            continue
        if home is None or not parts[-1].endswith(_ENDING):
            faults.append(("stray-file", _stray(file, parts, Kind.SCENARIO)))
        else:
            files.append(SourceFile(path, file, *home, data))
    return Tree(tuple(files), tuple(faults), root)


def _home_of_scenarios(parts: tuple[str, ...]) -> _Home | None:
    return (Kind.SCENARIO, parts[0]) if len(parts) == 1 else None


def _scanned(
    folder: str | os.PathLike[str],
    sorted_out: Callable[[Iterable[Entry], str], Tree],
    home_of: Callable[[tuple[str, ...]], _Home | None],
) -> Tree:
    """The tree of a folder on the disk; a folder that holds nothing but records is taken as a whole."""
    unreadable: list[OSError] = []
    files: list[SourceFile] = []
    faults: list[tuple[str, Fault]] = []
    root = os.path.abspath(folder)
    for listing in _walk(root, unreadable):
        home = home_of(listing.parts)
        if home and all(name.endswith(_ENDING) for name in listing.names):
            files += each_of(SourceFile, *listing.files(), *map(repeat, home), repeat(None))
        else:
            tree = sorted_out(listing.entries(), "")
            files += tree.files
            faults += tree.faults
    return Tree(tuple(files), (*faults, *map(_unreadable_folder, unreadable)), shown(root))


class _Listing(NamedTuple):
    """What lies in a folder: its path and how it is shown, both with a separator at the end, its parts below the
    root, and the names of its files in their order.
    """

    path: str
    file: str
    parts: tuple[str, ...]
    names: list[str]

    def files(self) -> tuple[list[str], list[str]]:
        """The path of each file, and how each is shown."""
        paths = [self.path + name for name in self.names]
        return paths, paths if self.path == self.file else [self.file + name for name in self.names]

    def entries(self) -> Iterator[Entry]:
        """The files one by one."""
        rows = zip(*self.files(), self.names, strict=True)
        return (Entry(path, file, (*self.parts, name)) for path, file, name in rows)


def _walk(root: str, unreadable: list[OSError]) -> Iterator[_Listing]:
    """Every folder, with its files and with the folders in it that are named like a record.

    A folder that cannot be read is noted: what lies in it would silently be missing.
    """
    display = shown(root)
    prefix = "" if display == "." else f"{display.rstrip('/')}/"
    entered: set[tuple[int, int]] = set()
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        parts = waiting.pop()
        path = os.path.join(root, *parts, "")
        try:
            status = os.stat(path)
            listed = os.listdir(path)
        except OSError as error:
            error.filename = path.rstrip(os.sep)
            unreadable.append(error)
            continue
        if (status.st_dev, status.st_ino) in entered:
            continue
        entered.add((status.st_dev, status.st_ino))
        names = sorted(name for name in listed if not name.startswith("."))
        folders = [name for name in names if not name.endswith(_ENDING) and os.path.isdir(path + name)]
        waiting += [(*parts, name) for name in reversed(folders) if not name.startswith("__")]
        left_out = frozenset(folders)
        yield _Listing(
            path,
            prefix + "".join(f"{part}/" for part in parts),
            parts,
            [name for name in names if name not in left_out],
        )


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
