"""Somebody who knows the patient and reads only what the terminal shows."""

import re
from collections.abc import Mapping

from surefoot.model import AnswerType, Kind, KnowledgeBase, Value

_ENTRY = re.compile(r" {1,3}(\d+)  (.*)")
_PICK = (" (choose one)", " (choose all that fit)")


class Answerer:
    """Replies to what is on the screen: what the patient has, "no" to the rest, "not sure" where nothing is known."""

    def __init__(self, kb: KnowledgeBase, patient: Mapping[str, Value | None]) -> None:
        self._kb = kb
        self._patient = patient
        self._titles = {finding.title: finding.id for finding in kb.findings.values()}
        self._questions = {finding.question: finding.id for finding in kb.findings.values()}
        self.screens = 0
        self.alarms = 0

    def reply(self, shown: str) -> str:
        """What to type after this text, which ends with a prompt."""
        prompt = shown.rsplit("\n", 1)[-1]
        if prompt.startswith("Press Enter"):
            self.alarms += 1
            return "more"
        first = re.search(r"^Screen (\d+)$", shown, re.M)
        if first:
            self.screens = int(first[1])
        if prompt.startswith("("):
            self.screens = max(self.screens, 1)
            return self._single(shown)
        return self._lists(shown)

    def value(self, finding: str) -> Value | None:
        """What the patient answers; a yes-or-no question that nobody mentions is denied."""
        if finding not in self._patient and self._kb.findings[finding].answer.type is AnswerType.BOOLEAN:
            return False
        return self._patient.get(finding)

    def _single(self, shown: str) -> str:
        question = " ".join(shown.strip().split("\n\n")[-1].rsplit("\n(", 1)[0].split())
        question = re.sub(r" \([^()]*, a number\)$", "", question)
        value = self.value(self._questions[question])
        if value is None:
            return "not sure"
        return ("yes" if value else "no") if isinstance(value, bool) else f"{value:g}"

    def _lists(self, shown: str) -> str:
        chosen, unsure = [], []
        for number, finding, choice in self._entries(shown):
            value = self.value(finding)
            if value is None:
                unsure.append(f"{number}?")
            elif value is True or (
                choice is not None and (value == choice or choice in (value if isinstance(value, tuple) else ()))
            ):
                chosen.append(number)
        return " ".join([*chosen, *unsure, "no"]) if chosen or unsure else "none"

    def _entries(self, shown: str) -> list[tuple[str, str, str | None]]:
        """The numbered lines, each with its finding and, of a choice, the value."""
        found: list[tuple[str, str, str | None]] = []
        for block in shown.split("\n\n"):
            lines = re.sub(r"\n {6}(?=\S)", " ", block).split("\n")
            heading = " ".join(line for line in lines if line and not line.startswith(" "))
            for line in lines:
                entry = _ENTRY.fullmatch(line)
                if entry:
                    found.append((entry[1], *self._meant(heading, entry[2])))
        return found

    def _meant(self, heading: str, label: str) -> tuple[str, str | None]:
        for ending in _PICK:
            if heading.endswith(ending):
                finding = self._questions[heading.removesuffix(ending)]
                values = self._kb.findings[finding].answer.values
                return finding, next(value for value, text in values.items() if text == label)
        return (self._titles if label in self._titles else self._questions)[label], None


def questions_of(kb: KnowledgeBase) -> set[str]:
    """The headings of the checklists."""
    return {str(record.content["question"]) for record in kb.records.of(Kind.CHECKLIST)}
