"""Bold and colour for terminals, or nothing."""

from __future__ import annotations

from surefoot.model import NamedTuple

WIDTH = 79
"""A column less than a terminal has: a line that is as long as the terminal is wide would wrap there."""
_NARROWEST = 20
_columns = [WIDTH]
_PICTURES = {"\t": " ", "\x7f": "\u2421"} | {chr(code): chr(0x2400 + code) for code in range(32) if code != 9}
_BLANKS = dict.fromkeys(map(ord, "\t\n\x0b\x0c\r"), " ")
_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34}


class Style(NamedTuple):
    """Marks text up for a terminal when `enabled`; the text itself never depends on it."""

    enabled: bool = False

    def __call__(self, text: str, *names: str) -> str:
        """The text in bold, dim, red, green, yellow or blue."""
        if not self.enabled or not names:
            return text
        codes = ";".join(str(_CODES[name]) for name in names)
        return f"\x1b[{codes}m{text}\x1b[0m"


PLAIN = Style()


def break_lines_for(columns: int) -> None:
    """Break lines for a terminal of so many columns from now on, if it is narrower than most."""
    _columns[0] = max(_NARROWEST, min(WIDTH, columns - 1))


def wrap(text: str, indent: str = "", first: str | None = None) -> str:
    """The text in lines of at most 79 columns, or as many as `break_lines_for` said; what has no blank stays whole.

    As `textwrap.fill` does it, but that importing it would take a tenth of a quick run.
    """
    start = indent if first is None else first
    lines, line, most = [], "", _columns[0]
    for word in filter(None, text.translate(_BLANKS).split(" ")):
        if line and len(start) + len(line) + len(word) >= most:
            lines.append(start + line)
            start, line = indent, word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, start + line]) if line else ""


def bullet(text: str, indent: str = "  ") -> str:
    """The text as one point of a list."""
    return wrap(text, f"{indent}  ", f"{indent}- ")


def one_line(text: str) -> str:
    """The text with everything that cannot be printed written as an escape.

    Messages quote what a file holds. A line break would end the line early, and an escape code would
    color a log or hide a part of it.
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def in_columns(text: str) -> str:
    """The text with one visible character for each of its own, so that what stands below stays below."""
    return text if text.isprintable() else "".join(c if c.isprintable() else _PICTURES.get(c, "\ufffd") for c in text)


def as_markdown_text(text: str) -> str:
    """The text in one line that Markdown shows as it is: what a person typed must not become a heading or a link."""
    import re

    marked = re.sub(r"([\\`*_~<>\[\]#|&])", r"\\\1", one_line(text))
    return re.sub(r"^(\d*)([-+=.)])", r"\1\\\2", marked)
