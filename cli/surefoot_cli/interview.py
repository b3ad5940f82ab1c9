"""The interview at a terminal: prints screens to standard error, reads replies line by line."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from surefoot_cli import saved
from surefoot_cli.listening import Listener, Moved, say
from surefoot_cli.plain_words import Heard, PlainWords, hear

if TYPE_CHECKING:
    from pathlib import Path

    from surefoot.intake import Screen
    from surefoot.model import KnowledgeBase, Presentation


def asked(
    kb: "KnowledgeBase", given: "Presentation", resume: str | None, form: "tuple[bool, datetime | None, Path]"
) -> tuple["Presentation", Heard | None]:
    """The interview at the terminal, from its beginning or from where it was saved, and what was heard in it.

    `form` is whether to color, the day for words about time, and where the knowledge base lies.
    """
    from surefoot.intake import Interview
    from surefoot.reporting import Style

    start = Interview().answered(given.answers)
    if resume is not None:
        start, other = saved.resume(resume, kb)
        if other is not None:
            say(f"Saved with another state of the knowledge ({other}); your answers fit this one.")
    dialogue = Dialogue(kb, start, Style(form[0]), resume)
    dialogue.today, dialogue.kb = form[1:]
    presentation = dialogue.run()
    say("")
    return presentation, dialogue.heard


class Dialogue(Listener):
    """One interview: screens in their order, what is said to them, and the alarm."""

    heard: Heard | None = None
    today: datetime | None = None
    kb: "Path"

    def run(self) -> "Presentation":
        """Ask until nothing that is left can change the outcome, or until the person takes the alarm as the answer.

        Raises:
            EOFError: the person left.
        """
        try:
            return self._run()
        except KeyboardInterrupt:
            say("")
            self._leave()

    def _run(self) -> "Presentation":
        from surefoot.intake import presentation_of, screen_of
        from surefoot.reporting import render_welcome

        say(render_welcome(self._kb, self._style, resumed=bool(self.interview.steps)))
        while (screen := screen_of(self._kb, self.interview)) is not None:
            try:
                if self._stops_at_alarm():
                    break
                self.interview = self.interview.answered(self._answers(screen, len(self.interview.steps) + 1))
            except Moved:
                continue
        return presentation_of(self._kb, self.interview)

    def _stops_at_alarm(self) -> bool:
        """Tell a person at once what it may be; stop there unless they go on to what could rule it out."""
        from surefoot.engine import triage
        from surefoot.intake import alarm, presentation_of
        from surefoot.reporting import render_alarm

        rules = alarm(self._kb, self.interview)
        if not rules:
            return False
        say("")
        say(render_alarm(triage(self._kb, presentation_of(self._kb, self.interview)), self._kb, self._style))
        say("\nDo that first. More answers could still show that it is less urgent.")
        while True:
            typed = self._read("Press Enter to stop here with this advice, or type more to go on: ")
            if not typed:
                return True
            if typed.lower() == "more":
                self.interview = self.interview.gone_on(rules)
                return False

    def _answers(self, screen: "Screen", number: int) -> dict[str, Any]:
        """Show a screen and hear what is said to it."""
        from surefoot.intake import entries_of
        from surefoot.reporting import render_screen

        self._entries, self._given = entries_of(self._kb, screen), {}
        if len(self._entries) != 1:
            say("\n" + render_screen(screen, self._kb, number, self._style))
        self._lists()
        for finding in screen.numbers:
            self._given[finding] = self._single(finding)
        return self._given

    def _lists(self) -> None:
        """The answers to the lists of a screen; a choice that was passed over is asked again by itself."""
        from surefoot.model import AnswerType

        findings = tuple(dict.fromkeys(entry.finding for entry in self._entries))
        answers, left = self._reply() if len(self._entries) > 1 else ({}, findings)
        self._given.update(answers)
        choices = [f for f in left if self._kb.findings[f].answer.type is AnswerType.CHOICE]
        items = [f for f in left if f not in choices]
        if len(self._entries) == 1:
            choices, items = items, []
        if items:
            self._given.update(self._others(items))
        for finding in choices:
            self._given[finding] = self._single(finding)

    def _reply(self) -> tuple[dict[str, Any], tuple[str, ...]]:
        from surefoot.intake import parse_reply

        while True:
            typed = self._read("\nNumbers that are true (1 3), none, or help: ")
            reply = parse_reply(self._kb, self._entries, typed)
            if not reply.problems:
                return reply.answers, reply.left
            say("\n".join(reply.problems))

    def _others(self, items: list[str]) -> dict[str, Any]:
        """What was not marked is a no only when the person says so; otherwise it is asked again."""
        from surefoot.intake import Reply, parse_yes_or_no

        numbers = [str(entry.number) for entry in self._entries if entry.finding in items]
        while True:
            reply = parse_yes_or_no(
                self._read(f"Not marked: {', '.join(numbers)}. Is none of them true? (yes, no, not sure): ")
            )
            if isinstance(reply, Reply):
                say(reply.problems[0])
            elif reply is False:
                say("Then they are asked again.")
                return {}
            else:
                denied = {f: False if not self._kb.findings[f].answer.values else () for f in items}
                return denied if reply else dict.fromkeys(items)

    def _single(self, finding: str) -> Any:
        """The answer to one question by itself."""
        self._current = finding
        try:
            return self._one(finding)
        finally:
            self._current = None

    def _one(self, finding: str) -> Any:
        """Yes or no, the number of a choice, or a number."""
        from surefoot.intake import AnswerError, parse_reply, parse_value
        from surefoot.reporting import render_question

        record = self._kb.findings[finding]
        mine = [entry for entry in self._entries if entry.finding == finding and record.answer.values]
        say("\n" + render_question(self._kb, finding, self._style))
        hint = f"{mine[0].number}-{mine[-1].number}" if mine else record.answer.unit or "yes, no"
        while True:
            typed = self._read(f"({hint}, or not sure): ")
            if not typed:
                continue
            try:
                if not mine:
                    return parse_value(record, typed)
                reply = parse_reply(self._kb, self._entries, typed)
                if finding in reply.answers:
                    return reply.answers[finding]
                say(f"Answer with a number from {mine[0].number} to {mine[-1].number}, or not sure.")
            except AnswerError as error:
                if not self.interview.steps and " " in typed:
                    self._hear(typed)
                yes_or_no = not mine and not record.answer.unit
                say("Answer yes, no or not sure." if yes_or_no else error.problems[0].partition(": ")[2] + ".")

    def _hear(self, text: str) -> NoReturn:
        """Take what a person confirms of their own words as answers; the questions go on with what is left."""
        from surefoot.model import Presentation
        from surefoot_cli.opening import reader_of

        day = self.today.date() if self.today else date.today()
        self.heard = hear(
            reader_of(self.kb, self._kb), Presentation({}), PlainWords(text, False, day), self._style.enabled
        )
        self.interview = self.interview.answered(self.heard.answers)
        raise Moved
