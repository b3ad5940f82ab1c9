"""Which record names which, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surefoot.model import (
    Answered,
    Atom,
    Condition,
    Kind,
    PatternHolds,
    Record,
    RecordSet,
    Unsure,
    subconditions,
)
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Link(NamedTuple):
    """A record names another: where it does, which kinds it may be, and its id."""

    record: Record
    pointer: str
    kinds: tuple[Kind, ...]
    id: str


_SUSPECTS = (Kind.CONDITION, Kind.CAUSE)
_FIELDS: Mapping[Kind, Mapping[str, tuple[Kind, ...]]] = {
    Kind.KB: {"default/urgency": (Kind.URGENCY,), "scope/asked_first/*": (Kind.FINDING,)},
    Kind.CHECKLIST: {"items/*": (Kind.FINDING,)},
    Kind.REGION: {"help/*/urgency": (Kind.URGENCY,)},
    Kind.CAUSE: {
        "findings/*": (Kind.FINDING,),
        "rules/*": (Kind.RULE,),
        "evaluations/*": (Kind.EVALUATION,),
        "treatments/*": (Kind.TREATMENT,),
    },
    Kind.CONDITION: {
        "findings/*": (Kind.FINDING,),
        "red_flags/*": (Kind.FINDING, Kind.PATTERN),
        "usual_urgency/urgency": (Kind.URGENCY,),
        "evaluations/*": (Kind.EVALUATION,),
        "treatments/*": (Kind.TREATMENT,),
    },
    Kind.EVALUATION: {"looks_for/*": _SUSPECTS, "questions/*/findings/*": (Kind.FINDING,)},
    Kind.TREATMENT: {"addresses/*": _SUSPECTS, "ask_first/*": (Kind.FINDING,)},
    Kind.RULE: {
        "urgency": (Kind.URGENCY,),
        "suspects/*": _SUSPECTS,
        "look_alikes/*/denied/*": (Kind.FINDING,),
        "look_alikes/*/conditions/*": _SUSPECTS,
    },
    Kind.PROPERTY: {
        "promise/urgency": (Kind.URGENCY,),
        "for_each/findings/*": (Kind.FINDING,),
        "exemptions/*/findings/*": (Kind.FINDING,),
    },
    Kind.SCENARIO: {
        "expect/urgency": (Kind.URGENCY,),
        "expect/at_least": (Kind.URGENCY,),
        "expect/at_most": (Kind.URGENCY,),
        "expect/fires/*": (Kind.RULE,),
        "expect/does_not_fire/*": (Kind.RULE,),
        "expect/decides": (Kind.RULE,),
        "near_miss_of/*": (Kind.RULE,),
    },
}
_CITED: Mapping[str, tuple[Kind, ...]] = {
    "sources/*/source": (Kind.SOURCE,),
    "questions/*/sources/*/source": (Kind.SOURCE,),
    "exemptions/*/sources/*/source": (Kind.SOURCE,),
    "waivers/*/sources/*/source": (Kind.SOURCE,),
}


WITH_RETURN = (Kind.CONDITION, Kind.CAUSE)
RETURNED = (("evaluations", Kind.EVALUATION, "looks_for"), ("treatments", Kind.TREATMENT, "addresses"))
"""The links of those kinds that are to be returned: the key, the kind that is named, and its key for the return."""

_WITH_CONDITIONS = frozenset(
    (Kind.KB, Kind.RULE, Kind.PATTERN, Kind.CONSTRAINT, Kind.PROPERTY, Kind.FINDING, Kind.CHECKLIST)
)
_CONDITIONS = ("when", "unless", "then", "asked_when")
_ATOMS: Mapping[str | int, tuple[Kind, ...]] = {
    "finding": (Kind.FINDING,),
    "unsure": (Kind.FINDING,),
    "answered": (Kind.FINDING,),
    "pattern": (Kind.PATTERN,),
}


PATHS = {
    kind: [(path.split("/"), kinds) for path, kinds in {**_FIELDS.get(kind, {}), **_CITED}.items()] for kind in Kind
}


class Place(NamedTuple):
    """A condition, the record it stands in, and its JSON pointer there."""

    record: Record
    pointer: str
    condition: Condition


def conditions_of(records: RecordSet) -> Iterator[Place]:
    """Every condition of every record."""
    manifest = records.manifest
    for record in records.records:
        if record.kind not in _WITH_CONDITIONS:
            continue
        match record.kind:
            case Kind.KB if manifest:
                outside = manifest.outside
                yield Place(record, "/scope/outside/when", outside.when)
                if outside.unless is not None:
                    yield Place(record, "/scope/outside/unless", outside.unless)
            case Kind.RULE:
                rule = records.rules[record.id]
                yield Place(record, "/when", rule.when)
                if rule.unless is not None:
                    yield Place(record, "/unless", rule.unless)
            case Kind.PATTERN:
                yield Place(record, "/when", records.patterns[record.id].when)
            case Kind.CONSTRAINT:
                constraint = records.constraints[record.id]
                yield Place(record, "/when", constraint.when)
                yield Place(record, "/then", constraint.then)
            case Kind.PROPERTY:
                promised = records.properties[record.id]
                if promised.when is not None:
                    yield Place(record, "/when", promised.when)
                for index, exemption in enumerate(promised.exemptions):
                    yield Place(record, f"/exemptions/{index}/when", exemption.when)
            case Kind.FINDING | Kind.CHECKLIST if "asked_when" in record.content:
                yield Place(record, "/asked_when", records.build(record).asked_when)


def kinds_at(kind: Kind, path: Sequence[str | int]) -> tuple[Kind, ...]:
    """The kinds of record of which one is named at a path of a record of this kind; none where no id belongs."""
    for steps, kinds in PATHS[kind]:
        if len(steps) == len(path) and all(step in ("*", part) for step, part in zip(steps, path, strict=True)):
            return kinds
    in_condition = any(part in _CONDITIONS for part in path)
    return _ATOMS.get(path[-1], ()) if in_condition else ()


def links_of(records: Iterable[Record], conditions: Iterable[Place]) -> Iterator[Link]:
    """Every link of some records, those inside the conditions included; the patients of scenarios left out."""
    for record in records:
        for path, kinds in PATHS[record.kind]:
            if path[0] in record.content:
                for pointer, target in _values(record.content, path):
                    if isinstance(target, str):
                        yield Link(record, pointer, kinds, target)
    for record, start, condition in conditions:
        for pointer, part in subconditions(condition, start):
            if isinstance(part, PatternHolds):
                yield Link(record, f"{pointer}/pattern", (Kind.PATTERN,), part.pattern)
            elif isinstance(part, Unsure | Answered):
                yield Link(record, f"{pointer}/{type(part).__name__.lower()}", (Kind.FINDING,), part.finding)
            elif isinstance(part, Atom):
                yield Link(record, f"{pointer}/finding", (Kind.FINDING,), part.finding)


def dangling_links(records: RecordSet, links: Iterable[Link]) -> Iterator[Link]:
    """The links without a target, and the answers of scenarios to questions that there are not."""
    for link in links:
        if not any(link.id in records.present.get(kind, ()) for kind in link.kinds):
            yield link
    findings = records.present.get(Kind.FINDING, frozenset())
    for scenario in records.of(Kind.SCENARIO):
        for name in sorted(scenario.content["presentation"].keys() - findings):
            yield Link(scenario, f"/presentation/{name}", (Kind.FINDING,), name)


def _values(json: Any, path: Sequence[str], pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The values at a path in which * stands for every entry of a list."""
    step, rest = path[0], path[1:]
    if step == "*":
        found = [(f"{pointer}/{index}", item) for index, item in enumerate(json)] if type(json) is list else []
    else:
        found = [(f"{pointer}/{step}", json[step])] if type(json) is dict and step in json else []
    if not rest:
        yield from found
        return
    for where, item in found:
        yield from _values(item, rest, where)
