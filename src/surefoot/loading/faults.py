"""A violation of a schema in an author's words."""

from collections.abc import Sequence
from typing import NamedTuple

from surefoot.diagnostics import Repair
from surefoot.loading.positions import escape


class SchemaFault(NamedTuple):
    """A violation in words, before it has a file: the slug of its code, the JSON pointer, message, cure."""

    slug: str
    pointer: str
    message: str
    help: str
    on_key: bool = False
    repairs: tuple[Repair, ...] = ()


def pointer_to(path: Sequence[str | int]) -> str:
    """The JSON pointer of a path."""
    return "".join(f"/{escape(str(token))}" for token in path)
