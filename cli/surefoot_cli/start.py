"""Where the program starts: what can be answered from memory is, everything else is left to click."""

import sys


def main() -> None:
    """Run the command line."""
    from surefoot_cli import memory

    arguments = sys.argv[1:]
    if memory.can_be_remembered(arguments):
        known = memory.recall(memory.key(arguments))
        if known is not None:
            _print(known[1])
            sys.exit(known[0])
    if arguments in memory.HELP:
        _remember_help(arguments)
    from surefoot_cli.main import main as run

    run()


def _remember_help(arguments: "list[str]") -> None:
    """Print the help, remember it, and end."""
    import contextlib
    import io

    from surefoot_cli import memory
    from surefoot_cli.main import cli

    text = io.StringIO()
    with contextlib.suppress(SystemExit), contextlib.redirect_stdout(text):
        cli.main(arguments, prog_name="surefoot")
    memory.remember(memory.key(arguments), 0, text.getvalue(), (), 0)
    _print(text.getvalue())
    sys.exit(0)


def _print(text: str) -> None:
    import os

    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
