"""What was edited, and the knowledge base with only some of the edits."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from surefoot.model import Kind, KnowledgeBase
from surefoot.transitions.parts import assembled, parts_of


class Place(NamedTuple):
    """A place of a record at which two versions decide differently; the pointer of a whole record is empty."""

    kind: Kind
    id: str
    pointer: str


class Edit(NamedTuple):
    """Places that were changed; more than one where a part of the change alone would make no sense."""

    places: tuple[Place, ...]


_FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.RULE: ("when", "unless", "urgency"),
    Kind.PATTERN: ("when",),
    Kind.FINDING: ("answer",),
    Kind.URGENCY: ("rank",),
    Kind.KB: ("default_urgency", "outside.when", "outside.unless"),
}
_POINTERS = {
    "default_urgency": "/default/urgency",
    "outside.when": "/scope/outside/when",
    "outside.unless": "/scope/outside/unless",
}


def edits_between(old: KnowledgeBase, new: KnowledgeBase) -> tuple[Edit, ...]:
    """Every edit that can move a patient. A pattern that is new or gone moves nobody by itself."""
    levels = old.urgencies.keys() != new.urgencies.keys()
    together: list[Place] = []
    alone: list[Edit] = []
    for place in _places(old, new):
        if place.kind is Kind.URGENCY or (levels and _names_a_level(place, old, new)):
            together.append(place)
        else:
            alone.append(Edit((place,)))
    return (*([Edit(tuple(together))] if together else []), *alone)


def mixed(old: KnowledgeBase, new: KnowledgeBase, edits: Collection[Edit]) -> KnowledgeBase:
    """The old version with only these edits."""
    before, after = parts_of(old), parts_of(new)
    parts = {kind: dict(things) for kind, things in before.items()}
    parts[Kind.PATTERN] = {**after[Kind.PATTERN], **before[Kind.PATTERN]}
    for kind, name, pointer in (place for edit in edits for place in edit.places):
        if pointer:
            field = next(f for f in _FIELDS[kind] if _pointer(f) == pointer)
            parts[kind][name] = _with(parts[kind][name], field, _get(after[kind][name], field))
        elif name in after[kind]:
            parts[kind][name] = after[kind][name]
        else:
            del parts[kind][name]
    return assembled(parts, new.hash)


def _places(old: KnowledgeBase, new: KnowledgeBase) -> Iterator[Place]:
    before, after = parts_of(old), parts_of(new)
    for kind, fields in _FIELDS.items():
        for name in sorted({*before[kind], *after[kind]}):
            was, now = before[kind].get(name), after[kind].get(name)
            if was is None or now is None:
                if kind is not Kind.PATTERN:
                    yield Place(kind, name, "")
                continue
            for field in fields:
                if _get(was, field) != _get(now, field):
                    yield Place(kind, name, _pointer(field))


def _names_a_level(place: Place, old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Whether a change is to or from a level that only one version has."""
    common = old.urgencies.keys() & new.urgencies.keys()
    if place.kind is Kind.KB:
        defaults = {kb.manifest.default_urgency for kb in (old, new)}
        return place.pointer == _POINTERS["default_urgency"] and not defaults <= common
    if place.kind is not Kind.RULE or place.pointer not in ("", "/urgency"):
        return False
    things = [parts_of(kb)[place.kind].get(place.id) for kb in (old, new)]
    return any(thing is not None and thing.urgency not in common for thing in things)


def _pointer(field: str) -> str:
    return _POINTERS.get(field, f"/{field}")


def _get(thing: Any, field: str) -> Any:
    for name in field.split("."):
        thing = getattr(thing, name)
    return thing


def _with(thing: Any, field: str, value: Any) -> Any:
    name, _, below = field.partition(".")
    return thing._replace(**{name: _with(getattr(thing, name), below, value) if below else value})
