"""surefoot validate."""

import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes, memory
from surefoot_cli.file_memories import remembering
from surefoot_cli.github import tell_github
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, wants_color
from surefoot_cli.plain import exit_code

if TYPE_CHECKING:
    from surefoot.validation import Fixed, Report


@click.command("validate")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@kb_option
@format_option(("text", "json", "concise", "sarif", "github", "junit"))
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day on which reviews must not be overdue.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--since", metavar="REF", help="Check the changes since a git revision, a snapshot or a folder too.")
@click.option("--fix", "wants_fix", is_flag=True, help="Apply the fixes that change nothing an author meant.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply the other fixes too; look at what they changed.")
@click.option("--diff", "wants_diff", is_flag=True, help="Print what the fixes would change, and change nothing.")
@click.option("--watch", "wants_watch", is_flag=True, help="Check again whenever a file changes; Ctrl-C ends.")
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[Path, ...],
    kb: str | None,
    output_format: str,
    today: datetime | None,
    strict: bool,
    since: str | None,
    wants_fix: bool,
    unsafe_fixes: bool,
    wants_diff: bool,
    wants_watch: bool,
    color: bool | None,
) -> None:
    """Check every file of a knowledge base and of the scenarios beside it.

    With PATHs, report only the faults of those files and folders; the rest is still read, because
    files refer to each other. A fix may change another file than the one with the fault.

    \b
    Exit codes: 0 no faults, 1 faults, 2 a PATH cannot be used.
    """
    from surefoot.loading import allow_work_aside, is_far
    from surefoot.reporting import FAULT_RENDERERS, Style
    from surefoot.validation import validate

    allow_work_aside()
    started = time.time_ns()
    style = Style(wants_color(color))
    day = today.date() if today else date.today()
    root = None if paths and not kb else kb_path(kb)
    far = not paths and is_far(kb or ctx.find_root().params.get("kb"))
    if far:
        click.echo("There is no kb/ here or above: this is the knowledge base that comes with surefoot.", err=True)
    known = None if wants_fix or unsafe_fixes or wants_diff else remembering()
    run = partial(validate, root, paths, day, since=since, remembering=known)
    wants_fixed = wants_fix or unsafe_fixes or wants_diff
    if wants_watch and wants_fixed:
        raise click.UsageError("--watch changes no file; leave out --fix, --unsafe-fixes and --diff.")
    if wants_watch:
        from surefoot_cli.watch import watch

        ctx.exit(watch(run, lambda report: FAULT_RENDERERS[output_format](report, style)))
    fixed = _fixed(run, unsafe_fixes) if wants_fixed else None
    if fixed and wants_diff:
        _show_changes(fixed)
        ctx.exit(exit_code(fixed.report, strict) or (exit_codes.FAULTS if fixed.replacements else exit_codes.CLEAN))
    report = _written(fixed) if fixed else run()
    text = FAULT_RENDERERS[output_format](report, style)
    click.echo(text, nl=bool(text))
    if fixed and fixed.faults:
        click.echo(f"Fixed {_counted(fixed)}.", err=output_format != "text")
    tell_github(report, output_format)
    code = exit_code(report, strict)
    if not far:
        memory.keep(code, f"{text}\n" if text else "", report.looked_at, started)
    ctx.exit(code)


def _fixed(run: "Callable[..., Report]", unsafe: bool) -> "Fixed":
    """What fixing would change, and what would be left."""
    from surefoot.validation import fix

    return fix(lambda read: run(read=read), unsafe)


def _written(fixed: "Fixed") -> "Report":
    """Write the files that were fixed; what is left."""
    from surefoot.editing import replace_files

    replace_files(fixed.replacements)
    return fixed.report


def _show_changes(fixed: "Fixed") -> None:
    """Print the changes, and say what would be left."""
    from surefoot.editing import unified_diff
    from surefoot.reporting import PLAIN, render_faults

    for _, file, old, new in fixed.replacements:
        click.echo(unified_diff(file, old, new), nl=False)
    if fixed.report.diagnostics:
        click.echo(render_faults(fixed.report, PLAIN), err=True)
    left = len(fixed.report.diagnostics)
    click.echo(f"Would fix {_counted(fixed)}; {left or 'none'} would be left.", err=True)


def _counted(fixed: "Fixed") -> str:
    """How many faults in how many files."""
    faults, files = fixed.faults, len(fixed.replacements)
    return f"{faults} fault{'' if faults == 1 else 's'} in {files} file{'' if files == 1 else 's'}"
