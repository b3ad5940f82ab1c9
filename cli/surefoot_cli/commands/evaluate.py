"""surefoot evaluate."""

from pathlib import Path

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, wants_color
from surefoot_cli.tables import FORM_NAMES, table_errors


@click.command("evaluate")
@click.argument("source", metavar="IN")
@click.option("--truth", required=True, metavar="COLUMN", help="The column with the urgency that is right.")
@click.option("--against", metavar="VERSION", help="Compare with another version: a folder, a snapshot, a revision.")
@click.option("--from", "from_", type=click.Choice(FORM_NAMES), help="What IN is. [default: by its name]")
@click.option("--unknown-columns", type=click.Choice(["refuse", "ignore"]), default="refuse", show_default=True,
              help="What to do with columns that are no finding.")  # fmt: skip
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to; - is standard output.  [default: -]")
@kb_option
@format_option(("text", "json", "html"))
@color_option
@click.pass_context
def command(
    ctx: click.Context, source: str, truth: str, against: str | None, from_: str | None, unknown_columns: str,
    output: str, kb: str | None, output_format: str, color: bool | None,
) -> None:  # fmt: skip
    """Hold triage against people whose urgency is known.

    IN is a table as `surefoot batch` reads it, with one column more: the urgency that is right.
    An empty one leaves the row out. The result is the confusion matrix, how often triage is too low
    and too high, with 95 % intervals, and which rules decided the errors.

    \b
    Examples:
      surefoot evaluate calls.parquet --truth reviewed
      surefoot evaluate calls.csv --truth reviewed --against v1.0.0 --format html -o report.html

    \b
    Exit codes: 0 every row was used, 1 rows cannot be used, 2 the table cannot be used.
    """
    from surefoot.reporting import APPRAISAL_RENDERERS, Style
    from surefoot.validation import open_knowledge_base
    from surefoot.versions import open_version

    with table_errors("batch"):
        from surefoot.appraisal import appraise

        root = kb_path(kb)
        kbs = [] if against is None else [open_version(against, root).kb]
        ignore = unknown_columns == "ignore"
        result = appraise([*kbs, open_knowledge_base(root)], source, truth, form=from_, ignore_unknown=ignore)
    text = APPRAISAL_RENDERERS[output_format](result, Style(output == "-" and wants_color(color)))
    if output == "-":
        click.echo(text)
    else:
        Path(output).write_text(f"{text}\n", "utf-8")
        click.echo(f"Wrote {output}.", err=True)
    ctx.exit(exit_codes.FAULTS if result.rejected else exit_codes.CLEAN)
