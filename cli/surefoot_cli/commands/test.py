"""surefoot test."""

from pathlib import Path

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, kb_option, kb_path, wants_color


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True))
@kb_option
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json", "junit"]), default="text", show_default=True,
    help="How to print the result.",
)  # fmt: skip
@color_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], kb: str | None, output_format: str, color: bool | None
) -> None:
    """Run the scenarios beside the knowledge base, or those below the PATHs.

    \b
    Exit codes: 0 all passed, 1 a scenario failed or cannot be read, 2 there are no scenarios.
    """
    from surefoot.reporting import PLAIN, SUITE_RENDERERS, Style, render_faults
    from surefoot.scenarios import run_suite
    from surefoot.validation import Report, open_knowledge_base, read_scenarios

    folder = kb_path(kb)
    base = open_knowledge_base(folder)
    scenarios, faults = read_scenarios(folder, paths)
    if not scenarios and not faults:
        where = ", ".join(map(str, paths)) or f"beside {folder}"
        raise click.UsageError(f"There are no scenarios {where}.")
    suite = run_suite(base, scenarios)
    click.echo(SUITE_RENDERERS[output_format](suite, Style(wants_color(color))))
    if faults:
        click.echo(render_faults(Report(faults, len({fault.place.file for fault in faults})), PLAIN), err=True)
    ctx.exit(exit_codes.FAULTS if suite.failures or faults else exit_codes.CLEAN)
