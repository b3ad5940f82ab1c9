"""Brackets that are missing, too many or the wrong ones."""

import re

from surefoot.loading.text_faults import TextFault, no_json
from surefoot.loading.text_repairs import TextRepair
from surefoot.loading.text_walk import (
    brackets,
    indentation,
    innermost_open,
    last_before,
    line_of,
    open_brackets,
    skip_space,
    text_before,
)

_CLOSERS = {"{": "}", "[": "]"}


def cut_short(text: str, _: int, what: str) -> TextFault | None:
    """A text that ends before the record does."""
    if not what.startswith("EOF"):
        return None
    if "string" in what:
        start = text_before(text, len(text))
        return no_json(start, "the file ends in the middle of this text", 'add the missing "; is the file complete?')
    opener = _never_closed(text)
    if opener is None:
        return no_json(len(text), "the file ends too early", "write the rest of the record")
    closer = _CLOSERS[text[opener]]
    message = f"this `{text[opener]}` is never closed"
    return no_json(opener, message, f"add the missing `{closer}`; is the file complete?")


def _never_closed(text: str) -> int | None:
    """The bracket that has no counterpart: the one whose counterpart by count is indented otherwise, else the last."""
    for opener, closer in brackets(text):
        alone = not text[text.rfind("\n", 0, closer) + 1 : closer].strip()
        if alone and "\n" in text[opener:closer] and indentation(text, opener) != indentation(text, closer):
            return opener
    return innermost_open(text)


def wrong_closer(text: str, offset: int, what: str) -> TextFault | None:
    """A closing bracket of the other kind, or one that closes nothing."""
    here = skip_space(text, offset)
    closer = text[here : here + 1]
    if closer not in ("}", "]") or not what.startswith("expected `,`"):
        return None
    opened = open_brackets(text[:here])
    if not any(_CLOSERS[text[opener]] == closer for opener in opened):
        return _closes_nothing(text, here)
    opener = opened[-1]
    message = f"`{closer}` closes the `{text[opener]}` of line {line_of(text, opener)}"
    return no_json(here, message, f"write `{_CLOSERS[text[opener]]}` here, or close the inner bracket first")


def _closes_nothing(text: str, here: int) -> TextFault:
    repair = TextRepair("remove it", False, here, here + 1, "")
    return no_json(here, f"this `{text[here]}` closes nothing", "remove it", repair)


def unclosed(text: str, offset: int, what: str) -> TextFault | None:
    """A key or an object that belongs outside of the bracket that is still open."""
    here = skip_space(text, offset)
    opener = innermost_open(text[:here])
    if opener is None:
        return None
    if what.startswith("key must be") and text[here : here + 1] in ("{", "["):
        return _object_for_key(text, here, opener)
    if what.startswith("expected `,`") and text[here : here + 1] == ":" and text[opener] == "[":
        return _key_in_list(text, here, opener)
    if what.startswith("expected `,`") and text[here : here + 1] == '"' and _is_outside(text, here, opener):
        closer = _CLOSERS[text[opener]]
        message = f"the `{text[opener]}` of line {line_of(text, opener)} is not closed before this line"
        return no_json(here, message, f"write `{closer},` before it")
    return None


def _object_for_key(text: str, here: int, opener: int) -> TextFault:
    message = f"a `{text[here]}` where a key belongs: the `{{` of line {line_of(text, opener)} is still open"
    comma = last_before(text, here)
    repair = TextRepair("close it", False, comma, comma, "}") if text[comma] == "," else None
    return no_json(here, message, "close it with `}` before this comma" if repair else "write a key first", repair)


def _key_in_list(text: str, here: int, opener: int) -> TextFault:
    start = text_before(text, here)
    message = f"a key stands in the list that the `[` of line {line_of(text, opener)} begins"
    if not text[opener + 1 : start].strip():
        repair = TextRepair("add the missing `{`", False, start, start, "{")
        return no_json(start, message, "write `{` before it: an object begins here", repair)
    return no_json(start, message, "close the list with `]` before it, or write `{` before it if an object begins here")


def _is_outside(text: str, here: int, opener: int) -> bool:
    """Whether a line is indented less than the entries of the bracket that is still open."""
    first = skip_space(text, opener + 1)
    if (
        opener == skip_space(text, 0)
        or "\n" not in text[opener:first]
        or text[text.rfind("\n", 0, here) + 1 : here].strip()
    ):
        return False
    return indentation(text, here) < indentation(text, first)


def no_beginning(text: str, *_: object) -> TextFault | None:
    """A text that does not begin with a bracket."""
    start = skip_space(text, 0)
    if text[start : start + 1] in ("{", "["):
        return None
    if re.match(r"-?(NaN|Infinity)\b", text[start:]):
        return None
    return no_json(start, "the file does not begin with `{`", "write one record: { ... }; is the file complete?")


def after_the_end(text: str, offset: int, what: str) -> TextFault | None:
    """Something that follows the last bracket of the record."""
    if not what.startswith("trailing characters"):
        return None
    here = skip_space(text, offset)
    if text[here] in "}]":
        return _closes_nothing(text, here)
    if text[here] == "," and text[skip_space(text, here + 1) : skip_space(text, here + 1) + 1] == '"':
        end = last_before(text, here)
        message = f"the record ended with the `{text[end]}` of line {line_of(text, end)}"
        return no_json(here, message, f"remove that `{text[end]}`, if this still belongs to the record")
    return no_json(here, "something follows the end of the record", "keep one record { ... } in one file")
