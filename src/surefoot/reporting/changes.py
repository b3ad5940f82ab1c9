"""One record that changed: what was there and what is there, conditions in words."""

import json
from collections.abc import Sequence
from difflib import unified_diff
from typing import Any

from surefoot.loading import build_condition
from surefoot.model import Kind, RecordSet
from surefoot.reporting.conditions import condition_lines
from surefoot.reporting.style import Style
from surefoot.versions import ABSENT, CONDITIONS, Comparison, Difference, RecordChange, Status, Weight


def change_blocks(change: RecordChange, comparison: Comparison, style: Style) -> list[str]:
    """A line about the record, then each place with its old and new content as in a diff."""
    record = change.record
    weight = style(f"{change.weight.word}: ", *(("bold",) if change.weight is Weight.MAJOR else ()))
    lines = [f"{weight if change.weight else ''}{record.kind.value} {record.id} {change.status.value}"]
    if change.status is not Status.CHANGED:
        return [*lines, f"  {_mark(change.status)} {record.title}"]
    for difference, heavy in change.differences:
        if heavy is not Weight.NONE:
            lines += [f"  {difference.pointer} ({heavy.word})", *_diff(difference, comparison, style)]
        elif record.kind is Kind.SCENARIO and difference.pointer != "/revision":
            lines += [f"  {difference.pointer}", *_diff(difference, comparison, style)]
    return lines


def difference_json(difference: Difference, weight: Weight, comparison: Comparison) -> dict[str, Any]:
    """One place as JSON: the values that there are and, for a condition, the same in words."""
    made: dict[str, Any] = {"pointer": difference.pointer, "part": weight.word}
    for key, value, records in _sides(difference, comparison):
        if value is not ABSENT:
            made[key] = value
            if difference.pointer in CONDITIONS:
                made[f"{key}_words"] = condition_lines(build_condition(value), records)
    return made


def _sides(difference: Difference, comparison: Comparison) -> tuple[tuple[str, Any, RecordSet], ...]:
    old, new = comparison.old.kb.records, comparison.new.kb.records
    return ("old", difference.old, old), ("new", difference.new, new)


def _mark(status: Status) -> str:
    return "+" if status is Status.ADDED else "-"


def _diff(difference: Difference, comparison: Comparison, style: Style) -> list[str]:
    old, new = (_lines(difference.pointer, value, records) for _, value, records in _sides(difference, comparison))
    colours = {"+": "green", "-": "red"}
    lines = list(unified_diff(old, new, lineterm="", n=len(old) + len(new)))[3:]
    return [
        f"    {style(f'{line[0]} {line[1:]}', *[colours[line[0]]] if line[0] in colours else [])}" for line in lines
    ]


def _lines(pointer: str, value: Any, records: RecordSet) -> Sequence[str]:
    if value is ABSENT:
        return ()
    if pointer in CONDITIONS:
        return condition_lines(build_condition(value), records)
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False),)
