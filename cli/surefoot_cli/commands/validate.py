"""surefoot validate."""

from datetime import date, datetime
from pathlib import Path

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, wants_color


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@kb_option
@format_option(("text", "json"))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which reviews must not be overdue.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    kb: str | None,
    output_format: str,
    today: datetime | None,
    color: bool | None,
) -> None:
    """Check every file of a knowledge base and of the scenarios beside it.

    With PATHs, report only the faults of those files and folders; the rest is still read, because
    files refer to each other.

    \b
    Exit codes: 0 no faults, 1 faults, 2 a PATH cannot be used.
    """
    from surefoot.reporting import FAULT_RENDERERS, Style
    from surefoot.validation import validate

    day = today.date() if today else date.today()
    root = None if paths and not kb else kb_path(kb)
    report = validate(root, paths, day)
    click.echo(FAULT_RENDERERS[output_format](report, Style(wants_color(color))))
    if report.unusable_paths:
        ctx.exit(exit_codes.USAGE)
    ctx.exit(exit_codes.FAULTS if report.errors else exit_codes.CLEAN)
