"""surefoot diff."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, time_limit_option, wants_color

if TYPE_CHECKING:
    from surefoot.transitions import Transitions
    from surefoot.versions import Comparison, Version

_COMPARED = ("text", "json", "markdown")
_PROVED = ("concise", "sarif", "github", "junit")


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--prove", is_flag=True, help="Ask of every possible patient, not only of the scenarios, who moves.")
@time_limit_option("With --prove: the")
@click.option(
    "--write-scenarios", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="With --prove: write each smallest patient who moves as a scenario to fill in.",
)  # fmt: skip
@kb_option
@format_option((*_COMPARED, *_PROVED))
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    old: str,
    new: str | None,
    prove: bool,
    time_limit: float,
    write_scenarios: Path | None,
    kb: str | None,
    output_format: str,
    color: bool | None,
) -> None:
    """What changed in meaning between two versions, and which patients it moves.

    OLD and NEW are folders, snapshots or git revisions; without NEW, the knowledge base as it is now.
    The scenarios of both versions are triaged with both. Patients whose urgency falls come first.
    With --prove, every possible patient counts: from each urgency to each, it is proved that nobody moves, or the
    smallest patient who does is shown, with the edit. The formats concise, sarif, github and junit need --prove.

    \b
    Examples:
      surefoot diff HEAD
      surefoot diff origin/main --prove
      surefoot diff v1.0.0 v1.1.0 --format markdown
      surefoot diff released.json

    \b
    Exit codes: 0 the version number says what changed, 1 it did not rise far enough.
    With --prove: 0 nobody is lowered, or a waiver with a source lets them, 1 somebody is,
    2 no solver, 3 undecided.
    """
    from surefoot.versions import compare, open_version

    if not prove and (output_format in _PROVED or write_scenarios is not None):
        what = f"--format {output_format}" if output_format in _PROVED else "--write-scenarios"
        raise click.UsageError(f"{what} needs --prove.")
    root = kb_path(kb)
    versions = open_version(old, root), open_version(new, root)
    comparison = compare(*versions)
    if not prove:
        _print_compared(comparison, output_format, wants_color(color))
        _print_unread(versions)
        ctx.exit(exit_codes.CLEAN if comparison.enough else exit_codes.FAULTS)
    proved = _proved(versions, time_limit)
    if output_format in _PROVED:
        click.echo(_as_faults(comparison, proved, (output_format, wants_color(color)), (new, root)))
    else:
        _print_proved(comparison, proved, output_format, wants_color(color))
    _print_unread(versions)
    if write_scenarios is not None:
        _write(proved, write_scenarios)
    ctx.exit(exit_codes.INTERNAL if proved.undecided else exit_codes.CLEAN if proved.clean else exit_codes.FAULTS)


def _proved(versions: tuple["Version", "Version"], seconds: float) -> "Transitions":
    from surefoot.proof import SolverMissing
    from surefoot.transitions import transitions

    try:
        return transitions(versions[0].kb, versions[1].kb, seconds, date.today())
    except SolverMissing as missing:
        raise click.UsageError(f"{str(missing)[:1].upper()}{str(missing)[1:]}") from None


def _print_compared(comparison: "Comparison", output_format: str, color: bool) -> None:
    from surefoot.reporting import COMPARISON_RENDERERS, Style

    click.echo(COMPARISON_RENDERERS[output_format](comparison, Style(color)))


def _print_proved(comparison: "Comparison", proved: "Transitions", output_format: str, color: bool) -> None:
    from surefoot.reporting import PROVED_COMPARISON_RENDERERS, Style

    click.echo(PROVED_COMPARISON_RENDERERS[output_format](comparison, proved, Style(color)))


def _as_faults(
    comparison: "Comparison", proved: "Transitions", form: tuple[str, bool], place: tuple[str | None, Path]
) -> str:
    """In a format of `validate`; `place` is where the later version is."""
    from surefoot.loading import read_records, scan, scan_version
    from surefoot.reporting import FAULT_RENDERERS, Style, transition_faults
    from surefoot.validation import Report

    name, root = place
    tree = scan(root, scenarios=False) if name is None else scan_version(name, root)
    locate = read_records(tree.files).locator.diagnostic
    found = [locate(code, fault) for code, fault in transition_faults(proved, comparison)]
    ordered = tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key))
    return FAULT_RENDERERS[form[0]](Report(ordered, len(tree.files)), Style(form[1]))


def _print_unread(versions: tuple["Version", "Version"]) -> None:
    from surefoot.reporting import PLAIN, render_faults
    from surefoot.validation import Report

    for version in versions:
        if version.unread:
            click.echo(f"Scenarios of {version.name} that cannot be read were left out:", err=True)
            files = len({fault.place.file for fault in version.unread})
            click.echo(render_faults(Report(version.unread, files), PLAIN), err=True)


def _write(proved: "Transitions", folder: Path) -> None:
    from surefoot.reporting import json_text
    from surefoot.scaffolding import create_files
    from surefoot.transitions import scenarios_of

    made = scenarios_of(proved, date.today())
    contents = {folder / name: (json_text(content) + "\n").encode() for name, content in made.items()}
    create_files(contents)
    for path in contents:
        click.echo(f"wrote {path}", err=True)
