"""A condition that compares a finding with a value it cannot have.

What it flags: a value, a limit or a kind of comparison that does not fit the finding's answer.
Why it matters: such a condition is never true, or always, and a rule is silently dead.
Example: {"finding": "onset", "is": "sudenly"}
How to fix: use a value of the finding, and the comparison that fits its type.
"""

from collections.abc import Iterator, Mapping

from surefoot.checks.answers import why_impossible
from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.naming import Leaf
from surefoot.diagnostics import Fault
from surefoot.model import AnswerType, Atom, Bound, Finding, Has, In, Is, PatternHolds, subconditions

_WANTED = {
    AnswerType.BOOLEAN: '{"finding": ID} or {"finding": ID, "is": false}',
    AnswerType.CHOICE: '"is" or "in" with its values',
    AnswerType.CHOICES: '"has" with one of its values',
    AnswerType.NUMBER: '"above", "at_least", "below" or "at_most"',
}


def impossible_comparisons(context: Context) -> Iterator[Fault]:
    """Yield every comparison that cannot be meant."""
    records = context.records
    for (record, start, condition), (_, parts) in zip(context.conditions, context.leaves, strict=True):
        if not any(_is_wrong(part, records.findings) for part in parts):
            continue
        for pointer, part in subconditions(condition, start):
            if isinstance(part, Atom) and (finding := records.findings.get(part.finding)):
                for where, message, cure in _wrong(part, finding):
                    yield Fault(record.file, f"{pointer}{where}", f"`{finding.id}`: {message}", cure)


def _is_wrong(part: Leaf, findings: Mapping[str, Finding]) -> bool:
    """Whether a comparison cannot be meant; a yes or no, as most of them are, is told at a glance."""
    if isinstance(part, PatternHolds) or part.finding not in findings:
        return False
    finding = findings[part.finding]
    if isinstance(part, Is) and part.value in (True, False) and finding.answer.type is AnswerType.BOOLEAN:
        return False
    return any(True for _ in _wrong(part, finding))


def _wrong(atom: Atom, finding: Finding) -> Iterator[tuple[str, str, str]]:
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
                yield "/has", *wrong
            return
        case Bound(_, comparison, limit) if answer.type is AnswerType.NUMBER:
            if not answer.minimum <= limit <= answer.maximum:
                limits = f"{answer.minimum:g} to {answer.maximum:g} {answer.unit}"
                yield f"/{comparison}", f"{limit:g} lies outside {limits}", "use a limit inside"
            return
        case Is() | In() | Has() | Bound():
            yield "", f"its answer is a {answer.type.value}", f"compare it with {_WANTED[answer.type]}"
            return
        case _:
            return
    for pointer, value in values.items():
        if wrong := why_impossible(value, answer):
            yield pointer, *wrong


CHECK = Check(documented("L101", "impossible-comparison", __doc__), impossible_comparisons, needed_to_triage=True)
