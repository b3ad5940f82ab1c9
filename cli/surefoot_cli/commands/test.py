"""surefoot test."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, kb_option, kb_path, wants_color

if TYPE_CHECKING:
    from surefoot.diagnostics import Diagnostic
    from surefoot.scenarios import Suite

FORMATS = {
    "run": ("text", "json", "junit"),
    "coverage": ("text", "json", "html"),
    "mutate": ("text", "json", "stryker"),
}


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True))
@kb_option
@click.option("--coverage", is_flag=True, help="Say which parts of conditions no scenario shows to matter (MC/DC).")
@click.option("--mutate", is_flag=True, help="Make small mistakes in the knowledge and say which go unnoticed.")
@click.option(
    "--format", "output_format", default="text", show_default=True,
    type=click.Choice(list(dict.fromkeys(form for forms in FORMATS.values() for form in forms))),
    help="How to print the result. junit is for neither --coverage nor --mutate, html for --coverage, stryker "
    "for --mutate.",
)  # fmt: skip
@click.option(
    "--write-drafts", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="With --coverage or --mutate: write each missing vignette as a scenario to fill in.",
)  # fmt: skip
@click.option(
    "--time-limit", type=click.FloatRange(min=0, min_open=True), default=10, show_default=True, metavar="SECONDS",
    help="With --coverage or --mutate: the time for one question to the solver.",
)  # fmt: skip
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    kb: str | None,
    coverage: bool,
    mutate: bool,
    output_format: str,
    write_drafts: Path | None,
    time_limit: float,
    color: bool | None,
) -> None:
    """Run the scenarios beside the knowledge base, or those below the PATHs.

    --coverage and --mutate ask how much the scenarios show: whether each part of each condition decides for some of
    them, and whether a mistake in the knowledge would fail one of them.

    \b
    Exit codes: 0 all passed, and all covered or killed; 1 a scenario failed or cannot be read,
    something is not covered, a mutant survived; 2 no scenarios or no solver; 3 undecided.
    """
    from surefoot.scenarios import run_suite
    from surefoot.validation import read_scenarios
    from surefoot_cli.opening import opened, scenarios_beside

    job = _job(coverage, mutate, output_format, write_drafts)
    folder = kb_path(kb)
    base = opened(folder)
    scenarios, faults = read_scenarios(folder, paths) if paths else scenarios_beside(folder)
    if not scenarios and not faults:
        where = ", ".join(map(str, paths)) or f"beside {folder}"
        raise click.UsageError(f"There are no scenarios {where}.")
    passed = _report(run_suite(base, scenarios), faults, job, (output_format, wants_color(color)))
    if job == "run" or not passed:
        ctx.exit(exit_codes.CLEAN if passed else exit_codes.FAULTS)
    from surefoot_cli.adequacy import Wishes, ask

    wishes = Wishes(output_format, wants_color(color), write_drafts, time_limit)
    ctx.exit(ask(job, folder, base, scenarios, wishes))


def _report(suite: "Suite", faults: "Sequence[Diagnostic]", job: str, form: tuple[str, bool]) -> bool:
    """Print how the scenarios did, and say whether they passed. A suite that is asked for more passes in silence."""
    from surefoot.reporting import PLAIN, SUITE_RENDERERS, Style, render_faults
    from surefoot.validation import Report

    output_format, color = form
    passed = not suite.failures and not faults
    if job == "run":
        click.echo(SUITE_RENDERERS[output_format](suite, Style(color)))
    elif not passed:
        click.echo(SUITE_RENDERERS["text"](suite, PLAIN), err=True)
    if faults:
        click.echo(render_faults(Report(tuple(faults), len({fault.place.file for fault in faults})), PLAIN), err=True)
    if job != "run" and not passed:
        click.echo("Error: only a suite that passes can be asked what it shows.", err=True)
    return passed


def _job(coverage: bool, mutate: bool, output_format: str, write_drafts: Path | None) -> str:
    """What is asked for: run, coverage or mutate."""
    if coverage and mutate:
        raise click.UsageError("--coverage and --mutate are two reports: ask for one at a time.")
    job = "coverage" if coverage else "mutate" if mutate else "run"
    if output_format not in FORMATS[job]:
        asked = "without --coverage and --mutate" if job == "run" else f"with --{job}"
        raise click.UsageError(f"{asked[:1].upper()}{asked[1:]}, --format is one of {', '.join(FORMATS[job])}.")
    if job == "run" and write_drafts is not None:
        raise click.UsageError("--write-drafts goes with --coverage or --mutate.")
    return job
