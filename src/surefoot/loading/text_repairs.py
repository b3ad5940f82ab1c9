"""Ways to mend a text that is no JSON, for the faults where the cure is plain."""

import re
from typing import NamedTuple

_CLOSING = {
    **dict.fromkeys("\u2018\u201a\u201b", "\u2019\u2018"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f", "\u201c\u201d"),
    "\u00ab": "\u00bb",
    "\u2039": "\u203a",
    "`": "`\u00b4'",
}
"""With which marks a text ends that begins with this one; the same mark if none is named."""


class TextRepair(NamedTuple):
    """A way to mend the text: what stands from `start` to `end` becomes `text`; safe when no meaning can be lost."""

    title: str
    safe: bool
    start: int
    end: int
    text: str


def without_comment(text: str, start: int) -> TextRepair | None:
    """Remove a comment, and the line that it stands on alone."""
    found = re.compile(r"/\*.*?\*/|<!--.*?-->|(?://|#)[^\r\n]*", re.DOTALL).match(text, start)
    if found is None:
        return None
    end = found.end()
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    line_end = re.compile(r"[ \t]*\r?\n").match(text, end)
    if line_end and (start == 0 or text[start - 1] == "\n"):
        end = line_end.end()
    return TextRepair("remove the comment", False, start, end, "")


def straight_quotes(text: str, start: int) -> TextRepair | None:
    """Write a text of one line that has other quotation marks with those of JSON."""
    closing = _CLOSING.get(text[start], text[start])
    found = re.compile(rf"([^\r\n]*?)[{re.escape(closing)}](?=\s*(?:[,:}}\]]|\Z))").match(text, start + 1)
    if found is None:
        return None
    inside = re.sub(r"\\(.)|\"", lambda part: _in_straight_quotes(part[0]), found[1])
    return TextRepair("use straight double quotes", False, start, found.end(), f'"{inside}"')


def _in_straight_quotes(piece: str) -> str:
    return {'"': '\\"', "\\'": "'"}.get(piece, piece)
