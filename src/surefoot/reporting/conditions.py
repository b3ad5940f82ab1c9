"""Conditions in words."""

from surefoot.model import (
    All,
    Answered,
    AnyOf,
    AtLeast,
    Bound,
    Comparison,
    Condition,
    Has,
    In,
    Is,
    Not,
    PatternHolds,
    RecordSet,
    Unsure,
    Value,
)

_WORDS = {
    Comparison.ABOVE: "more than",
    Comparison.AT_LEAST: "at least",
    Comparison.BELOW: "less than",
    Comparison.AT_MOST: "at most",
}


def condition_lines(condition: Condition, records: RecordSet, indent: str = "") -> list[str]:
    """The condition as an indented list, each finding with its title and id."""
    deeper = indent + "  "
    match condition:
        case All(parts):
            return [f"{indent}all of:", *_each(parts, records, deeper)]
        case AnyOf(parts):
            return [f"{indent}any of:", *_each(parts, records, deeper)]
        case AtLeast(count, parts):
            return [f"{indent}at least {count} of:", *_each(parts, records, deeper)]
        case Not(AnyOf(parts)):
            return [f"{indent}none of:", *_each(parts, records, deeper)]
        case Not(part):
            return [f"{indent}not:", *condition_lines(part, records, deeper)]
        case PatternHolds(pattern):
            title = records.patterns[pattern].title if pattern in records.patterns else pattern
            return [f"{indent}- {title} (pattern {pattern})"]
        case _:
            return [f"{indent}- {_atom(condition, records)}"]


def value_words(value: Value | None, finding_id: str, records: RecordSet) -> str:
    """An answer in words."""
    finding = records.findings.get(finding_id)
    if value is None:
        return "not sure"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value_words(item, finding_id, records) for item in value) or "none"
    if isinstance(value, str):
        return finding.answer.values.get(value, value) if finding else value
    return f"{value:g} {finding.answer.unit}" if finding else f"{value:g}"


def _each(parts: tuple[Condition, ...], records: RecordSet, indent: str) -> list[str]:
    return [line for part in parts for line in condition_lines(part, records, indent)]


def _atom(atom: Is | In | Has | Bound | Unsure | Answered, records: RecordSet) -> str:
    finding = records.findings.get(atom.finding)
    name = f"{finding.title if finding else atom.finding} ({atom.finding})"
    match atom:
        case Is(_, value):
            return f"{name}: {value_words(value, atom.finding, records)}"
        case In(_, values):
            return f"{name}: {' or '.join(value_words(v, atom.finding, records) for v in values)}"
        case Has(_, value):
            return f"{name}: {value_words(value, atom.finding, records)} among them"
        case Bound(_, comparison, limit):
            return f"{name}: {_WORDS[comparison]} {value_words(limit, atom.finding, records)}"
        case Unsure():
            return f"{name}: answered not sure"
        case Answered():
            return f"{name}: answered"
