"""surefoot triage."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from surefoot_cli import exit_codes
from surefoot_cli.options import color_option, format_option, kb_option, kb_path, offering, wants_color
from surefoot_cli.plain_words import Heard, hear, plain_words, text_options

if TYPE_CHECKING:
    from surefoot.engine import Assessment
    from surefoot.model import KnowledgeBase, Presentation


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
    from surefoot.validation import open_knowledge_base

    base = open_knowledge_base(kb_path(kb))
    if fail_on is not None and fail_on not in base.urgencies:
        raise click.UsageError(f"--fail-on: there is no urgency '{fail_on}'. {_hint(fail_on, base.levels)}")
    presentation = _presentation(base, present, absent, answers)
    colored = wants_color(color)
    heard = hear(base, presentation, words, colored) if words else None
    if heard:
        presentation = heard.added_to(presentation)
    assessment = triage(base, presentation)
    click.echo(_rendered(base, presentation, assessment, output_format, colored, heard))
    reached = assessment.urgency is not None and fail_on is not None
    if reached and base.rank(assessment.urgency or "") >= base.rank(fail_on or ""):
        ctx.exit(exit_codes.FAULTS)


def _rendered(
    kb: "KnowledgeBase",
    presentation: "Presentation",
    assessment: "Assessment",
    output_format: str,
    color: bool,
    heard: Heard | None = None,
) -> str:
    if output_format == "json":
        from surefoot.engine import assessment_json

        said = {"understanding": heard.json()} if heard else {}
        return json.dumps({**assessment_json(assessment), **said}, indent=2, ensure_ascii=False)
    from surefoot.reporting import Style, render_care_card, render_markdown

    if output_format == "markdown":
        return render_markdown(assessment, kb, presentation) + (heard.markdown(kb) if heard else "")
    card = render_care_card(assessment, kb, Style(color))
    return heard.around(card, kb, Style(color)) if heard else card


def _hint(word: str, known: Iterable[str]) -> str:
    from surefoot.diagnostics import nearest

    names = list(known)
    meant = nearest(word, names)
    return f"Did you mean '{meant}'?" if meant else f"The levels are {', '.join(names)}."


def _presentation(
    kb: "KnowledgeBase", present: tuple[str, ...], absent: tuple[str, ...], answers: str | None
) -> "Presentation":
    from surefoot.intake import AnswerError, parse_answer, read_presentation

    problems: list[str] = []
    values: dict[str, Any] = read_answers(answers) if answers is not None else {}
    try:
        read_presentation(kb, values)
    except AnswerError as error:
        problems += [f"{'standard input' if answers == '-' else answers}: {p}" for p in error.problems]
    for option, text in [*(("--with", t) for t in present), *(("--without", f"{t}=no") for t in absent)]:
        try:
            name, value = parse_answer(kb, text)
        except AnswerError as error:
            problems += [f"{option}: {problem}" for problem in error.problems]
            continue
        if name in values and values[name] != value:
            problems.append(f"{option}: `{name}` has two different answers; give one")
        values[name] = value
    if problems:
        raise click.UsageError("\n  ".join(["These answers cannot be used:", *problems]))
    return read_presentation(kb, values)


def read_answers(source: str) -> Any:
    """A presentation from a file, or from standard input for `-`; an object, not yet held against the findings."""
    from surefoot.loading import SyntaxFault, parse_json

    data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    name = "standard input" if source == "-" else source
    try:
        parsed = parse_json(data)
    except SyntaxFault as fault:
        raise click.UsageError(f"{name}:{fault.line}:{fault.column}: {fault.message}; {fault.help}") from None
    if not isinstance(parsed, dict):
        raise click.UsageError(f'{name}: a presentation is an object: {{"finding-id": value, ...}}')
    return parsed
