"""surefoot triage."""

import sys
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
@click.option("--ask", is_flag=True, help="Ask what the answers given leave open. [default: when none is given]")
@click.option("--explain", is_flag=True, help="Also the conditions, what each answer did, what would change it.")
@click.option("--resume", metavar="FILE", help="Go on with an interview that was saved.")
@click.option("--no-input", is_flag=True, help="Never ask.")
@click.option(
    "--fail-on",
    shell_complete=offering("levels"),
    metavar="URGENCY",
    help="Exit with 1 when the urgency is this or higher.",
)
@click.option(
    "--region",
    envvar="SUREFOOT_REGION",
    shell_complete=offering("regions"),
    metavar="REGION",
    help="Say whom to call there. [default: SUREFOOT_REGION, else no number]",
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
    ask: bool,
    explain: bool,
    resume: str | None,
    no_input: bool,
    fail_on: str | None,
    region: str | None,
    kb: str | None,
    output_format: str,
    color: bool | None,
) -> None:
    """How urgent is it? Answers in, care card out; at a terminal it asks.

    Without answers it asks, the most dangerous things first, and stops as soon as nothing that is left to ask can
    change the outcome. Nothing is stored unless you say "save FILE".
    A question that is not answered counts as not asked, never as no; FINDING=unsure says "not sure".
    `surefoot list finding` shows the questions, `surefoot list region` the regions.

    --text reads plain words. At a terminal it shows what it understood, and asks whether that is right. Away from
    one, what it understood may raise the outcome and never lower it; with --yes it counts as said. What it
    says is not so, or what reassures, never counts before somebody has confirmed it.

    \b
    Examples:
      surefoot triage
      surefoot triage --with leg-weakness --with onset=sudden --with affected-side=left
      surefoot triage --with saddle-numbness --without fever --region uk
      surefoot triage --text "My legs went numb this morning and I can't pee"
      echo '{"leg-weakness": true, "onset": "sudden"}' | surefoot triage --answers - --format json

    \b
    Exit codes: 0 assessed, 1 the urgency is at or above --fail-on, 2 an answer cannot be used,
    130 stopped from the keyboard.
    """
    words = plain_words(text, yes, today, no_input)
    asks = _asks(bool(present or absent or answers is not None or words), ask, resume, no_input)
    if text == answers == "-":
        raise click.UsageError("Standard input holds the answers or the text, not both.")
    from surefoot.engine import triage
    from surefoot_cli.opening import opened, reader_of

    base = opened(kb_path(kb))
    try:
        base = assessing.in_region(base, region)
        assessing.demand_level(base, fail_on)
        values = assessing.read_answers(answers) if answers is not None else {}
        presentation = assessing.presentation_of(base, values, present, absent, answers or "-")
    except assessing.Refused as refused:
        raise click.UsageError(str(refused)) from None
    colored = wants_color(color)
    heard = hear(reader_of(kb_path(kb), base), presentation, words, colored) if words else None
    if heard:
        presentation = heard.added_to(presentation)
    if asks:
        from surefoot_cli.interview import asked

        presentation, heard_then = asked(base, presentation, resume, (colored, today, kb_path(kb)))
        heard = heard or heard_then
    assessment = triage(base, presentation)
    explained = assessing.explanation(base, presentation, assessment) if explain else None
    click.echo(assessing.rendered(base, presentation, assessment, output_format, colored, heard, explained))
    if assessing.reaches(base, assessment, fail_on):
        ctx.exit(exit_codes.FAULTS)


def _asks(given: bool, ask: bool, resume: str | None, no_input: bool) -> bool:
    """Whether to ask: when asked to, or when nothing is given; never away from a terminal."""
    if resume is not None and given:
        raise click.UsageError("--resume goes on with saved answers; leave the other answers out.")
    if given and not ask:
        return False
    if no_input or not (sys.stdin.isatty() and sys.stderr.isatty()):
        why = "--no-input" if no_input else "There is no terminal to ask at"
        raise click.UsageError(f"{why}: give the answers with --with, --without, --answers or --text.")
    return True
