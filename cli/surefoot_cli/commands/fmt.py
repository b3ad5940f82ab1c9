"""surefoot fmt."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, kb_option, kb_path, wants_color

if TYPE_CHECKING:
    from surefoot.editing import Formatting
    from surefoot.loading import SourceFile


@click.command("fmt")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path, exists=True))
@kb_option
@click.option("--check", is_flag=True, help="Change nothing; name the files that are not in form.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
@color_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], kb: str | None, check: bool, diff: bool, color: bool | None
) -> None:
    """Bring records into their one form: order of keys, indent, lines of at most 100 columns.

    Without PATHs, all files of the knowledge base and of the scenarios beside it. What a record says
    stays the same. The names of the files that changed go to standard output.

    \b
    Examples:
      surefoot fmt
      surefoot fmt --check kb/rules

    \b
    Exit codes: 0 all in form now, 1 a file is no JSON, or --check or --diff found one not in form,
    2 a PATH cannot be used or a file cannot be written.
    """
    from surefoot.editing import format_records, replace_files, unified_diff
    from surefoot.reporting import Style, render_fault

    formatting = format_records(_files(paths, kb))
    if not check and not diff:
        replace_files(formatting.replacements)
    for _, file, old, new in formatting.replacements:
        click.echo(unified_diff(file, old, new) if diff else file, nl=not diff)
    style = Style(wants_color(color))
    for diagnostic in formatting.diagnostics:
        click.echo(f"{render_fault(diagnostic, style)}\n", err=True)
    click.echo(_summary(formatting, written=not check and not diff), err=True)
    unwritten = formatting.replacements and (check or diff)
    ctx.exit(exit_codes.FAULTS if formatting.diagnostics or unwritten else exit_codes.CLEAN)


def _files(paths: tuple[Path, ...], kb: str | None) -> "list[SourceFile]":
    from surefoot.editing import records_below, records_of

    if not paths:
        root = kb_path(kb)
        if not root.is_dir():
            raise click.UsageError(f"{root} is no folder; only the files of a folder can be formatted.")
        return list(records_of(root))
    files, unusable = records_below(paths, kb_path(kb) if kb else None)
    if unusable:
        raise click.UsageError(
            f"{unusable[0]} holds no records of a knowledge base. "
            "They live in kb/<kind>/ and scenarios/<urgency>/, as <id>.json."
        )
    return files


def _summary(formatting: "Formatting", written: bool) -> str:
    changed, faulty, files = len(formatting.replacements), len(formatting.diagnostics), formatting.files
    total = f"{files} file{'' if files == 1 else 's'}"
    if changed:
        text = f"Formatted {changed} of {total}" if written else f"{changed} of {total} not in form"
    else:
        text = f"{total}, none to format"
    return f"{text}; {faulty} cannot be read." if faulty else f"{text}."
