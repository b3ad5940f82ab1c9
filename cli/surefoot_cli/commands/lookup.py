"""surefoot lookup."""

import click

from surefoot_cli import exit_codes
from surefoot_cli.kinds import KindName, read_index
from surefoot_cli.options import color_option, echo_paged, format_option, kb_option, wants_color


@click.command("lookup")
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--kind", type=KindName(), help="Only records of this kind.")
@click.option(
    "--limit", type=click.IntRange(1, 100), metavar="N", default=10, show_default=True, help="At most so many."
)
@click.option(
    "--open-questions", is_flag=True, help="With a card: the questions that decide how urgent it is, worst first."
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
    open_questions: bool,
    kb: str | None,
    output_format: str,
    color: bool | None,
) -> None:
    """Search by name, synonym, lay words, code or text, or ask a question; typing errors are forgiven.

    A record that is named, or asked about, is answered with a card: what it can be a sign of, how urgent it is,
    how it is usually evaluated and treated.

    \b
    Examples:
      surefoot lookup foot drop
      surefoot lookup "what tests for foot drop?"
      surefoot lookup treatment for sciatica
      surefoot lookup sciatica --open-questions
      surefoot lookup "pins and needles" --kind finding
      surefoot lookup G83.4

    \b
    Exit codes: 0 found, 1 nothing found.
    """
    from surefoot.lookup import answer
    from surefoot.model import Kind
    from surefoot.reporting import ANSWER_RENDERERS, Style

    words = " ".join(query)
    index = read_index(kb, scenarios=kind == "scenario")
    found = answer(index, words, Kind(kind) if kind else None, limit, questions=open_questions)
    hits, nearest = found.result.hits, found.result.nearest
    if hits or output_format == "json":
        text = ANSWER_RENDERERS[output_format](found, Style(wants_color(color)))
        (click.echo if output_format == "json" else echo_paged)(text)
    if not hits:
        near = f" The nearest names: {', '.join(nearest)}." if nearest else ""
        click.echo(f"Nothing found for '{words}'.{near}", err=True)
        ctx.exit(exit_codes.FAULTS)
