"""Which knowledge base a command uses, and where its scenarios are."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from surefoot.loading.packaged import packaged
from surefoot.model import Kind

ENVIRONMENT_VARIABLE = "SUREFOOT_KB"


_LAYOUT = frozenset(kind.folder for kind in (Kind.FINDING, Kind.RULE, Kind.PATTERN, Kind.URGENCY, Kind.CONDITION))


def find_kb(named: str | os.PathLike[str] | None = None) -> Path:
    """The folder that holds kb.json, or a snapshot.

    The one named, else the one in SUREFOOT_KB, else the nearest folder upward that holds kb/kb.json,
    else the one that travels with the library.

    Raises:
        FileNotFoundError: what was named is no folder that holds kb.json, and no snapshot; the message says so.
    """
    chosen = named or os.environ.get(ENVIRONMENT_VARIABLE)
    if chosen:
        return _checked(Path(chosen), "--kb" if named else ENVIRONMENT_VARIABLE)
    return kb_above(Path.cwd()) or packaged("kb")


def kb_above(start: Path) -> Path | None:
    """The kb/ of the nearest folder upward from `start` (included) that holds kb/kb.json, or None."""
    for folder in (start, *start.parents):
        if (folder / "kb" / "kb.json").is_file():
            return folder / "kb"
    return None


def holds_records(folder: Path) -> bool:
    """Whether a folder is laid out like a knowledge base, with or without its kb.json."""
    return (folder / "kb.json").is_file() or any((folder / name).is_dir() for name in _LAYOUT)


def kb_around(path: Path) -> Path | None:
    """The knowledge base that a file or folder belongs to: one it is, holds, lies in, or is a scenario of."""
    absolute = path.absolute()
    for folder in (absolute, *absolute.parents):
        if holds_records(folder):
            return folder
    return kb_above(absolute)


def places_tried(starts: Iterable[Path]) -> Iterator[str]:
    """The paths whose existence decides which knowledge base belongs to a place."""
    for start in starts:
        for folder in (start.absolute(), *start.absolute().parents):
            for name in ("kb.json", "kb/kb.json", *sorted(_LAYOUT)):
                yield str(folder / name)


def scenarios_of(kb: Path) -> Path | None:
    """The folder scenarios/ beside a knowledge base, or None."""
    beside = kb.absolute().parent / "scenarios"
    return beside if beside.is_dir() else None


def _checked(folder: Path, where_from: str) -> Path:
    if (folder / "kb.json").is_file():
        return folder
    if (folder / "kb" / "kb.json").is_file():
        return folder / "kb"
    if folder.is_file():
        if folder.name == "kb.json":
            raise FileNotFoundError(f"{where_from}: {folder} is a file of a knowledge base; name its folder")
        return folder
    if not folder.exists():
        raise FileNotFoundError(f"{where_from}: there is no folder and no snapshot {folder}")
    raise FileNotFoundError(f"{where_from}: {folder} holds no kb.json, so it is no knowledge base")
