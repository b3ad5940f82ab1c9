"""One record with everything that it names and everything that names it."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from surefoot.model import Kind, Record, RecordSet, findings_in, patterns_in

if TYPE_CHECKING:
    from surefoot.checks import Context


class Relation(NamedTuple):
    """Another record, and how it is related: the key that links the two, or "through" a pattern."""

    record: Record
    how: str


class View(NamedTuple):
    """A record, what it names, and what names it; scenarios are left out."""

    record: Record
    names: tuple[Relation, ...]
    named_by: tuple[Relation, ...]


def view(records: RecordSet, record: Record) -> View:
    """The record in its surroundings.

    A finding is also named by the rules that use it through patterns.
    """
    from surefoot.checks import Context  # a search, which imports this module too, needs no check

    context = Context(records, date.min)
    names: dict[tuple[Kind, str], Relation] = {}
    named_by: dict[tuple[Kind, str], Relation] = {}
    for link in context.links:
        if link.record.kind is Kind.SCENARIO:
            continue
        how = link.pointer.split("/")[1]
        if link.record is record:
            for kind in link.kinds:
                target = records.get(kind, link.id)
                if target and target is not record:
                    names.setdefault((kind, link.id), Relation(target, how))
        elif link.id == record.id and record.kind in link.kinds:
            named_by.setdefault((link.record.kind, link.record.id), Relation(link.record, how))
    if record.kind in (Kind.FINDING, Kind.PATTERN):
        for rule, pattern in _through_patterns(context, record):
            named_by.setdefault((Kind.RULE, rule.id), Relation(rule, f"through {pattern}"))
    return View(record, _sorted(names.values()), _sorted(named_by.values()))


def _sorted(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    kinds = list(Kind)
    return tuple(sorted(relations, key=lambda r: (kinds.index(r.record.kind), r.how, r.record.id)))


def _through_patterns(context: "Context", record: Record) -> list[tuple[Record, str]]:
    patterns = context.records.patterns
    finds = findings_in if record.kind is Kind.FINDING else patterns_in
    naming = {name for name, pattern in patterns.items() if record.id in finds(pattern.when)}
    size = -1
    while size < len(naming):
        size = len(naming)
        naming |= {name for name, pattern in patterns.items() if naming & set(patterns_in(pattern.when))}
    return [
        (owner, pattern)
        for owner, _, condition in context.conditions
        if owner.kind is Kind.RULE
        for pattern in patterns_in(condition)
        if pattern in naming
    ]
