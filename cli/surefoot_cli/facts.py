"""The facts that decide a new record: from options, or asked for at a terminal."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

if TYPE_CHECKING:
    from surefoot.model import Kind
    from surefoot.scaffolding import Facts, Surroundings

ANSWER_TYPES = ("boolean", "choice", "choices", "number")


class _Question(NamedTuple):
    """One fact: its option, the values it may have (None: any text), and whether no file can do without it."""

    option: str
    allowed: Sequence[str] | None
    needed: bool = False


def facts_of(kind: "Kind", given: Mapping[str, Any], around: "Surroundings", asks: bool) -> "Facts":
    """What decides a record: from the options, else asked for, else left to a placeholder."""
    from surefoot.model import Kind
    from surefoot.scaffolding import OUT_OF_SCOPE, Facts, has_title, options

    levels = {Kind.RULE: [*around.ranks], Kind.SCENARIO: [*around.ranks, OUT_OF_SCOPE]}.get(kind, [])
    urgency = _fact(_Question("--urgency", levels, True), given["urgency"], asks)
    answer_types = ANSWER_TYPES if kind is Kind.FINDING else ()
    answer_type = _fact(_Question("--type", answer_types, True), given["answer_type"], asks)
    values = [value.strip() for value in (given["values"] or "").split(",") if value.strip()]
    _demand_fitting(answer_type, values, given["unit"])
    return Facts(
        title=_fact(_Question("--title", None if has_title(kind) else ()), given["title"], asks),
        urgency=urgency,
        answer_type=answer_type,
        values=tuple(values),
        unit=given["unit"],
        category=_fact(
            _Question("--category", around.categories if kind is Kind.CONDITION else ()), given["category"], asks
        ),
        form=_fact(_Question("--form", options(kind, "form")), given["form"], asks),
        reassures=kind is Kind.RULE and around.is_below_default(urgency or ""),
    )


def facts_of_patient(source: str, around: "Surroundings") -> "Facts":
    """A scenario from a presentation, with what triage answers today."""
    from surefoot.engine import triage
    from surefoot.intake import AnswerError, read_presentation
    from surefoot.scaffolding import OUT_OF_SCOPE, Facts, expectation_of
    from surefoot.validation import open_knowledge_base
    from surefoot_cli.assessing import Refused, read_answers

    base = open_knowledge_base(around.kb)
    try:
        answers = read_answers(source)
        assessment = triage(base, read_presentation(base, answers))
    except Refused as refused:
        raise click.UsageError(str(refused)) from None
    except AnswerError as error:
        raise click.UsageError("\n  ".join(["These answers cannot be used:", *error.problems])) from None
    expect = expectation_of(assessment, around.ranks)
    return Facts(urgency=assessment.urgency or OUT_OF_SCOPE, presentation=answers, expect=expect)


def _fact(question: _Question, given: str | None, asks: bool) -> str | None:
    """One fact as given, or as answered at the terminal, or None."""
    allowed = question.allowed
    if given is not None:
        if allowed is not None and given not in allowed:
            raise click.UsageError(_misfit(question.option, given, allowed))
        return given
    if allowed is not None and not allowed:
        return None
    if asks:
        return _ask(question.option, allowed)
    if question.needed:
        raise click.UsageError(f"{question.option} is needed: one of {', '.join(allowed or ())}.")
    return None


def _misfit(option: str, given: str, allowed: Sequence[str]) -> str:
    from surefoot.diagnostics import nearest

    if not allowed:
        return f"{option} does not belong to this kind of record."
    meant = nearest(given, allowed)
    cure = f"Did you mean '{meant}'?" if meant else f"One of {', '.join(allowed)}."
    return f"{option}: there is no '{given}'. {cure}"


def _ask(option: str, allowed: Sequence[str] | None) -> str | None:
    """Ask for a text, which may stay empty, or for the number or the name of a choice."""
    what = option.removeprefix("--").capitalize()
    if allowed is None:
        return click.prompt(f"{what} (Enter leaves it open)", default="", show_default=False, err=True).strip() or None
    for number, name in enumerate(allowed, 1):
        click.echo(f"  {number}. {name}", err=True)
    while True:
        answer = str(click.prompt(what, err=True)).strip()
        if answer in allowed:
            return answer
        if answer.isdigit() and 1 <= int(answer) <= len(allowed):
            return allowed[int(answer) - 1]
        click.echo(f"Answer with a number from 1 to {len(allowed)}.", err=True)


def _demand_fitting(answer_type: str | None, values: Sequence[str], unit: str | None) -> None:
    from surefoot.scaffolding import why_unusable

    if values and answer_type not in ("choice", "choices"):
        raise click.UsageError("--values belongs to a finding of the type choice or choices.")
    if unit is not None and answer_type != "number":
        raise click.UsageError("--unit belongs to a finding of the type number.")
    if values and (len(values) < 2 or len(set(values)) < len(values)):
        raise click.UsageError("--values: a choice has at least two values, all of them different.")
    for value in values:
        wrong = why_unusable(value)
        if wrong:
            raise click.UsageError(f"--values: {wrong[0]}; {wrong[1]}")
