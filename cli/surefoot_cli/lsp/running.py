"""Starting the server on standard input and output, and its end."""

import gc
import logging
import os
import signal
import sys
from typing import BinaryIO, NoReturn

import click

from surefoot_cli import exit_codes
from surefoot_cli.lsp.server import make_server

_STOPPED = 130
"""The exit code after Ctrl-C."""


class _OneLine(logging.Formatter):
    """A log without tracebacks, unless they are asked for."""

    def formatException(self, ei: object) -> str:  # noqa: N802
        return super().formatException(ei) if os.environ.get("SUREFOOT_DEBUG") else ""  # type: ignore[arg-type]

    def format(self, record: logging.LogRecord) -> str:
        error = record.exc_info[1] if record.exc_info else None
        text = super().format(record).rstrip("\n")
        if not os.environ.get("SUREFOOT_DEBUG"):
            text = text.partition("\n")[0]  # some messages have a traceback in their own text
        return f"{text} ({type(error).__name__}: {error})" if error else text


def run() -> int:
    """Serve until the client ends it or goes away; the exit code says which."""
    gc.enable()
    protocol = _protocol_stream()
    log = logging.StreamHandler(sys.stderr)
    log.setFormatter(_OneLine("surefoot: %(message)s"))
    logging.basicConfig(handlers=[log], level=logging.WARNING)
    signal.signal(signal.SIGINT, _stop)
    if sys.stdin.isatty():
        click.echo("Waiting for an editor on standard input. Ctrl-C stops.", err=True)
    server = make_server()
    server.start_io(sys.stdin.buffer, protocol)
    return exit_codes.CLEAN if server.was_shut_down else exit_codes.FAULTS


def _stop(*_: object) -> NoReturn:
    """End at once: a thread that waits for standard input cannot be ended otherwise, and nothing is lost."""
    click.echo("Stopped.", err=True)
    os._exit(_STOPPED)


def _protocol_stream() -> BinaryIO:
    """Standard output for the protocol alone; whatever else is printed goes to standard error."""
    sys.stdout.flush()
    protocol = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return protocol
