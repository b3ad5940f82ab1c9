"""Answers as JSON or as words of a command line -> a presentation that fits the knowledge base."""

from __future__ import annotations

from collections.abc import Mapping

from surefoot.model import AnswerType, Finding, KnowledgeBase, Presentation, Value, why_impossible

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any

_YES = ("yes", "true", "y")
_NO = ("no", "false", "n")
_UNSURE = ("unsure", "not-sure", "not sure", "null", "?")


class AnswerError(ValueError):
    """Answers that do not fit the knowledge base; `problems` names each of them with its cure."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def read_presentation(kb: KnowledgeBase, answers: object) -> Presentation:
    """A presentation from JSON: an object, finding id to value.

    Raises:
        AnswerError: no object, an unknown finding, or a value that the finding cannot have.
    """
    if not isinstance(answers, Mapping):
        raise AnswerError(['a presentation is an object: {"finding-id": value, ...}'])
    problems: list[str] = []
    values: dict[str, Value | None] = {}
    for name, value in answers.items():
        finding = kb.findings.get(name)
        if finding is None:
            problems.append(_unknown(kb, str(name)))
        elif value is not None and (wrong := why_impossible(value, finding.answer)):
            problems.append(f"`{name}`: {wrong[0]}; {wrong[1]}")
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    if problems:
        raise AnswerError(problems)
    return Presentation(values)


def parse_answer(kb: KnowledgeBase, text: str) -> tuple[str, Any]:
    """One answer as people type it: FINDING for yes, or FINDING=VALUE.

    Several values are joined by commas; `unsure` stands for "not sure".

    Raises:
        AnswerError: an unknown finding, or a value that it cannot have.
    """
    name, equals, typed = (part.strip() for part in text.partition("="))
    finding = kb.findings.get(name)
    if finding is None:
        raise AnswerError([_unknown(kb, name)])
    if not equals:
        if finding.answer.type is not AnswerType.BOOLEAN:
            example = next(iter(finding.answer.values), "3")
            raise AnswerError([f"`{name}` needs a value: write for example {name}={example}"])
        return name, True
    return name, parse_value(finding, typed)


def parse_value(finding: Finding, typed: str) -> Any:
    """The value of one answer as people type it.

    Raises:
        AnswerError: a value that the finding cannot have.
    """
    value = value_from_words(finding, typed)
    if value is not None and (wrong := why_impossible(value, finding.answer)):
        raise AnswerError([f"`{finding.id}`: {wrong[0]}; {wrong[1]}"])
    return value


def _unknown(kb: KnowledgeBase, name: str) -> str:
    from surefoot.diagnostics import nearest

    meant = nearest(name, kb.findings)
    cure = f"did you mean `{meant}`?" if meant else "`surefoot list finding` shows all"
    return f"there is no finding `{name}`; {cure}"


def value_from_words(finding: Finding, typed: str) -> Any:
    """The value that is typed for a finding, None for "not sure"; it may be one that the finding cannot have."""
    lowered = typed.lower()
    if typed in finding.answer.values:
        return [typed] if finding.answer.type is AnswerType.CHOICES else typed
    if lowered in _UNSURE:
        return None
    match finding.answer.type:
        case AnswerType.BOOLEAN:
            return True if lowered in _YES else False if lowered in _NO else typed
        case AnswerType.NUMBER:
            return _number(typed)
        case AnswerType.CHOICES:
            return [item.strip() for item in typed.split(",") if item.strip()]
        case AnswerType.CHOICE:
            return typed


def _number(typed: str) -> float | str:
    import re

    if re.fullmatch(r"-?[0-9]+", typed) and len(typed) < 20:
        return int(typed)
    return float(typed) if re.fullmatch(r"-?[0-9]+[.][0-9]+", typed) else typed
