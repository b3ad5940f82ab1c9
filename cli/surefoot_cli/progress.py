"""How far a long run is, on standard error: one line that changes on a terminal, else a line now and then."""

import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from surefoot.batch import Summary

_SECONDS_ON_A_TERMINAL = 0.1
_SECONDS_OFF = 10


class Progress:
    """Called with what was done so far. What another run had done already does not count as speed."""

    def __init__(self) -> None:
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._started = self._last = time.monotonic()
        self._before: int | None = None
        self._shown = False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown and self._terminal:
            click.echo("\r\x1b[K", nl=False, err=True)

    def __call__(self, summary: "Summary", rows: int | None) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = time.monotonic()
        if self._before is None:
            self._before = summary.rows
            if summary.rows:
                click.echo(f"Going on after {summary.rows:,} rows that were done before.", err=True)
        if now - self._last < (_SECONDS_ON_A_TERMINAL if self._terminal else _SECONDS_OFF):
            return
        speed = (summary.rows - self._before) / (now - self._started)
        share = f" of {rows:,} ({summary.rows / rows:.0%})" if rows else ""
        line = f"{summary.rows:,}{share} rows, {speed:,.0f} a second, {summary.rejected:,} rejected"
        click.echo(f"\r\x1b[K{line}" if self._terminal else line, nl=not self._terminal, err=True)
        self._last, self._shown = now, True
