"""A fault that keeps a text from being JSON, in an author's words."""

from typing import NamedTuple

from surefoot.loading.text_repairs import TextRepair


class TextFault(NamedTuple):
    """The slug of its code, where in the text, what is wrong, the cure, and the other place if there are two."""

    slug: str
    offset: int
    message: str
    help: str
    first: int | None = None
    repair: TextRepair | None = None


def no_json(offset: int, message: str, help: str, repair: TextRepair | None = None) -> TextFault:
    """A fault of the syntax, with the edit that mends it if one is plain."""
    return TextFault("invalid-json", offset, message, help, repair=repair)


def swapped(title: str, start: int, wrong: str, right: str, *, safe: bool = False) -> TextRepair:
    """The edit that puts something else in place of what stands at an offset."""
    return TextRepair(title, safe, start, start + len(wrong), right)
