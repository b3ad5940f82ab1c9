"""Where the program starts: what is in memory or plain is answered here, everything else is left to click."""

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> None:
    """Run the command line."""
    from surefoot_cli import memory

    _replace_closed_streams()
    arguments = sys.argv[1:]
    if memory.can_be_remembered(arguments):
        known = memory.recall(memory.key(arguments))
        if known is not None:
            _end(*known)
    _fit_the_terminal()
    if arguments[:1] in (["validate"], ["triage"], ["test"], ["lookup"]):
        _answer_quickly(arguments)
    if arguments in memory.HELP:
        _remember_help(arguments)
    from surefoot_cli.main import main as run

    run()


def _replace_closed_streams() -> None:
    """Whoever closes a stream wants nothing to go through it: it leads nowhere, and the exit code still counts."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


def _fit_the_terminal() -> None:
    """Break lines where a narrow terminal ends: it would break them within words."""
    if not sys.stdout.isatty():
        return
    told = os.environ.get("COLUMNS", "")
    try:
        columns = int(told) if told.isdecimal() else os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return
    if 0 < columns < 80:
        from surefoot.reporting.style import break_lines_for

        break_lines_for(columns)


def _answer_quickly(arguments: "list[str]") -> None:
    """Run a plain command, and end; where the command is not plain, nothing happens."""
    import gc

    from surefoot_cli import quick

    gc.disable()  # as in main.py
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        found = quick.run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        found = 130, ""
    if found is not None:
        _end(*found)


def _end(code: int, text: str) -> "NoReturn":
    """Print, and end at once: there is nothing to tidy up, and doing so takes longer than a quick run."""
    from surefoot_cli import plain

    plain.print_text(text)
    sys.stderr.flush()
    os._exit(code)


def _remember_help(arguments: "list[str]") -> None:
    """Print the help, remember it, and end."""
    import contextlib
    import io

    from surefoot_cli import memory, plain
    from surefoot_cli.main import cli

    text = io.StringIO()
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(text):
        cli.main(arguments, prog_name="surefoot")
    memory.remember(memory.key(arguments), 0, text.getvalue(), (), 0)
    plain.print_text(text.getvalue())
    sys.exit(0)
