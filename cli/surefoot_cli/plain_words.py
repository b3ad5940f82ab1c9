"""--text: answers in plain words, confirmed at a terminal, taken with care away from one."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from surefoot.intake import Reader, Understanding
    from surefoot.model import KnowledgeBase, Presentation
    from surefoot.reporting import Style

F = TypeVar("F", bound=Callable[..., Any])


class PlainWords(NamedTuple):
    """What the command line says about a text: the text itself, how to take it, and the day that it was said."""

    text: str
    accepted: bool
    today: date
    no_input: bool = False

    @property
    def at_terminal(self) -> bool:
        """Somebody is there to confirm and may be asked, nothing was accepted, and the text left the input free."""
        return not (self.accepted or self.no_input) and self.text != "-" and sys.stdin.isatty() and sys.stderr.isatty()


class Heard(NamedTuple):
    """What came of a text: what was understood, and the answers that it gave, none of them given otherwise."""

    understanding: "Understanding"
    answers: dict[str, Any]
    confirmed: bool

    def added_to(self, given: "Presentation") -> "Presentation":
        """The patient with the answers of the text."""
        from surefoot.model import Presentation

        return Presentation({**given.answers, **self.answers})

    def json(self) -> dict[str, Any]:
        """The form of schemas/understanding.schema.json."""
        from surefoot.reporting import understanding_json

        return understanding_json(self.understanding, self.answers, self.confirmed)

    def around(self, card: str, kb: "KnowledgeBase", style: "Style") -> str:
        """A care card, with what was understood below it; whoever confirmed it has seen that already."""
        from surefoot.reporting import render_alarms, render_understanding

        if self.confirmed:
            return card
        alarms = render_alarms(self.understanding, kb, style)
        below = render_understanding(self.understanding, kb, style)
        return "\n\n".join(part for part in (alarms, card, below) if part)


def text_options(command: F) -> F:
    """--text, --yes and --today."""
    for option in (
        click.option(
            "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD",
            help='The day for "since Tuesday". [default: that of the computer]',
        ),
        click.option(
            "--yes", is_flag=True,
            help="Accept what was understood of the text; no denial, and nothing that reassures.",
        ),
        click.option("--text", metavar="WORDS", help="What is wrong, in plain words; - reads standard input."),
    ):  # fmt: skip
        command = option(command)
    return command


def plain_words(text: str | None, yes: bool, today: datetime | None, no_input: bool = False) -> PlainWords | None:
    """The options as given, or None without a text.

    Raises:
        UsageError: --yes without a text, or a text without words.
    """
    if text is None:
        if yes:
            raise click.UsageError("--yes accepts what was understood of a text: give --text too.")
        return None
    if not text.strip():
        raise click.UsageError("--text: there are no words in it.")
    return PlainWords(text, yes, today.date() if today else date.today(), no_input)


def hear(reader: "Reader", given: "Presentation", words: PlainWords, colored: bool) -> Heard:
    """Understand a text, and take from it what a person confirms, or, where nobody is there, what is safe to take."""
    from surefoot.intake import careful_answers
    from surefoot.reporting import Style

    text = _standard_input() if words.text == "-" else words.text
    kb, understanding = reader.kb, reader.understand(text, words.today)
    if words.at_terminal:
        from surefoot_cli.confirming import confirmed

        answers = confirmed(kb, understanding, Style(colored))
    else:
        answers = dict(careful_answers(kb, given, understanding))
    _demand_one_answer(given, understanding)
    added = {name: value for name, value in answers.items() if name not in given}
    return Heard(understanding, added, words.at_terminal or words.accepted)


def _demand_one_answer(given: "Presentation", understanding: "Understanding") -> None:
    """What an option says and what the text says must not be two things."""
    two = [
        f"`{one.finding}`: the text says {understanding.text[slice(*one.span)]!r}, the answers say otherwise; give one"
        for one in understanding.understood
        if given.value(one.finding) not in (None, one.value)
    ]
    if two:
        raise click.UsageError("\n  ".join(["These answers cannot be used:", *two]))


def _standard_input() -> str:
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"standard input: byte {error.start + 1} is not UTF-8; save the text as UTF-8") from None
    if not text.strip():
        raise click.UsageError("standard input: there are no words in it.")
    return text
