"""surefoot list."""

import click

from surefoot_cli.kinds import KindName, read_knowledge
from surefoot_cli.options import echo_paged, format_option, kb_option


@click.command("list")
@click.argument("kind", type=KindName(), required=False)
@kb_option
@format_option(("text", "json", "markdown"))
def command(kind: str | None, kb: str | None, output_format: str) -> None:
    """List the records of one kind; without KIND, the kinds and how many there are.

    \b
    Examples:
      surefoot list finding
      surefoot list rule --format json
    """
    from surefoot.model import Kind
    from surefoot.reporting import list_json

    records = read_knowledge(kb, scenarios=kind in (None, Kind.SCENARIO))
    if kind is None:
        counts: list[dict[str, object]] = [{"kind": k.value, "records": len(list(records.of(k)))} for k in Kind]
        _print([c for c in counts if c["records"]], output_format)
        return
    rows = list_json(records.of(Kind(kind)))
    if output_format == "json":
        _print(rows, output_format)
    else:
        _print([{"id": row["id"], "title": _short(row["title"])} for row in rows], output_format)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:87]}..."


def _print(rows: list[dict[str, object]], output_format: str) -> None:
    if output_format == "json":
        from surefoot.reporting import json_text

        click.echo(json_text(rows))
        return
    from tabulate import tabulate

    table = "github" if output_format == "markdown" else "simple"
    echo_paged(tabulate(rows, headers="keys", tablefmt=table, disable_numparse=True))
