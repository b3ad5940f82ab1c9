"""surefoot explain."""

from typing import TYPE_CHECKING

import click

from surefoot_cli.options import color_option, echo_paged, format_option, wants_color

if TYPE_CHECKING:
    from surefoot.diagnostics import Code


def _codes(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
    return [code.code for code in _all() if code.code.startswith(incomplete.upper())]


def _all() -> "tuple[Code, ...]":
    from surefoot.proof import PROOF_CODES
    from surefoot.transitions import TRANSITION_CODES
    from surefoot.validation import all_codes

    return (*all_codes(), *PROOF_CODES.values(), *TRANSITION_CODES.values())


@click.command("explain")
@click.argument("name", metavar="[CODE]", required=False, shell_complete=_codes)
@format_option(("text", "json", "markdown"))
@color_option
def command(name: str | None, output_format: str, color: bool | None) -> None:
    """Say what a code of `validate` means: what it flags, why that matters, an example, how to fix it.

    CODE is a code or its name, in small or capital letters. Without CODE, all codes.

    \b
    Examples:
      surefoot explain S101
      surefoot explain dangling-reference

    \b
    Exit codes: 0 printed, 2 there is no such code.
    """
    from surefoot.reporting import Style, codes_json, json_text, render_code, render_code_markdown

    codes = _all()
    chosen = [_named(name, codes)] if name else list(codes)
    if output_format == "json":
        click.echo(json_text(codes_json(chosen)))
    elif not name:
        _print_table(chosen, output_format)
    elif output_format == "markdown":
        echo_paged(render_code_markdown(chosen[0]))
    else:
        echo_paged(render_code(chosen[0], Style(wants_color(color))))


def _named(name: str, codes: "tuple[Code, ...]") -> "Code":
    from surefoot.diagnostics import nearest

    names = {known: code for code in codes for known in (code.code.casefold(), code.slug)}
    wanted = name.strip().casefold().replace("_", "-")
    if wanted in names:
        return names[wanted]
    meant = nearest(wanted, names)
    shown = meant and (names[meant].code if meant == names[meant].code.casefold() else meant)
    hint = f"Did you mean '{shown}'?" if shown else "`surefoot explain` lists them."
    raise click.UsageError(f"There is no code '{name}'. {hint}")


def _print_table(codes: "list[Code]", output_format: str) -> None:
    from tabulate import tabulate

    rows = [(code.code, code.slug, code.severity.value, code.flags) for code in codes]
    form = "github" if output_format == "markdown" else "simple"
    widths = None if output_format == "markdown" else [None, None, None, 60]
    heads = ("code", "name", "severity", "what it flags")
    click.echo(tabulate(rows, headers=heads, tablefmt=form, maxcolwidths=widths, disable_numparse=True))
