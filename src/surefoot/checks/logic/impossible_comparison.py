"""A condition that compares a finding with a value it cannot have.

What it flags: a value, a limit or a kind of comparison that does not fit the finding's answer.
Why it matters: such a condition is never true, or always, and a rule is silently dead.
Example: {"finding": "onset", "is": "sudenly"}
How to fix: use a value of the finding, and the comparison that fits its type.
"""

from collections.abc import Iterator, Mapping

from surefoot.checks.answers import value_repairs
from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.naming import Leaf
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Fault
from surefoot.model import (
    Answer,
    Answered,
    AnswerType,
    Atom,
    Bound,
    Finding,
    Has,
    In,
    Is,
    PatternHolds,
    Unsure,
    subconditions,
    why_impossible,
)

_WANTED = {
    AnswerType.BOOLEAN: ("yes or no", '{"finding": "%s"} for yes, {"finding": "%s", "is": false} for no'),
    AnswerType.CHOICE: ("one of several values", '"is" and one of its values, or "in" and some of them'),
    AnswerType.CHOICES: ("a list of values", '"has" and one of its values'),
    AnswerType.NUMBER: ("a number", '"above", "at_least", "below" or "at_most", and a number'),
}
"""What the answer to a question is, and how a condition asks for it."""


def impossible_comparisons(context: Context) -> Iterator[Fault]:
    """Yield every comparison that cannot be meant."""
    records = context.records
    for (record, start, condition), (_, parts) in zip(context.conditions, context.leaves, strict=True):
        if not any(is_wrong(part, records.findings) for part in parts):
            continue
        for pointer, part in subconditions(condition, start):
            if isinstance(part, Atom) and (finding := records.findings.get(part.finding)):
                for where, message, cure, value in _wrong(part, finding):
                    place = f"{pointer}{where}"
                    repairs = value_repairs(value, finding.answer, place)
                    yield Fault(record.file, place, f"`{finding.id}`: {message}", cure, repairs=repairs)


def is_wrong(part: Leaf, findings: Mapping[str, Finding]) -> bool:
    """Whether a comparison cannot be meant; that it can be, as most can, is told at a glance."""
    if isinstance(part, PatternHolds) or part.finding not in findings:
        return False
    finding = findings[part.finding]
    return not _is_plain(part, finding.answer) and any(True for _ in _wrong(part, finding))


def _is_plain(part: Atom, answer: Answer) -> bool:
    kind = type(part)
    if kind is Is:
        value = part.value  # type: ignore[union-attr]
        if answer.type is AnswerType.BOOLEAN:
            return type(value) is bool
        return answer.type is AnswerType.CHOICE and type(value) is str and value in answer.values
    if kind is In:
        return answer.type is AnswerType.CHOICE and answer.values.keys() >= {*part.values}  # type: ignore[union-attr]
    return kind is Unsure or kind is Answered


def _wrong(atom: Atom, finding: Finding) -> Iterator[tuple[str, str, str, object]]:
    """Where below the comparison, what is wrong, the cure, and the value that is wrong if it is only a value."""
    answer = finding.answer
    match atom:
        case Is(_, bool()) if answer.type is AnswerType.BOOLEAN:
            return
        case Is(_, value) if answer.type is AnswerType.CHOICE and isinstance(value, str):
            values = {"/is": value}
        case In(_, items) if answer.type is AnswerType.CHOICE:
            values = {f"/in/{index}": item for index, item in enumerate(items)}
        case Has(_, value) if answer.type is AnswerType.CHOICES:
            if wrong := why_impossible([value], answer):
                yield "/has", *wrong, value
            return
        case Bound(_, comparison, limit) if answer.type is AnswerType.NUMBER:
            if not answer.minimum <= limit <= answer.maximum:
                limits = f"{answer.minimum:g} to {answer.maximum:g} {answer.unit}"
                yield f"/{comparison}", f"{limit:g} lies outside {limits}", "use a limit inside", None
            return
        case Is() | In() | Has() | Bound():
            is_answer, asked = _WANTED[answer.type]
            yield "", f"its answer is {is_answer}", f"write {asked.replace('%s', finding.id)}", None
            return
        case _:
            return
    for pointer, value in values.items():
        if wrong := why_impossible(value, answer):
            yield pointer, *wrong, value


def may_be_impossible(context: Screened) -> bool:
    """Whether a comparison may be one that cannot be meant."""
    return context.misfits


CHECK = Check(
    documented("L101", "impossible-comparison", __doc__),
    impossible_comparisons,
    needed_to_triage=True,
    screen=may_be_impossible,
)
