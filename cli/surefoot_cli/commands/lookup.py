"""surefoot lookup."""

import json

import click

from surefoot_cli import exit_codes
from surefoot_cli.kinds import KindName, read_knowledge
from surefoot_cli.options import color_option, format_option, kb_option, wants_color


@click.command("lookup")
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--kind", type=KindName(), help="Only records of this kind.")
@click.option(
    "--limit", type=click.IntRange(1, 100), metavar="N", default=10, show_default=True, help="At most so many."
)
@kb_option
@format_option(("text", "json", "markdown"))
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    query: tuple[str, ...],
    kind: str | None,
    limit: int,
    kb: str | None,
    output_format: str,
    color: bool | None,
) -> None:
    """Search by name, synonym, lay words, code or text; typing errors are forgiven.

    \b
    Examples:
      surefoot lookup foot drop
      surefoot lookup "pins and needles" --kind finding
      surefoot lookup G83.4

    \b
    Exit codes: 0 found, 1 nothing found.
    """
    from surefoot.lookup import search
    from surefoot.model import Kind
    from surefoot.reporting import Style, render_search, render_search_markdown, search_json

    words = " ".join(query)
    result = search(read_knowledge(kb, scenarios=kind == "scenario"), words, Kind(kind) if kind else None, limit)
    if output_format == "json":
        click.echo(json.dumps(search_json(result), indent=2, ensure_ascii=False))
    elif result.hits and output_format == "markdown":
        click.echo(render_search_markdown(result))
    elif result.hits:
        click.echo(render_search(result, Style(wants_color(color))))
    if not result.hits:
        near = f" The nearest names: {', '.join(result.nearest)}." if result.nearest else ""
        click.echo(f"Nothing found for '{words}'.{near}", err=True)
        ctx.exit(exit_codes.FAULTS)
