"""All small mistakes that the knowledge can be given, one at a time."""

from collections.abc import Iterator
from typing import NamedTuple

from surefoot.adequacy.changes import Change, Reach
from surefoot.adequacy.operators import Neighbors, Slip, slips
from surefoot.loading import canonical_json, dump_condition
from surefoot.model import Condition, Kind, KnowledgeBase, Rule


class Mutant(NamedTuple):
    """The record `kind` `id` with one mistake at a JSON pointer of it; `condition` is its new condition, if any.

    `was` and `now` are what stands there, as JSON, and what the mistake makes of it; empty where nothing is left.
    """

    kind: Kind
    id: str
    pointer: str
    operator: str
    was: str
    now: str
    change: Change
    condition: Condition | None = None


def mutants_of(kb: KnowledgeBase) -> Iterator[Mutant]:
    """Every mutant, record by record: rules, patterns, kb.json."""
    for rule in kb.rules:
        yield from _of_rule(rule, kb)
    reach = Reach(kb)
    for pattern in kb.patterns.values():
        neighbors = Neighbors(kb, reach.of_pattern(pattern.id).patterns)
        for slip in slips(pattern.when, "/when", neighbors):
            yield _mutant(Kind.PATTERN, pattern.id, slip, Change(pattern=pattern._replace(when=slip.whole)))
    yield from _of_manifest(kb)


def _of_rule(rule: Rule, kb: KnowledgeBase) -> Iterator[Mutant]:
    yield Mutant(Kind.RULE, rule.id, "", "rule-dropped", rule.id, "", Change(rule))
    place = kb.levels.index(rule.urgency)
    for level in (*kb.levels[max(0, place - 1) : place], *kb.levels[place + 1 : place + 2]):
        change = Change(rule, rule._replace(urgency=level))
        yield Mutant(Kind.RULE, rule.id, "/urgency", "urgency-changed", _quoted(rule.urgency), _quoted(level), change)
    for slip in slips(rule.when, "/when", Neighbors(kb)):
        yield _mutant(Kind.RULE, rule.id, slip, Change(rule, rule._replace(when=slip.whole)))
    if rule.unless is not None:
        was, without = _written(rule.unless), Change(rule, rule._replace(unless=None))
        yield Mutant(Kind.RULE, rule.id, "/unless", "exception-dropped", was, "", without)
        for slip in slips(rule.unless, "/unless", Neighbors(kb)):
            yield _mutant(Kind.RULE, rule.id, slip, Change(rule, rule._replace(unless=slip.whole)))


def _of_manifest(kb: KnowledgeBase) -> Iterator[Mutant]:
    manifest, outside = kb.manifest, kb.manifest.outside
    for level in kb.levels:
        if level != manifest.default_urgency:
            change = Change(manifest=manifest._replace(default_urgency=level))
            was, now = _quoted(manifest.default_urgency), _quoted(level)
            yield Mutant(Kind.KB, manifest.id, "/default/urgency", "default-changed", was, now, change)
    for key, condition in (("when", outside.when), ("unless", outside.unless)):
        if condition is not None:
            for slip in slips(condition, f"/scope/outside/{key}", Neighbors(kb)):
                other = outside._replace(when=slip.whole) if key == "when" else outside._replace(unless=slip.whole)
                changed = manifest._replace(outside=other)
                yield _mutant(Kind.KB, manifest.id, slip, Change(manifest=changed))


def _mutant(kind: Kind, record: str, slip: Slip, change: Change) -> Mutant:
    now = "" if slip.now is None else _written(slip.now)
    return Mutant(kind, record, slip.pointer, slip.operator, _written(slip.was), now, change, slip.whole)


def _written(condition: Condition) -> str:
    return canonical_json(dump_condition(condition))


def _quoted(level: str) -> str:
    return f'"{level}"'
