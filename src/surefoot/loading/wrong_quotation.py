"""Quotation marks that are missing, others than JSON has, or inside a text."""

import re

from surefoot.loading.text_faults import TextFault, no_json, swapped
from surefoot.loading.text_repairs import TextRepair, straight_quotes
from surefoot.loading.text_walk import characters, innermost_open, last_before, skip_space, text_before

_OTHER_MARKS = (
    "'`\u00b4\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\u00ab\u00bb\u2039\u203a\uff02\uff07"
)
_CLOSING_MARKS = "\u2019\u201d\u201c\u2033\u00bb\u203a\uff02'`"


def other_marks(text: str, offset: int, _: str) -> TextFault | None:
    """Single, typographic or other quotation marks."""
    here = skip_space(text, offset)
    if text[here : here + 1] == "" or text[here] not in _OTHER_MARKS or text.startswith("```", here):
        return None
    message, cure = f"{text[here]} is no quotation mark of JSON", 'use straight double quotes: "..."'
    return no_json(here, message, cure, straight_quotes(text, here))


def mark_inside(text: str, offset: int, what: str) -> TextFault | None:
    """A quotation mark inside a text, or one that is missing at its end: the two look alike to a parser."""
    here = skip_space(text, offset)
    end = last_before(text, here)
    if not what.startswith("expected `,`") or text[end] != '"' or not re.match(r"\w", text[here : here + 1]):
        return None
    if "\n" in text[end:here]:
        return None
    start = text_before(text, here)
    if re.search(r"[,:]\s*$", text[start + 1 : end]):
        return no_json(start, "this text has no closing quotation mark", 'add the missing "')
    if here != end + 1 and not re.match(r"[^\n\"]*\"", text[here:]):
        return None
    return no_json(end, "a quotation mark inside a text", r"write \" for it, or leave it out", _escaped(text, start))


def _escaped(text: str, start: int) -> TextRepair | None:
    """Write the quotation marks inside the text of a line with backslashes, if no other text stands in the line."""
    found = re.compile(r'"([^\r\n]*)"(?=[ \t]*,?[ \t]*\r?$)', re.MULTILINE).match(text, start)
    if found is None or re.search(r'"\s*[:,]\s*"', found[1]):
        return None
    inside = re.sub(r'\\.|"', lambda part: '\\"' if part[0] == '"' else part[0], found[1])
    if inside == found[1]:
        return None
    return TextRepair("write them with a backslash", False, start, found.end(), f'"{inside}"')


def odd_character(text: str, _: int, what: str) -> TextFault | None:
    """A line break, tab or other control character inside a text, or the closing mark that is missing before it."""
    if not what.startswith("control character"):
        return None
    here = next((i for i, inside in characters(text) if inside and text[i] < " "), None)
    if here is None:
        return None
    if text[here] not in "\r\n":
        name = "a tab" if text[here] == "\t" else "a control character"
        repair = swapped("write a space", here, text[here], " ")
        return no_json(here, f"{name} inside a text", "write a space instead", repair)
    start = text.rfind('"', 0, here)
    return _not_ended(text, start, here) or no_json(
        here,
        "a line break inside a text",
        "write the text on one line",
        TextRepair("join the lines", False, here, skip_space(text, here), " "),
    )


def _not_ended(text: str, start: int, end: int) -> TextFault | None:
    """A text that should have ended on its line: it has another closing mark, or something new begins below it."""
    content = text[start + 1 : end].rstrip()
    value = content.removesuffix(",").rstrip()
    if value and value[-1] in _CLOSING_MARKS:
        at = start + len(value)
        repair = swapped("use a straight double quote", at, value[-1], '"')
        return no_json(at, f"{value[-1]} is no quotation mark of JSON", 'use straight double quotes: "..."', repair)
    following = skip_space(text, end)
    if following < len(text) and text[following] not in '"}]':
        return None
    opener = innermost_open(text[:start])
    key = re.match(r"[\w$-]+(?=\s*:)", content)
    if key and opener is not None and text[opener] == "{" and text[last_before(text, start)] in "{,":
        value = key[0]
    at = start + 1 + len(value)
    return no_json(
        start,
        "this text has no closing quotation mark",
        'add the missing "',
        TextRepair('add the missing "', False, at, at, '"'),
    )
