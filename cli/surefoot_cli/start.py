"""Where the program starts: what is in memory or plain is answered here, everything else is left to click."""

import sys


def main() -> None:
    """Run the command line."""
    from surefoot_cli import memory, plain

    arguments = sys.argv[1:]
    if memory.can_be_remembered(arguments):
        known = memory.recall(memory.key(arguments))
        if known is not None:
            plain.print_text(known[1])
            sys.exit(known[0])
    if arguments[:1] == ["validate"]:
        _validate(arguments)
    if arguments[:1] in (["triage"], ["test"], ["lookup"]):
        _answer_quickly(arguments)
    if arguments in memory.HELP:
        _remember_help(arguments)
    from surefoot_cli.main import main as run

    run()


def _validate(arguments: "list[str]") -> None:
    """Run a plain check, and end."""
    import gc

    from surefoot_cli import plain

    gc.disable()  # as in main.py
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        code = plain.validate(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        code = 130
    if code is not None:
        sys.exit(code)


def _answer_quickly(arguments: "list[str]") -> None:
    """Run a plain command from packs, and end; nothing is left to tidy up, and that takes as long as the command."""
    import gc
    import os

    from surefoot_cli import plain, quick

    gc.disable()  # as in main.py
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        found = quick.run(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        found = 130, ""
    if found is not None:
        plain.print_text(found[1])
        sys.stderr.flush()
        os._exit(found[0])


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
