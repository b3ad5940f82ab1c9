"""surefoot triage."""

from datetime import datetime

import click

from surefoot_cli import assessing, exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, offering, wants_color
from surefoot_cli.plain_words import hear, plain_words, text_options


@click.command("triage")
@click.option(
    "--with",
    "present",
    multiple=True,
    shell_complete=offering("answers"),
    metavar="FINDING[=VALUE]",
    help="An answer: yes, or a value.",
)
@click.option(
    "--without",
    "absent",
    multiple=True,
    shell_complete=offering("yes or no"),
    metavar="FINDING",
    help="A question answered no.",
)
@click.option("--answers", metavar="FILE", help="A presentation as JSON; - reads standard input.")
@text_options
@click.option(
    "--fail-on",
    shell_complete=offering("levels"),
    metavar="URGENCY",
    help="Exit with 1 when the urgency is this or higher.",
)
@kb_option
@format_option(("text", "json", "markdown"))
@color_option
@click.pass_context
def command(
    ctx: click.Context,
    present: tuple[str, ...],
    absent: tuple[str, ...],
    answers: str | None,
    text: str | None,
    yes: bool,
    today: datetime | None,
    fail_on: str | None,
    kb: str | None,
    output_format: str,
    color: bool | None,
) -> None:
    """How urgent is it? Answers in, care card out.

    A question that is not answered counts as not asked, never as no; FINDING=unsure says "not sure".
    `surefoot list finding` shows the questions.

    --text reads plain words. At a terminal it shows what it understood, and asks whether that is right. Away from
    one, what it understood may raise the outcome and never lower it; with --yes it counts as said. What it
    says is not so never counts before somebody has confirmed it.

    \b
    Examples:
      surefoot triage --with leg-weakness --with onset=sudden --with affected-side=left
      surefoot triage --with saddle-numbness --without fever
      surefoot triage --text "My legs went numb this morning and I can't pee"
      echo '{"leg-weakness": true, "onset": "sudden"}' | surefoot triage --answers - --format json

    \b
    Exit codes: 0 assessed, 1 the urgency is at or above --fail-on, 2 an answer cannot be used.
    """
    words = plain_words(text, yes, today)
    if not present and not absent and answers is None and words is None:
        raise click.UsageError("There is nothing to triage: give --with, --without, --answers or --text.")
    if text == answers == "-":
        raise click.UsageError("Standard input holds the answers or the text, not both.")
    from surefoot.engine import triage
    from surefoot_cli.opening import opened

    base = opened(kb_path(kb))
    try:
        assessing.demand_level(base, fail_on)
        values = assessing.read_answers(answers) if answers is not None else {}
        presentation = assessing.presentation_of(base, values, present, absent, answers or "-")
    except assessing.Refused as refused:
        raise click.UsageError(str(refused)) from None
    colored = wants_color(color)
    heard = hear(base, presentation, words, colored) if words else None
    if heard:
        presentation = heard.added_to(presentation)
    assessment = triage(base, presentation)
    click.echo(assessing.rendered(base, presentation, assessment, output_format, colored, heard))
    if assessing.reaches(base, assessment, fail_on):
        ctx.exit(exit_codes.FAULTS)
