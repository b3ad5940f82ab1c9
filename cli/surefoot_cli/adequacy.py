"""What `surefoot test --coverage` and `--mutate` do once the scenarios have passed."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from surefoot_cli import exit_codes

if TYPE_CHECKING:
    from surefoot.adequacy import Coverage, Mutation, Progress
    from surefoot.model import KnowledgeBase, Scenario


class Wishes(NamedTuple):
    """How the report is printed, and what is done besides."""

    output_format: str
    color: bool
    drafts: Path | None
    time_limit: float


def ask(job: str, folder: Path, base: "KnowledgeBase", scenarios: Sequence["Scenario"], wishes: Wishes) -> int:
    """Print the report, write the drafts, give the exit code."""
    from surefoot.adequacy import cover, mutate
    from surefoot.proof import SolverMissing
    from surefoot.reporting import COVERAGE_RENDERERS, MUTATION_RENDERERS, Style

    style = Style(wishes.color)
    report: Coverage | Mutation
    try:
        if job == "coverage":
            report = cover(base, scenarios, wishes.time_limit, _progress())
            text = COVERAGE_RENDERERS[wishes.output_format](report, style)
        else:
            report = mutate(base, scenarios, wishes.time_limit, _progress())
            stryker = wishes.output_format == "stryker"
            text = _stryker(report, folder) if stryker else MUTATION_RENDERERS[wishes.output_format](report, style)
    except SolverMissing as missing:
        raise click.UsageError(f"{str(missing)[:1].upper()}{str(missing)[1:]}") from None
    finally:
        _end_progress()
    click.echo(text)
    if wishes.drafts is not None:
        _write(report, wishes.drafts)
    return _exit_code(report)


def _stryker(report: "Mutation", folder: Path) -> str:
    from surefoot.loading import read_records, scan
    from surefoot.reporting import render_stryker

    return render_stryker(report, read_records(scan(folder, scenarios=False).files).locator)


def _progress() -> "Progress":
    """One line on standard error that is written over, and only where a person watches."""

    def shown(what: str, done: int, total: int) -> None:
        if done % 50 == 0:
            click.echo(f"\r\x1b[K{what}: {done} of {total}", err=True, nl=False)

    def silent(what: str, done: int, total: int) -> None:
        return

    return shown if _watched() else silent


def _end_progress() -> None:
    if _watched():
        click.echo("\r\x1b[K", err=True, nl=False)


def _watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _write(report: "Coverage | Mutation", folder: Path) -> None:
    from surefoot.adequacy import drafts
    from surefoot.scaffolding import OUT_OF_SCOPE, create_files

    contents = {
        folder / (draft["expect"]["urgency"] or OUT_OF_SCOPE) / f"{draft['id']}.json": _as_text(draft)
        for draft in drafts(report, date.today())
    }
    create_files(contents)
    for path in contents:
        click.echo(f"wrote {path}", err=True)


def _as_text(record: dict[str, object]) -> bytes:
    from surefoot.reporting import json_text

    return (json_text(record) + "\n").encode()


def _exit_code(report: "Coverage | Mutation") -> int:
    from surefoot.adequacy import Coverage, Fate, Reached

    if isinstance(report, Coverage):
        undecided, bad = bool(report.of(Reached.UNDECIDED)), bool(report.of(Reached.MISSING))
    else:
        undecided, bad = bool(report.of(Fate.UNDECIDED)), bool(report.of(Fate.SURVIVED))
    if undecided:
        return exit_codes.INTERNAL
    return exit_codes.FAULTS if bad else exit_codes.CLEAN
