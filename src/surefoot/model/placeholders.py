"""What stands in a new record where an author still has to write."""

from __future__ import annotations

from collections.abc import Iterator

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any

PLACEHOLDER = "FILL IN"
PLACEHOLDER_ID = "fill-in"
"""Stands where the id of another record belongs; no record may have it."""


def is_placeholder(value: object) -> bool:
    """Whether a value is a text that still has to be written."""
    return isinstance(value, str) and value.startswith(PLACEHOLDER)


def placeholders_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The placeholders of a JSON value, each with the keys and indexes that lead to it."""
    if is_placeholder(value):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from placeholders_in(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from placeholders_in(inner, (*path, index))
