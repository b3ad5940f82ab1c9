"""surefoot batch."""

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, kb_option, kb_path, wants_color
from surefoot_cli.progress import Progress
from surefoot_cli.tables import FORM_NAMES, table_errors


@click.command("batch")
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--key", metavar="COLUMN", help="The column that tells rows apart; kept. [default: number the rows]")
@click.option("--from", "from_", type=click.Choice(FORM_NAMES), help="What IN is. [default: by its name]")
@click.option("--to", type=click.Choice(FORM_NAMES), help="What OUT becomes. [default: by its name]")
@click.option("--fired", type=click.Choice(["list", "bits", "none"]), default="list", show_default=True,
              help="How to give the rules that fired.")  # fmt: skip
@click.option("--rejects", metavar="FILE", help="Where rows that cannot be used go. [default: OUT.rejects.ndjson]")
@click.option("--unknown-columns", type=click.Choice(["refuse", "ignore"]), default="refuse", show_default=True,
              help="What to do with columns that are no finding.")  # fmt: skip
@click.option("--engine", type=click.Choice(["numpy", "numba", "duckdb", "spark"]), default="numpy", show_default=True,
              help="What evaluates the rules; the answers are the same.")  # fmt: skip
@click.option("--restart", is_flag=True, help="Begin anew instead of going on with a run that was stopped.")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="How to print the summary: text to standard error, JSON to standard output.")  # fmt: skip
@kb_option
@color_option
@click.pass_context
def command(
    ctx: click.Context, source: str, target: str, key: str | None, from_: str | None, to: str | None, fired: str,
    rejects: str | None, unknown_columns: str, engine: str, restart: bool, output_format: str, kb: str | None,
    color: bool | None,
) -> None:  # fmt: skip
    """Triage every row of a Parquet, CSV or NDJSON file.

    A column is a finding, an empty cell was not asked, and `unsure` says "not sure"; in NDJSON a line is a
    presentation. A row with a value that cannot be is not triaged: it goes to the rejects, with the reason.
    A run that was stopped goes on where it was when it is started again. - is standard input or output.

    \b
    Examples:
      surefoot batch calls.parquet urgencies.parquet --key call_id
      surefoot batch calls.csv urgencies.csv --key call_id --format json
      surefoot batch calls.csv - --to csv --rejects rejects.ndjson | head

    \b
    Exit codes: 0 every row was triaged, 1 rows were rejected, 2 the input cannot be used.
    """
    if output_format == "json" and target == "-":
        raise click.UsageError("--format json and OUT - both want standard output; name a file.")
    with table_errors("batch"):
        from surefoot.batch import Fired, Job, run_job
        from surefoot.reporting import BATCH_RENDERERS, Style
        from surefoot.validation import open_knowledge_base

        base = open_knowledge_base(kb_path(kb))
        ignore = unknown_columns == "ignore"
        job = Job(source, target, rejects, from_, to, key, Fired(fired), engine, ignore, restart)
        with Progress() as progress:
            summary = run_job(base, job, progress)
    text = BATCH_RENDERERS[output_format](summary, base, Style(wants_color(color)))
    click.echo(text, err=output_format == "text")
    ctx.exit(exit_codes.FAULTS if summary.rejected else exit_codes.CLEAN)
