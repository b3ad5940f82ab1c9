"""Where two JSON values differ in meaning: key order, white space and 1.0 for 1 are no difference."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import Any, Final, NamedTuple

from surefoot.loading import canonical_json


class _Absent(Enum):
    """The value of a key or an entry that is not there."""

    ABSENT = "absent"


ABSENT: Final = _Absent.ABSENT

CONDITIONS = frozenset(
    {"/when", "/unless", "/then", "/asked_when", "/scope/outside/when", "/scope/outside/unless"},
)
"""The places of conditions; one that changed is one difference, whatever changed in it."""


class Difference(NamedTuple):
    """A place, what was there and what is there. An entry of a list that was removed has its old number."""

    pointer: str
    old: Any
    new: Any


def differences(old: Any, new: Any, pointer: str = "") -> Iterator[Difference]:
    """Every place at which the values differ, the deepest that tells them apart."""
    if canonical_json(old) == canonical_json(new):
        return
    if pointer in CONDITIONS:
        yield Difference(pointer, old, new)
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys((*old, *new)):
            below = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from _at(old.get(key, ABSENT), new.get(key, ABSENT), below)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _between_lists(old, new, pointer)
    else:
        yield Difference(pointer, old, new)


def _at(old: Any, new: Any, pointer: str) -> Iterator[Difference]:
    if old is ABSENT or new is ABSENT:
        yield Difference(pointer, old, new)
    else:
        yield from differences(old, new, pointer)


def _between_lists(old: Sequence[Any], new: Sequence[Any], pointer: str) -> Iterator[Difference]:
    """Entries with ids are matched by them, others by where they stand; another order is one difference."""
    before, after = _names(old), _names(new)
    if sorted(before) == sorted(after):
        moved = before != after
        if moved:
            yield Difference(pointer, old, new)
        for index, name in enumerate(after):
            yield from differences(old[before.index(name)], new[index], f"{pointer}/{index}")
        return
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        paired = min(i_end - i, j_end - j) if tag in ("equal", "replace") else 0
        for step in range(paired):
            yield from differences(old[i + step], new[j + step], f"{pointer}/{j + step}")
        for index in range(i + paired, i_end):
            yield Difference(f"{pointer}/{index}", old[index], ABSENT)
        for index in range(j + paired, j_end):
            yield Difference(f"{pointer}/{index}", ABSENT, new[index])


def _names(items: Sequence[Any]) -> list[str]:
    """What tells the entries apart: their ids, if each has one of its own, else all that they say."""
    ids = [item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)]
    return ids if len(set(ids)) == len(items) else [canonical_json(item) for item in items]
