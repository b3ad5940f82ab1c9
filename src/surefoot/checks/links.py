"""Which record names which, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from surefoot.model import (
    Atom,
    Condition,
    Kind,
    PatternHolds,
    Record,
    RecordSet,
    subconditions,
)


@dataclass(frozen=True, slots=True)
class Link:
    """A record names another: where it does, which kinds it may be, and its id."""

    record: Record
    pointer: str
    kinds: tuple[Kind, ...]
    id: str


_SUSPECTS = (Kind.CONDITION, Kind.CAUSE)
_FIELDS: Mapping[Kind, Mapping[str, tuple[Kind, ...]]] = {
    Kind.KB: {"default/urgency": (Kind.URGENCY,)},
    Kind.CHECKLIST: {"items/*": (Kind.FINDING,)},
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
_CITED = {"sources/*/source": (Kind.SOURCE,), "questions/*/sources/*/source": (Kind.SOURCE,)}


def conditions_of(records: RecordSet) -> Iterator[tuple[Record, str, Condition]]:
    """Every condition of every record, with the record and the JSON pointer of the condition."""
    manifest = records.manifest
    for record in records.records:
        match record.kind:
            case Kind.KB if manifest:
                outside = manifest.outside
                yield record, "/scope/outside/when", outside.when
                if outside.unless is not None:
                    yield record, "/scope/outside/unless", outside.unless
            case Kind.RULE:
                rule = records.rules[record.id]
                yield record, "/when", rule.when
                if rule.unless is not None:
                    yield record, "/unless", rule.unless
            case Kind.PATTERN:
                yield record, "/when", records.patterns[record.id].when
            case Kind.CONSTRAINT:
                constraint = records.constraints[record.id]
                yield record, "/when", constraint.when
                yield record, "/then", constraint.then
            case Kind.FINDING | Kind.CHECKLIST:
                asked = (records.findings if record.kind is Kind.FINDING else records.checklists)[record.id]
                if asked.asked_when is not None:
                    yield record, "/asked_when", asked.asked_when


def links_of(records: RecordSet) -> Iterator[Link]:
    """Every link of every record, those inside conditions included."""
    for record in records.records:
        for path, kinds in {**_FIELDS.get(record.kind, {}), **_CITED}.items():
            for pointer, target in _values(record.content, path.split("/")):
                if isinstance(target, str):
                    yield Link(record, pointer, kinds, target)
        if record.kind is Kind.SCENARIO:
            for finding in record.content["presentation"]:
                yield Link(record, f"/presentation/{finding}", (Kind.FINDING,), finding)
    for record, start, condition in conditions_of(records):
        for pointer, part in subconditions(condition, start):
            if isinstance(part, PatternHolds):
                yield Link(record, f"{pointer}/pattern", (Kind.PATTERN,), part.pattern)
            elif isinstance(part, Atom):
                key = type(part).__name__.lower() if type(part).__name__ in ("Unsure", "Answered") else "finding"
                yield Link(record, f"{pointer}/{key}", (Kind.FINDING,), part.finding)


def _values(json: Any, path: Sequence[str], pointer: str = "") -> Iterator[tuple[str, Any]]:
    """The values at a path in which * stands for every entry of a list."""
    if not path:
        yield pointer, json
    elif path[0] == "*" and isinstance(json, list):
        for index, item in enumerate(json):
            yield from _values(item, path[1:], f"{pointer}/{index}")
    elif isinstance(json, Mapping) and path[0] in json:
        yield from _values(json[path[0]], path[1:], f"{pointer}/{path[0]}")
