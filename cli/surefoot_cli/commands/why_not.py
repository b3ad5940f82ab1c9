"""surefoot why-not."""

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, wants_color


@click.command("why-not")
@click.argument("sentence", nargs=-1, required=True)
@kb_option
@format_option(("text", "json"))
@color_option
@click.pass_context
def command(
    ctx: click.Context, sentence: tuple[str, ...], kb: str | None, output_format: str, color: bool | None
) -> None:
    """Why is a sentence read as it is? For authors of phrases.

    Shows the phrases that come nearest to it, and of each what became of it: met, and how it stands there (said,
    denied, only spoken of); or which of its words the sentence lacks; or that they stand too far apart.

    \b
    Examples:
      surefoot why-not "my foot feels like wood"
      surefoot why-not "no chest pain at the moment" --format json

    \b
    Exit codes: 0 something near was found, 1 nothing was.
    """
    from surefoot.intake import why_not
    from surefoot.reporting import Style, json_text, render_why_not, why_not_json
    from surefoot_cli.opening import opened, reader_of

    base = opened(kb_path(kb))
    result = why_not(base, " ".join(sentence), reader_of(kb_path(kb), base))
    if output_format == "json":
        click.echo(json_text(why_not_json(result)))
    else:
        click.echo(render_why_not(result, base, Style(wants_color(color))))
    if not result.nearest:
        ctx.exit(exit_codes.FAULTS)
