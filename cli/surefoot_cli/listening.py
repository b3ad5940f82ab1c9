"""What a person types during an interview: an answer, or a word that does something else."""

import sys
from typing import TYPE_CHECKING, Any, NoReturn

import click

from surefoot_cli import saved

if TYPE_CHECKING:
    from surefoot.intake import Entry, Interview, Screen
    from surefoot.model import KnowledgeBase
    from surefoot.reporting import Style

_HELP = """  1 3 5, 1,3-5   these are true
  1 3 no         1 and 3 are true, the others are not
  none           none of these is true
  4?             not sure about 4; "not sure" alone: about all that is left
  means 4        what number 4 means, with an example
  why 4          why it is asked
  back           the screen before
  change         another answer to a question of an earlier screen
  save FILE      keep the answers in a file; --resume FILE goes on with them
  quit           stop; nothing is stored unless you saved it"""


class Moved(Exception):
    """The person did something else than answer: the screen is shown anew."""


class Listener:
    """Reads lines. Its state is `interview`; whoever derives from it shows the screens."""

    def __init__(self, kb: "KnowledgeBase", interview: "Interview", style: "Style", file: str | None = None) -> None:
        self._kb = kb
        self._style = style
        self._file = file
        self._kept = file is not None
        self._entries: tuple[Entry, ...] = ()
        self._given: dict[str, Any] = {}
        self._current: str | None = None
        self.interview = interview

    def _answers(self, screen: "Screen", number: int) -> dict[str, Any]:
        """Show a screen and hear what is said to it."""
        raise NotImplementedError

    def _read(self, prompt: str) -> str:
        """One line that is an answer; everything else a person can type is done here."""
        while True:
            sys.stderr.write(prompt)
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                say("")
                self._leave()
            typed = line.strip()
            word, _, rest = typed.partition(" ")
            command = getattr(self, f"_on_{word.lower()}", None) if word.isalpha() else None
            if command is None:
                return typed
            command(rest.strip())

    def _on_help(self, _: str) -> None:
        say(_HELP)

    def _on_back(self, _: str) -> NoReturn:
        """Begin the screen again, or, where nothing is said on it yet, go to the one before."""
        if not self._given:
            self.interview = self.interview.back()
        raise Moved

    def _on_quit(self, _: str) -> NoReturn:
        self._leave()

    def _on_save(self, name: str) -> None:
        path = name or self._file
        if not path:
            say("Name a file: save answers.json")
        elif not saved.is_saved(path):
            say(f"{path} is there already and holds something else; choose another name.")
        else:
            try:
                saved.save(path, self._kb, self.interview)
            except OSError as error:
                say(f"Not saved: {error.strerror or error}: {path}")
                return
            self._file, self._kept = path, True
            say(f"Saved; go on later with: surefoot triage --resume {path}")

    def _on_means(self, number: str) -> None:
        from surefoot.reporting import render_meaning

        for finding in self._named(number):
            say(render_meaning(self._kb, finding, self._style))

    def _on_why(self, number: str) -> None:
        from surefoot.intake import at_stake
        from surefoot.reporting import render_at_stake

        for finding in self._named(number):
            rules = at_stake(self._kb, self.interview, finding)
            say(render_at_stake(self._kb, finding, rules, self._style))

    def _on_change(self, _: str) -> NoReturn:
        """Show the answers, and take another one for one of them."""
        from surefoot.intake import screen_about
        from surefoot.reporting import render_given

        answers = self.interview.answers
        say(render_given(self._kb, answers))
        typed = self._read("Number of the answer to change, or Enter for none: ")
        if typed.isdecimal() and 1 <= int(typed) <= len(answers.answers):
            finding = list(answers)[int(typed) - 1]
            said = self._answers(screen_about(self._kb, finding), len(self.interview.steps) + 1)
            if finding in said:
                self.interview = self.interview.changed(finding, said[finding])
        raise Moved

    _on_what = _on_means

    def _named(self, typed: str) -> list[str]:
        """The findings that "means 4" or "why 4" is about: by their numbers, or the one that is being asked."""
        numbers = {int(word) for word in typed.replace(",", " ").split() if word.isdecimal()}
        found = list(dict.fromkeys(entry.finding for entry in self._entries if entry.number in numbers))
        if not found and self._current is not None:
            found = [self._current]
        if not found:
            say("Say the number too: means 4, or why 4.")
        return found

    def _leave(self) -> NoReturn:
        say(f"Your answers are in {self._file}." if self._kept else "Nothing was stored.")
        raise EOFError


def say(text: str) -> None:
    """Print to standard error, where all talk goes."""
    click.echo(text, err=True)
