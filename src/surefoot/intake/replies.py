"""What a person types at a screen -> answers. Silence is never a no: what is not marked stays open until it is denied.

The entries of a screen are numbered through. A reply names numbers ("1 3 5", "1,3-5"), marks some as not sure ("4?"),
and may say what is meant for all others ("no", "none", "not sure").
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from surefoot.intake.screens import Screen
from surefoot.model import AnswerType, KnowledgeBase, Value

_NONE = frozenset({"no", "none", "nothing", "0", "none of these", "no others", "others no", "the others no", "rest no"})
_UNSURE = frozenset({"?", "unsure", "not sure", "don't know", "dont know", "do not know"})
_YES = frozenset({"yes", "y"})
_NO = frozenset({"no", "n"})
_MARK = re.compile(r"(\d{1,4})(?:\s*-\s*(\d{1,4}))?(\?)?")
_REPLY = re.compile(
    r"(?P<unsure>(?:not sure|unsure)[\s:]+)?"
    r"(?P<numbers>(?:\d{1,4}(?:\s*-\s*\d{1,4})?\??[\s,;]*(?:and\s+)?)*)"
    r"(?P<rest>.*)"
)


class Entry(NamedTuple):
    """One numbered line of a screen. `value` is None for an item that is answered yes or no."""

    number: int
    finding: str
    value: str | None


class Reply(NamedTuple):
    """What was said: answers, the findings that were not spoken of, and what cannot be understood."""

    answers: dict[str, Value | None]
    left: tuple[str, ...]
    problems: tuple[str, ...]


def entries_of(kb: KnowledgeBase, screen: Screen) -> tuple[Entry, ...]:
    """The numbered lines of a screen, from 1."""
    findings = [finding for section in screen.sections for finding in section.findings]
    lines = [(finding, value) for finding in findings for value in kb.findings[finding].answer.values or [None]]
    return tuple(Entry(number, finding, value) for number, (finding, value) in enumerate(lines, 1))


def parse_reply(kb: KnowledgeBase, entries: Iterable[Entry], typed: str) -> Reply:
    """A reply to the lists of a screen."""
    entries = tuple(entries)
    marks, rest, problems = _marks(typed, len(entries))
    answers: dict[str, Value | None] = {}
    for finding in dict.fromkeys(entry.finding for entry in entries):
        mine = [entry for entry in entries if entry.finding == finding and entry.number in marks]
        spoken = [entry for entry in mine if not marks[entry.number]]
        if mine and not spoken:
            answers[finding] = None
        elif mine:
            answers[finding] = _chosen(kb, finding, spoken, problems)
        elif rest == "unsure":
            answers[finding] = None
        elif rest == "no" and (denial := _denial(kb, finding)) is not None:
            answers[finding] = denial
    left = tuple(dict.fromkeys(entry.finding for entry in entries if entry.finding not in answers))
    return Reply({} if problems else answers, left, tuple(problems))


def parse_yes_or_no(typed: str) -> Reply | bool | None:
    """Yes, no, or None for "not sure"; an empty Reply when it is none of these."""
    word = _plain(typed)
    if word in _YES or word in _NO:
        return word in _YES
    return None if word in _UNSURE else Reply({}, (), ("Answer yes, no or not sure.",))


def _marks(typed: str, count: int) -> tuple[dict[int, bool], str, list[str]]:
    """The numbers, each with whether it was marked as not sure; what is said of the rest; and what is wrong.

    What is said of the rest stands after the numbers: "no 4" could mean two things, and is asked again.
    """
    words = _plain(typed)
    if words in _NONE or words in _UNSURE:
        return {}, "no" if words in _NONE else "unsure", []
    found = _REPLY.fullmatch(words)
    if found is None or not (found["numbers"] and found["rest"] in ("", *_NONE, *_UNSURE)):
        return {}, "", [f"Not understood: {typed.strip()!r}." if words else "Type numbers, none, or not sure."]
    marks: dict[int, bool] = {}
    problems: list[str] = []
    for first, last, question_mark in _MARK.findall(found["numbers"]):
        numbers = range(int(first), int(last or first) + 1)
        if not numbers or numbers[0] < 1 or numbers[-1] > count:
            problems.append(f"{first}{'-' + last if last else ''}: the numbers go from 1 to {count}.")
        else:
            marks.update(dict.fromkeys(numbers, bool(question_mark or found["unsure"])))
    rest = "no" if found["rest"] in _NONE else "unsure" if found["rest"] in _UNSURE else ""
    return marks, rest, problems


def _plain(typed: str) -> str:
    return " ".join(typed.strip().lower().replace("’", "'").rstrip(".!").split())


def _chosen(kb: KnowledgeBase, finding: str, entries: list[Entry], problems: list[str]) -> Value:
    values = tuple(entry.value for entry in entries if entry.value is not None)
    if not values:
        return True
    if kb.findings[finding].answer.type is AnswerType.CHOICES:
        return values
    if len(values) > 1:
        numbers = ", ".join(str(entry.number) for entry in entries)
        problems.append(f"{numbers}: choose one of them.")
    return values[0]


def _denial(kb: KnowledgeBase, finding: str) -> Value | None:
    """What "none of these" says of a question; of a choice of one value it says nothing."""
    match kb.findings[finding].answer.type:
        case AnswerType.BOOLEAN:
            return False
        case AnswerType.CHOICES:
            return ()
        case _:
            return None
