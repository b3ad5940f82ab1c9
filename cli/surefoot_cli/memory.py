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

from surefoot_cli import store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMAT = 2
"""Rises when the form of a memory changes."""
HELP = (["--help"], ["-h"])
_NOT_KEPT = ("--fix", "--unsafe-fixes", "--diff", "--watch", "--since", "--help", "-h")
_DIGEST = 8
_MOST_KEPT = 64


def key(arguments: "list[str]") -> str:
    """Everything outside the files that the output depends on: arguments, folder, surroundings, day, program."""
    names = ("SUREFOOT_KB", "NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS", "LC_ALL", "LANG")
    surroundings = [f"{name}={os.environ.get(name, '')}" for name in names]
    terminal = "no terminal"
    if sys.stdout.isatty():
        terminal = str(os.get_terminal_size(sys.stdout.fileno()).columns)
    surroundings += [os.getcwd(), terminal, time.strftime("%Y-%m-%d"), sys.version, program(arguments)]
    return name_of("\0".join([*arguments, "", *surroundings]))


def recall(name: str) -> "tuple[int, str] | None":
    """The exit code and output remembered under a key; None when there is none or something has changed."""
    data = store.read(name) or b""
    body = data[_DIGEST:]
    if data[:_DIGEST] != _imp.source_hash(_FORMAT, body):
        return None
    code, started, states, output = marshal.loads(body)
    return (code, output) if store.unchanged(states, started) else None


def remember(name: str, code: int, output: str, paths: "Iterable[str]", started: int) -> None:
    """Remember a run that started at a time (in nanoseconds). A memory that cannot be written is none."""
    try:
        body = marshal.dumps((code, started, store.states_of(paths), output))
    except ValueError:
        return
    store.write(_imp.source_hash(_FORMAT, body) + body, name, most=_MOST_KEPT)


def keep(code: int, output: str, paths: "Iterable[str]", started: int) -> None:
    """Remember the run of this process, if it is one that can be remembered."""
    arguments = sys.argv[1:]
    if can_be_remembered(arguments):
        remember(key(arguments), code, output, paths, started)


def can_be_remembered(arguments: "list[str]") -> bool:
    """A check or the version: their output depends on files and surroundings alone, and they write nothing.

    SUREFOOT_MEMORY=off keeps nothing and recalls nothing.
    """
    if "GITHUB_ACTIONS" in os.environ or store.is_off():
        return False
    if arguments == ["--version"] or arguments in HELP:
        return True
    return arguments[:1] == ["validate"] and not any(word.split("=")[0] in _NOT_KEPT for word in arguments)


def program(arguments: "list[str]") -> str:
    """The state of the files of the program: another version remembers nothing of this one.

    The version hangs on few of them.
    """
    if arguments != ["--version"]:
        return store.program()
    import surefoot

    library = os.path.dirname(os.path.abspath(surefoot.__file__))
    files = (surefoot.__file__, os.path.join(library, "loading", "reading.py"), __file__, store.__file__)
    return " ".join(str(store.state(file)) for file in files)


def name_of(body: str) -> str:
    """Sixteen hexadecimal digits that tell whether a memory is whole; they keep no secret."""
    return _imp.source_hash(_FORMAT, body.encode(errors="backslashreplace")).hex()
