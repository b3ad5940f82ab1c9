"""surefoot export."""

import json
import sys
from pathlib import Path

import click

from surefoot_cli.options import kb_option, kb_path


@click.group("export")
def command() -> None:
    """Write the knowledge base in another form."""


@command.command("snapshot")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.  [default: -]")
@click.option("--with-scenarios", is_flag=True, help="Put the scenarios in too.")
@kb_option
def snapshot(output: str, with_scenarios: bool, kb: str | None) -> None:
    """Write the whole knowledge base into one file.

    The same knowledge gives the same bytes. Every command takes the file as --kb, and refuses it
    when its content is not what its hash says.

    \b
    Examples:
      surefoot export snapshot -o legs-1.0.0.json
      surefoot triage --kb legs-1.0.0.json --with FINDING
    """
    from surefoot.loading import snapshot_of, write_snapshot
    from surefoot.validation import open_knowledge_base

    base = open_knowledge_base(kb_path(kb), scenarios=with_scenarios)
    data = snapshot_of(base.records, scenarios=with_scenarios)
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    write_snapshot(Path(output), data)
    click.echo(f"Wrote {output}: {base.manifest.id} {base.manifest.version}, {base.hash}.", err=True)


_DIALECTS = (
    "duckdb", "sqlite", "postgres", "spark", "databricks", "bigquery", "snowflake", "redshift", "trino", "mysql",
    "clickhouse", "tsql", "oracle",
)  # fmt: skip


@command.command("sql")
@click.option("--dialect", required=True, type=click.Choice(_DIALECTS), help="Which engine the text is for.")
@click.option("--table", default="presentations", show_default=True, help="The table of presentations.")
@click.option("--key", metavar="COLUMN", help="The column that tells rows apart; kept.")
@click.option("--columns", metavar="NAMES", help="The columns that the table has, with commas. [default: all]")
@click.option("--expressions", is_flag=True, help="Each result as one expression, in JSON, for a query of your own.")
@click.option("--without-fired", is_flag=True, help="Leave out the rules that fired.")
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.  [default: -]")
@kb_option
def sql(
    dialect: str, table: str, key: str | None, columns: str | None, expressions: bool, without_fired: bool,
    output: str, kb: str | None,
) -> None:  # fmt: skip
    """Write the rules as SQL, for where the data lives.

    One query gives urgency, at_least, at_most, settled, in_scope and the rules that fired for every
    row of a table. NULL is not asked. There is no NOT in the text, and nothing that engines read
    differently. What the columns hold stands in the guide, docs/guides/batch-and-sql.md.

    \b
    Examples:
      surefoot export sql --dialect duckdb --key call_id
      surefoot export sql --dialect snowflake --table calls --columns call_id,FINDING,FINDING:unsure

    \b
    Exit codes: 0 written, 2 a column that cannot be read.
    """
    from surefoot.validation import open_knowledge_base
    from surefoot_cli.tables import table_errors

    with table_errors("batch"):
        from surefoot.batch.sql import Wish, sql_expressions, sql_query

        base = open_knowledge_base(kb_path(kb))
        names = None if columns is None else [name.strip() for name in columns.split(",") if name.strip()]
        wish = Wish(dialect, table, key, names, not without_fired)
        text = json.dumps(sql_expressions(base, wish), indent=2) + "\n" if expressions else sql_query(base, wish)
    if output == "-":
        click.echo(text, nl=False)
        return
    Path(output).write_text(text, "utf-8")
    click.echo(f"Wrote {output}: {base.manifest.id} {base.manifest.version} for {dialect}.", err=True)
