"""The command line at a pseudo-terminal, for tests."""

import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECONDS = 60


def at_a_terminal(
    folder: Path,
    arguments: Sequence[str],
    *,
    at_prompts: Sequence[str] = (),
    at_once: str = "",
    environment: Mapping[str, str] | None = None,
) -> tuple[int, str]:
    """The exit code, and everything that the terminal shows.

    Each line of `at_prompts` is typed when a colon and a space ask for it, `at_once` before anything is asked.
    """
    import pty

    ours, theirs = pty.openpty()
    surroundings = environment or {name: value for name, value in os.environ.items() if name != "SUREFOOT_KB"}
    process = subprocess.Popen(
        [sys.executable, "-m", "surefoot_cli", *arguments], cwd=folder, env=surroundings,
        stdin=theirs, stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    os.write(ours, at_once.encode())
    shown = _shown(ours, list(at_prompts))
    if shown is None:
        process.kill()  # it waits for an answer that nobody gives
    code = process.wait(timeout=_SECONDS)
    os.close(ours)
    assert shown is not None, "nothing happened at the terminal any more"
    return code, shown.decode()


def _shown(terminal: int, left: list[str]) -> bytes | None:
    shown = b""
    while select.select([terminal], [], [], _SECONDS)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that the other side was closed
            return shown
        if not part:
            return shown
        shown += part
        if left and shown.endswith(b": "):
            os.write(terminal, left.pop(0).encode() + b"\n")
    return None
