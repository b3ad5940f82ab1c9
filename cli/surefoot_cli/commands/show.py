"""surefoot show."""

import click

from surefoot_cli import exit_codes
from surefoot_cli.kinds import read_with
from surefoot_cli.options import color_option, echo_paged, format_option, kb_option, offering, wants_color


@click.command("show")
@click.argument("record_id", metavar="ID", shell_complete=offering("ids"))
@kb_option
@format_option(("text", "json", "markdown"))
@color_option
@click.pass_context
def command(ctx: click.Context, record_id: str, kb: str | None, output_format: str, color: bool | None) -> None:
    """Print one record with everything that links to it.

    \b
    Examples:
      surefoot show sciatica
      surefoot show saddle-numbness --format markdown

    \b
    Exit codes: 0 printed, 1 there is no such record.
    """
    from surefoot.diagnostics import nearest
    from surefoot.lookup import Index, search, view
    from surefoot.reporting import Style, json_text, record_json, render_record, render_record_markdown

    wanted = record_id.partition("#")[0]
    records = read_with(wanted, kb)
    found = records.named(wanted)
    if not found and any(wanted in names for names in records.present.values()):
        click.echo(f"The record '{wanted}' has faults and cannot be shown. See `surefoot validate`.", err=True)
        ctx.exit(exit_codes.FAULTS)
    if not found:
        close = nearest(wanted, (record.id for record in records.records))
        names = [close] if close else [hit.record.id for hit in search(Index.of(records), wanted, limit=3).hits]
        hint = f" Did you mean {' or '.join(names)}?" if names else ""
        click.echo(f"There is no record '{wanted}'.{hint}", err=True)
        ctx.exit(exit_codes.FAULTS)
    shown = view(records, found[0])
    if output_format == "json":
        click.echo(json_text(record_json(shown)))
    elif output_format == "markdown":
        echo_paged(render_record_markdown(shown, records))
    else:
        echo_paged(render_record(shown, records, Style(wants_color(color))))
