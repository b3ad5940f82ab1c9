"""What a run printed, for as long as nothing it looked at has changed.

A run is remembered with its arguments and surroundings and with the state of every file it read. When all
of that is the same, its output is printed again without reading the files. This module imports next to
nothing: it is what makes a second `validate` quick. The memory can be deleted at any time.
"""

import _imp  # its hash is there already; importing hashlib would cost more than the rest of a quick run
import marshal
import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORMAT = 1
"""Rises when the form of a memory changes."""
HELP = (["--help"], ["-h"])
_NOT_KEPT = ("--fix", "--unsafe-fixes", "--diff", "--watch", "--since", "--help", "-h")
_DIGEST = 8
_JUDGES = ("jiter", "jsonschema_rs")
"""The libraries that parse and judge a file: another version may judge otherwise."""
_NOTHING = (0, 0, 0, 0)
_MOST_KEPT = 64
_SETTLE_NS = 1_000_000_000
"""A file that changed less than a second before the run may change again within one tick of its clock."""


def key(arguments: "list[str]") -> str:
    """Everything outside the files that the output depends on: arguments, folder, surroundings, day, program."""
    names = ("SUREFOOT_KB", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LC_ALL", "LANG")
    surroundings = [f"{name}={os.environ.get(name, '')}" for name in names]
    terminal = "no terminal"
    if sys.stdout is not None and sys.stdout.isatty():
        terminal = str(os.get_terminal_size(sys.stdout.fileno()).columns)
    surroundings += [os.getcwd(), terminal, time.strftime("%Y-%m-%d"), sys.version, program(arguments)]
    return name_of("\0".join([*arguments, "", *surroundings]))


def recall(name: str) -> "tuple[int, str] | None":
    """The exit code and output remembered under a key; None when there is none or something has changed."""
    data = saved(name)
    if data is None:
        return None
    body = data[_DIGEST:]
    if data[:_DIGEST] != _imp.source_hash(_FORMAT, body):
        return None
    code, started, states, output = marshal.loads(body)
    latest = started - _SETTLE_NS
    for path, state in states:
        now = _state(path)
        if now != state or now[1] > latest or now[2] > latest:
            return None
    return code, output


def remember(name: str, code: int, output: str, paths: "Iterable[str]", started: int) -> None:
    """Remember a run that started at a time (in nanoseconds). A memory that cannot be written is none."""
    states = [(path, _state(path)) for path in dict.fromkeys(paths)]
    try:
        body = marshal.dumps((code, started, states, output))
    except ValueError:
        return
    save(name, _imp.source_hash(_FORMAT, body) + body, _MOST_KEPT)


def save(name: str, data: bytes, most: int) -> None:
    """Write a file of the memory at one stroke, and keep the newest of its folder; failing is no error."""
    target = _path(name)
    temporary = f"{target}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(temporary, "wb") as stream:
            stream.write(data)
        os.replace(temporary, target)
        _forget_the_oldest(os.path.dirname(target), most)
    except OSError:
        return


def saved(name: str) -> "bytes | None":
    """What a file of the memory holds, or None."""
    try:
        with open(_path(name), "rb") as stream:
            return stream.read()
    except OSError:
        return None


def _forget_the_oldest(folder: str, most: int) -> None:
    """Keep the memories that were made last; a day's end alone makes a new one of each run."""
    files = (entry for entry in os.scandir(folder) if entry.is_file())
    entries = sorted(files, key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
    for entry in entries[most:]:
        os.unlink(entry.path)


def keep(code: int, output: str, paths: "Iterable[str]", started: int) -> None:
    """Remember the run of this process, if it is one that can be remembered."""
    arguments = sys.argv[1:]
    if can_be_remembered(arguments):
        remember(key(arguments), code, output, paths, started)


def can_be_remembered(arguments: "list[str]") -> bool:
    """A check or the version: their output depends on files and surroundings alone, and they write nothing.

    SUREFOOT_MEMORY=off keeps nothing and recalls nothing.
    """
    if "GITHUB_ACTIONS" in os.environ or is_off():
        return False
    if arguments == ["--version"] or arguments in HELP:
        return True
    return arguments[:1] == ["validate"] and not any(word.split("=")[0] in _NOT_KEPT for word in arguments)


def is_off() -> bool:
    """Whether nothing is to be kept or recalled."""
    return os.environ.get("SUREFOOT_MEMORY") == "off"


def _state(path: str) -> "tuple[int, int, int, int]":
    """Size, times and place of a file or folder; all zero when it does not exist."""
    try:
        found = os.stat(path)
    except OSError:
        return _NOTHING
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def program(arguments: "list[str]") -> str:
    """The state of the files of the program: another version remembers nothing of this one.

    The version hangs on few of them.
    """
    import surefoot

    here = os.path.dirname(os.path.abspath(__file__))
    library = os.path.dirname(os.path.abspath(surefoot.__file__))
    if arguments == ["--version"]:
        files = (surefoot.__file__, os.path.join(library, "loading", "reading.py"), __file__)
        return " ".join(str(_state(file)) for file in files)
    schemas = os.path.join(os.path.dirname(os.path.dirname(library)), "schemas")
    parts = [os.path.join(folder, name) for folder in sys.path for name in _JUDGES]
    found = [*map(str, map(_state, parts)), *(state for f in (here, library, schemas) for state in _states_below(f))]
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


def _path(name: str) -> str:
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(home, "surefoot", name)


def name_of(body: str) -> str:
    """Sixteen hexadecimal digits that tell whether a memory is whole; they keep no secret."""
    return _imp.source_hash(_FORMAT, body.encode(errors="backslashreplace")).hex()
