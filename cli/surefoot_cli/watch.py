"""validate --watch: check again whenever a file changes, and say what is new and what is gone."""

import gc
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes

if TYPE_CHECKING:
    from surefoot.validation import Report

_INTERVAL = 0.3
"""Seconds between two looks at the files: soon enough for a person, and about 1 % of a core for 1,500 files."""

_MOST_NAMED = 10
"""How many of the faults that are gone are named."""


def watch(run: "Callable[[], Report]", render: "Callable[[Report], str]") -> int:
    """Show a report, then after each change what changed; the exit code of the last report when stopped by Ctrl-C."""
    gc.enable()
    started = time.time_ns()
    report = run()
    click.echo(render(report))
    click.echo("Watching; Ctrl-C ends.", err=True)
    try:
        while True:
            _wait_for_change(report.looked_at, started)
            started = time.time_ns()
            before, report = report, run()
            click.echo(f"\n{time.strftime('%H:%M:%S')}  {_difference(before, report)}")
            click.echo(render(report))
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
    return exit_codes.FAULTS if report.errors else exit_codes.CLEAN


def _wait_for_change(paths: tuple[str, ...], started: int) -> None:
    """Return when a file is not what it was, or changed after the last run had started (in nanoseconds)."""
    states = _states(paths)
    if any(changed >= started for changed, _, _ in states.values()):
        return
    while _states(paths) == states:
        time.sleep(_INTERVAL)


def _difference(before: "Report", after: "Report") -> str:
    """What changed between two reports, by the fingerprints of their faults; those that are gone are named."""
    old, new = ({d.fingerprint: d for d in report.diagnostics} for report in (before, after))
    if new.keys() == old.keys():
        return "a file changed, the faults are the same"
    gone = [old[name] for name in old if name not in new]
    told = [f"  gone: {d.place.file}: {d.code} {d.message}" for d in gone[:_MOST_NAMED]]
    if len(gone) > _MOST_NAMED:
        told.append(f"  gone: {len(gone) - _MOST_NAMED} more")
    return "\n".join([f"{len(new.keys() - old.keys())} new, {len(gone)} gone", *told])


def _states(paths: tuple[str, ...]) -> dict[str, tuple[int, int, int]]:
    states = {}
    for path in paths:
        try:
            found = os.stat(path)
        except OSError:
            continue
        states[path] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return states
