"""Which knowledge base a command uses, and where its scenarios are."""

import os
from collections.abc import Iterable, Iterator

from surefoot.loading.packaged import packaged_folder
from surefoot.model import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

ENVIRONMENT_VARIABLE = "SUREFOOT_KB"


_LAYOUT = frozenset(kind.folder for kind in (Kind.FINDING, Kind.RULE, Kind.PATTERN, Kind.URGENCY, Kind.CONDITION))


def find_kb(named: str | os.PathLike[str] | None = None) -> "Path":
    """The folder that holds kb.json, or a snapshot.

    The one named, else the one in SUREFOOT_KB, else the nearest folder upward that holds kb/kb.json,
    else the one that travels with the library.

    Raises:
        FileNotFoundError: what was named is no folder that holds kb.json, and no snapshot; the message says so.
    """
    from pathlib import Path

    return Path(locate_kb(named))


def locate_kb(named: str | os.PathLike[str] | None = None) -> str:
    """What `find_kb` finds, as text: a quick command has no time to import pathlib.

    Raises:
        FileNotFoundError: as `find_kb`.
    """
    chosen = named or os.environ.get(ENVIRONMENT_VARIABLE)
    if chosen:
        return _checked(os.fspath(chosen), "--kb" if named else ENVIRONMENT_VARIABLE)
    return _above(os.getcwd()) or packaged_folder("kb")


def is_far(named: str | os.PathLike[str] | None = None) -> bool:
    """Whether the one that travels with the library is used: none was named, and none lies here or above."""
    return not (named or os.environ.get(ENVIRONMENT_VARIABLE)) and _above(os.getcwd()) is None


def kb_above(start: "Path") -> "Path | None":
    """The kb/ of the nearest folder upward from `start` (included) that holds kb/kb.json, or None."""
    found = _above(str(start))
    return type(start)(found) if found else None


def _above(folder: str) -> str | None:
    while True:
        if os.path.isfile(os.path.join(folder, "kb", "kb.json")):
            return os.path.join(folder, "kb")
        folder, below = os.path.dirname(folder), folder
        if folder in (below, ""):
            return None


def holds_records(folder: str | os.PathLike[str]) -> bool:
    """Whether a folder is laid out like a knowledge base, with or without its kb.json."""
    layout = (os.path.join(folder, name) for name in _LAYOUT)
    return os.path.isfile(os.path.join(folder, "kb.json")) or any(map(os.path.isdir, layout))


def kb_around(path: "Path") -> "Path | None":
    """The knowledge base that a file or folder belongs to: one it is, holds, lies in, or is a scenario of."""
    absolute = path.absolute()
    for folder in (absolute, *absolute.parents):
        if holds_records(folder):
            return folder
    return kb_above(absolute)


def places_tried(starts: Iterable[str]) -> Iterator[str]:
    """The paths whose existence decides which knowledge base belongs to a place."""
    for start in starts:
        folder, below = os.path.join(os.getcwd(), start), ""
        while folder != below:
            for name in ("kb.json", os.path.join("kb", "kb.json"), *sorted(_LAYOUT)):
                yield os.path.join(folder, name)
            folder, below = os.path.dirname(folder), folder


def scenarios_of(kb: "Path") -> "Path | None":
    """The folder scenarios/ beside a knowledge base, or None."""
    beside = scenarios_beside(kb)
    return type(kb)(beside) if beside else None


def scenarios_beside(kb: str | os.PathLike[str]) -> str | None:
    """What `scenarios_of` finds, as text."""
    beside = os.path.join(os.path.dirname(os.path.join(os.getcwd(), kb)), "scenarios")
    return beside if os.path.isdir(beside) else None


def _checked(folder: str, where_from: str) -> str:
    if os.path.isfile(os.path.join(folder, "kb.json")):
        return folder
    if os.path.isfile(os.path.join(folder, "kb", "kb.json")):
        return os.path.join(folder, "kb")
    from pathlib import Path

    name = Path(folder)  # without a slash at its end
    if os.path.isfile(folder):
        if os.path.basename(folder) == "kb.json":
            raise FileNotFoundError(f"{where_from}: {name} is a file of a knowledge base; name its folder")
        return folder
    if not os.path.exists(folder):
        raise FileNotFoundError(f"{where_from}: there is no folder and no snapshot {name}")
    raise FileNotFoundError(f"{where_from}: {name} holds no kb.json, so it is no knowledge base")


def shown(path: str | os.PathLike[str]) -> str:
    """A path as people know it: relative where it lies below the current folder."""
    absolute = os.fsencode(os.path.abspath(path)).decode(errors="backslashreplace")
    here = os.getcwd()
    if absolute == here:
        return "."
    root = here.rstrip(os.sep) + os.sep
    return absolute[len(root) :].replace(os.sep, "/") if absolute.startswith(root) else absolute
