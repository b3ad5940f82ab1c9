"""Files that the program keeps for itself, beside the caches of the user: which may be believed, and until when.

Everything in here can be deleted at any time, and nothing is lost when it cannot be read or written. This module
imports next to nothing: it is part of the quickest runs.
"""

import os
import stat
import sys
from _operator import attrgetter  # importing operator would cost more than it gives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeAlias

    State: TypeAlias = tuple[int, int, int, int]
    States: TypeAlias = tuple[list[str], list[State], list[str]]

SETTLE_NS = 1_000_000_000
"""A file that changed less than a second before the run may change again within one tick of its clock."""
_NOTHING = (0, 0, 0, 0)
_facts = attrgetter("st_size", "st_mtime_ns", "st_ctime_ns", "st_ino")
_CACHES = {"darwin": ("Library", "Caches"), "win32": ("AppData", "Local")}
_JUDGES = ("jiter", "jsonschema_rs")
"""The libraries that parse and judge a file: another version may judge otherwise."""
_BY_OTHERS = 0o022
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def is_off() -> bool:
    """SUREFOOT_MEMORY=off keeps nothing and recalls nothing."""
    return os.environ.get("SUREFOOT_MEMORY") == "off"


def path_of(*names: str) -> str:
    """A file of ours, in the folder that the platform has for caches.

    Raises:
        OSError: the user has no home.
    """
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):
        home = os.path.expanduser(os.path.join("~", *_CACHES.get(sys.platform, (".cache",))))
        if os.name == "nt":
            home = os.environ.get("LOCALAPPDATA", home)
    if not os.path.isabs(home):
        raise OSError("there is no home")
    return os.path.join(home, "surefoot", *names)


def read(*names: str) -> bytes | None:
    """What a file of ours holds; None when there is none, or when somebody else may have written it.

    What is read is used without asking again, so it counts only when it belongs to the user who runs the program
    and nobody else may write it.
    """
    try:
        handle = os.open(path_of(*names), _READ)
        try:
            found = os.fstat(handle)
            return None if _is_foreign(found) else _whole(handle, found.st_size)
        finally:
            os.close(handle)
    except OSError:
        return None


def own(*names: str) -> str | None:
    """The path of a file of ours; None when there is none, or when somebody else may have written it."""
    try:
        path = path_of(*names)
        found = os.lstat(path)
    except OSError:
        return None
    plain = stat.S_ISREG(found.st_mode)
    return path if plain and not _is_foreign(found) else None


def _is_foreign(found: os.stat_result) -> bool:
    return os.name != "nt" and (found.st_uid != os.geteuid() or bool(found.st_mode & _BY_OTHERS))


def _whole(handle: int, size: int) -> bytes:
    data = os.read(handle, size + 1)
    while len(data) < size:
        more = os.read(handle, size - len(data))
        if not more:
            break
        data += more
    return data


def write(data: bytes, *names: str, most: int) -> None:
    """Write a file of ours at one stroke, for the user alone; of the files beside it, the oldest are removed.

    What cannot be written is left out without a word.
    """
    try:
        target = path_of(*names)
        folder = os.path.dirname(target)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        temporary = f"{target}.{os.getpid()}.tmp"
        try:
            with open(os.open(temporary, _CREATE, 0o600), "wb") as stream:
                stream.write(data)
            os.replace(temporary, target)
        except OSError:
            _remove(temporary)
            raise
        _forget_the_oldest(folder, most)
    except OSError:
        return


def _forget_the_oldest(folder: str, most: int) -> None:
    """Keep the files that were made last; a day's end alone makes a new memory of each run."""
    files = [entry for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False)]
    if len(files) > most:
        files.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in files[most:]:
            _remove(entry.path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def states_of(paths: "Iterable[str]") -> "States":
    """The files and folders that exist, the state of each, and those that do not exist."""
    found = {path: state(path) for path in dict.fromkeys(paths)}
    there = [path for path, now in found.items() if now != _NOTHING]
    return there, [found[path] for path in there], [path for path, now in found.items() if now == _NOTHING]


def state(path: str) -> "State":
    """Size, times and place of a file or folder; all zero when it does not exist."""
    try:
        found: State = _facts(os.stat(path))
    except OSError:
        return _NOTHING
    return found


def unchanged(states: "States", started: int) -> bool:
    """Whether the files are in the states in which a run found them that began at a time (in nanoseconds)."""
    there, before, missing = states
    latest = started - SETTLE_NS
    if any(modified > latest or changed > latest for _, modified, changed, _ in before):
        return False
    try:
        now = list(map(_facts, map(os.stat, there)))
    except OSError:
        return False
    return now == before and all(state(path) == _NOTHING for path in missing)


def program() -> str:
    """The state of the files of the program and of the schemas: another version keeps nothing for this one."""
    import surefoot

    here = os.path.dirname(os.path.abspath(__file__))
    library = os.path.dirname(os.path.abspath(surefoot.__file__))
    schemas = os.path.join(os.path.dirname(os.path.dirname(library)), "schemas")
    judges = (state(os.path.join(folder, name)) for folder in sys.path for name in _JUDGES)
    found = [str(judge) for judge in judges if judge != _NOTHING]
    found += [state for folder in (here, library, schemas) for state in _states_below(folder)]
    return " ".join(found)


def _states_below(folder: str) -> "Iterator[str]":
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir() and entry.name not in ("__pycache__", "kb"):
            yield from _states_below(entry.path)
        elif entry.is_file():
            found = entry.stat()
            yield f"{entry.name}.{found.st_size}.{found.st_mtime_ns}"
