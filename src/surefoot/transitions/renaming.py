"""The earlier version in the words of the later one: what only has another id is the same thing."""

from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from surefoot.checks import History
from surefoot.model import (
    All,
    AnyOf,
    AtLeast,
    Atom,
    Condition,
    Has,
    In,
    Is,
    Kind,
    KnowledgeBase,
    Not,
    PatternHolds,
)
from surefoot.transitions.parts import assembled, parts_of


class Names(NamedTuple):
    """New ids by kind and old id, and new values by finding, with its new id, and old value."""

    ids: Mapping[Kind, Mapping[str, str]]
    values: Mapping[str, Mapping[str, str]]

    def now(self, kind: Kind, old: str) -> str:
        """The id that a record has by now."""
        return self.ids.get(kind, {}).get(old, old)

    def was(self, kind: Kind, new: str) -> str:
        """The id that a record had."""
        return next((old for old, now in self.ids.get(kind, {}).items() if now == new), new)


def names_between(old: KnowledgeBase, new: KnowledgeBase) -> Names:
    """What has another name: a record with the same content and another id, a value with the same label."""
    ids: dict[Kind, dict[str, str]] = {}
    for (kind, was), now in History(old.records, new.records).renamed.items():
        ids.setdefault(kind, {})[was] = now
    values: dict[str, dict[str, str]] = {}
    for was, finding in old.findings.items():
        name = ids.get(Kind.FINDING, {}).get(was, was)
        if name in new.findings:
            found = _renamed_values(finding.answer.values, new.findings[name].answer.values)
            if found:
                values[name] = found
    return Names(ids, values)


def _renamed_values(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    gone = {label: value for value, label in old.items() if value not in new}
    come = {label: value for value, label in new.items() if value not in old}
    return {gone[label]: come[label] for label in gone if label in come}


def in_new_words(old: KnowledgeBase, names: Names) -> KnowledgeBase:
    """The earlier version, with the names that things have by now."""
    if not names.ids and not names.values:
        return old
    changed = {
        kind: {names.now(kind, name): _thing(kind, thing, names) for name, thing in things.items()}
        for kind, things in parts_of(old).items()
    }
    return assembled(changed, old.hash)


def _thing(kind: Kind, thing: Any, names: Names) -> Any:
    said = partial(_condition, names=names)
    match kind:
        case Kind.RULE:
            unless = None if thing.unless is None else said(thing.unless)
            urgency = names.now(Kind.URGENCY, thing.urgency)
            return thing._replace(id=names.now(kind, thing.id), urgency=urgency, when=said(thing.when), unless=unless)
        case Kind.PATTERN:
            return thing._replace(id=names.now(kind, thing.id), when=said(thing.when))
        case Kind.CONSTRAINT:
            return thing._replace(id=names.now(kind, thing.id), when=said(thing.when), then=said(thing.then))
        case Kind.FINDING:
            return _finding(thing, names)
        case Kind.URGENCY:
            return thing._replace(id=names.now(kind, thing.id))
        case _:
            outside = thing.outside
            unless = None if outside.unless is None else said(outside.unless)
            default = names.now(Kind.URGENCY, thing.default_urgency)
            return thing._replace(
                default_urgency=default, outside=outside._replace(when=said(outside.when), unless=unless)
            )


def _finding(finding: Any, names: Names) -> Any:
    name = names.now(Kind.FINDING, finding.id)
    changed = names.values.get(name, {})
    values = {changed.get(value, value): label for value, label in finding.answer.values.items()}
    normal = finding.normal
    if isinstance(normal, str):
        normal = changed.get(normal, normal)
    elif isinstance(normal, tuple):
        normal = tuple(changed.get(value, value) for value in normal)
    return finding._replace(id=name, answer=finding.answer._replace(values=values), normal=normal)


def _condition(condition: Condition, names: Names) -> Condition:
    said = partial(_condition, names=names)
    match condition:
        case All(parts):
            return All(tuple(map(said, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(said, parts)))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(map(said, parts)))
        case Not(part):
            return Not(said(part))
        case PatternHolds(pattern):
            return PatternHolds(names.now(Kind.PATTERN, pattern))
        case _:
            atom: Atom = _atom(condition, names)
            return atom


def _atom(atom: Any, names: Names) -> Any:
    name = names.now(Kind.FINDING, atom.finding)
    value = names.values.get(name, {})
    match atom:
        case Is(_, str() as wanted):
            return Is(name, value.get(wanted, wanted))
        case Has(_, wanted):
            return Has(name, value.get(wanted, wanted))
        case In(_, wanted):
            return In(name, tuple(value.get(one, one) for one in wanted))
        case _:
            return atom.replaced(finding=name)
