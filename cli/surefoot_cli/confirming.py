"""Plain words at a terminal: shows what was understood, and takes as answers only what the person confirms."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from surefoot.intake import Understanding
    from surefoot.model import Finding, KnowledgeBase
    from surefoot.reporting import Style


def confirmed(kb: "KnowledgeBase", understanding: "Understanding", style: "Style") -> dict[str, Any]:
    """The answers that the person confirms; a red flag that was denied or only named is asked in so many words.

    Raises:
        EOFError: the person left.
    """
    from surefoot.reporting import render_alarms

    if warning := render_alarms(understanding, kb, style, known=True):
        _say(warning)
    for one in understanding.corrections:
        _say(f"I read {one.typed!r} as {one.meant!r}.")
    answers = _said(kb, understanding, style)
    answers |= _offered(kb, understanding, answers, style)
    answers |= _red_flags(kb, understanding, answers)
    answers |= _denied(kb, understanding, answers, style)
    if not (understanding.understood or understanding.unsure or understanding.denied or understanding.offered):
        _say("\nI understood nothing of this. Please answer the questions instead.")
    elif understanding.not_used:
        left = "; ".join(repr(understanding.text[slice(*span)]) for span in understanding.not_used)
        _say(f"\nI did not use: {left}")
    _say("")
    return answers


def _said(kb: "KnowledgeBase", understanding: "Understanding", style: "Style") -> dict[str, Any]:
    from surefoot.reporting import reading_line

    said = understanding.understood
    right = _chosen("I understood:", [reading_line(one, kb, understanding.text) for one in said], "all", style)
    for one in understanding.unsure:
        _say(f"Not sure: {reading_line(one, kb, understanding.text).strip()}")
    answers = {said[number].finding: said[number].value for number in right}
    return {**{one.finding: None for one in understanding.unsure}, **answers}


def _offered(
    kb: "KnowledgeBase", understanding: "Understanding", known: dict[str, Any], style: "Style"
) -> dict[str, Any]:
    from surefoot.reporting import offer_line

    offers = [one for one in understanding.offered if one.finding not in known]
    answers: dict[str, Any] = {}
    for number in _chosen("Did you also mean:", [offer_line(one, kb) for one in offers], "none", style):
        answers |= _asked(kb, offers[number].finding, known=True)
    return answers


def _red_flags(kb: "KnowledgeBase", understanding: "Understanding", known: dict[str, Any]) -> dict[str, Any]:
    """The red flags that the words deny or only name, or that were said not to be right, each by its own question."""
    from surefoot.model import Flag

    named = [one.finding for one in (*understanding.understood, *understanding.denied, *understanding.alarms)]
    flags = [name for name in dict.fromkeys(named) if kb.findings[name].flag is Flag.ALONE and name not in known]
    answers: dict[str, Any] = {}
    for name in flags:
        answers |= _asked(kb, name)
    return answers


def _denied(
    kb: "KnowledgeBase", understanding: "Understanding", known: dict[str, Any], style: "Style"
) -> dict[str, Any]:
    """The other things that the words deny."""
    from surefoot.model import Flag
    from surefoot.reporting import reading_line

    no = [one for one in understanding.denied if kb.findings[one.finding].flag is not Flag.ALONE]
    no = [one for one in no if one.finding not in known]
    lines = [reading_line(one, kb, understanding.text) for one in no]
    right = _chosen("You said that this does not trouble you:", lines, "none", style)
    return {no[number].finding: no[number].value for number in right}


def _chosen(title: str, lines: Sequence[str], otherwise: str, style: "Style") -> list[int]:
    """Which of the numbered lines are right; Enter means what is said in brackets."""
    if not lines:
        return []
    _say("\n" + style(title, "bold"))
    for number, line in enumerate(lines, 1):
        _say(f"  {number}. {line.strip()}")
    while True:
        typed = _read(f"Which are right? Numbers such as 1 2, all or none [{otherwise}]: ") or otherwise
        if typed in ("all", "none"):
            return list(range(len(lines))) if typed == "all" else []
        words = typed.replace(",", " ").split()
        if all(word.isdecimal() and 1 <= int(word) <= len(lines) for word in words):
            return [int(word) - 1 for word in dict.fromkeys(words)]
        _say(f"Type numbers from 1 to {len(lines)}, all or none.")


def _asked(kb: "KnowledgeBase", name: str, known: bool = False) -> dict[str, Any]:
    """The answer to one question; `known` when a yes was just given. Enter leaves it open."""
    from surefoot.intake import AnswerError, parse_answer
    from surefoot.model import AnswerType

    finding = kb.findings[name]
    if known and finding.answer.type is AnswerType.BOOLEAN:
        return {finding.id: True}
    _say(f"\n{finding.question}")
    choices = list(finding.answer.values)
    for number, value in enumerate(choices, 1):
        _say(f"  {number}. {finding.answer.values[value]}")
    while True:
        typed = _read(f"Type {_how(finding, choices)} [leave it open]: ")
        if not typed:
            return {}
        try:
            return dict([parse_answer(kb, f"{name}={_value(choices, typed)}")])
        except AnswerError:
            _say(f"Type {_how(finding, choices)}.")


def _how(finding: "Finding", choices: Sequence[str]) -> str:
    if choices:
        return "the number of an answer, or not sure"
    return "yes, no or not sure" if not finding.answer.unit else f"a number of {finding.answer.unit}, or not sure"


def _value(choices: Sequence[str], typed: str) -> str:
    """What was typed, as the command line writes it."""
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        return choices[int(typed) - 1]
    return "unsure" if typed == "not sure" else typed


def _read(prompt: str) -> str:
    click.echo(prompt, err=True, nl=False)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip().lower()


def _say(text: str) -> None:
    click.echo(text, err=True)
