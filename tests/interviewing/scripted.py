"""`surefoot triage` at a pseudo-terminal, answered from a list of lines."""

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

_SECONDS = 60


def dialogue(folder: Path, arguments: list[str], lines: list[str], **environment: str) -> tuple[int, str, str]:
    """The exit code, standard output, and everything else that the terminal showed.

    One line is typed at each prompt; a line of one control character is typed without Enter.
    """
    ours, theirs = pty.openpty()
    known = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "SUREFOOT_KB")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "surefoot_cli", "triage", *arguments], cwd=folder, stdin=theirs, stdout=subprocess.PIPE,
        stderr=theirs, env={**known, "TERM": "xterm", "COLUMNS": "80", **environment}, start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509 - no thread is running here
    )  # fmt: skip
    os.close(theirs)
    shown, waiting, ended = _typed(ours, list(lines))
    if not ended:
        process.kill()  # it waits for an answer that nobody gives, and would wait for ever
    output = process.stdout.read().decode() if process.stdout else ""
    if process.stdout:
        process.stdout.close()
    os.close(ours)
    code = process.wait(timeout=_SECONDS)
    assert waiting == [], f"not typed: {waiting}; shown: {shown}"
    return code, output, shown.replace("\r\n", "\n")


def _take_terminal() -> None:
    """Make standard input the terminal that controls the process, so that Ctrl-C reaches it."""
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _typed(terminal: int, lines: list[str]) -> tuple[str, list[str], bool]:
    """What was shown, the lines that were not typed, and whether the other side closed the terminal."""
    shown, since, line = b"", b"", ""
    patience = 2 if "\x03" in lines else _SECONDS
    for _ in range(_SECONDS // patience):
        while select.select([terminal], [], [], patience)[0]:
            try:
                part = os.read(terminal, 65536)
            except OSError:
                part = b""
            if not part:
                return shown.decode(), lines, True
            shown, since = shown + part, since + part
            if since.endswith(b": ") and lines:
                line, since = lines.pop(0), b""
                os.write(terminal, line.encode() + (b"" if line in ("\x03", "\x04") else b"\n"))
        if line == "\x03":  # a signal between two steps of a read is not seen: a person types it again
            os.write(terminal, line.encode())
    return shown.decode(), lines, False
