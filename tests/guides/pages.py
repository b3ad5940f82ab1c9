"""Pages that show what the command line prints: their blocks, what is shown in them, and whether it is true."""

import re
import shlex
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_BLOCK = re.compile(r"^```(?:text|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ surefoot (.*)\n", re.MULTILINE)
_TIME = re.compile(r"\b\d+(\.\d+)?(?=\s+s[.,]|\s+questions\s)")
CUT = "..."


class Shown(NamedTuple):
    """A command that a page shows, what it shows as its output, and where that begins in the text of the page."""

    arguments: tuple[str, ...]
    output: str
    start: int


def shown_in(text: str) -> Iterator[Shown]:
    """The commands of `surefoot` that a page shows, in their order; those of other programs end an output."""
    for block in _BLOCK.finditer(text):
        found = [*_COMMAND.finditer(block[1])]
        for command, following in zip(found, [*found[1:], None], strict=False):
            end = following.start() if following else len(block[1])
            output = re.split(r"^\$ ", block[1][command.end() : end], maxsplit=1, flags=re.MULTILINE)[0]
            yield Shown(tuple(shlex.split(command[1])), output, block.start(1) + command.end())


def is_true(shown: str, printed: str) -> bool:
    """Whether a page shows what was printed. A line `...` stands for lines that were cut; times may differ."""
    pieces = [_without_times(piece) for piece in re.split(rf"^{re.escape(CUT)}\n", shown, flags=re.MULTILINE)]
    text = _without_times(printed)
    if len(pieces) == 1:
        return pieces[0].rstrip() == text.rstrip()
    if not text.startswith(pieces[0]) or not text.rstrip().endswith(pieces[-1].rstrip()):
        return False
    at = 0
    for piece in pieces:
        at = text.find(piece.rstrip("\n"), at)
        if at < 0:
            return False
        at += len(piece.rstrip("\n"))
    return True


def _without_times(text: str) -> str:
    return _TIME.sub("0", text)


def put_right(text: str, changes: Mapping[Shown, str]) -> str:
    """The text of a page with what was printed in place of what it shows; of what was cut, only ends are known."""
    for shown in sorted(changes, key=lambda shown: shown.start, reverse=True):
        end = shown.start + len(shown.output)
        text = text[: shown.start] + _as_cut(shown.output, changes[shown].rstrip() + "\n") + text[end:]
    return text


def _as_cut(shown: str, printed: str) -> str:
    """What was printed, cut as the page cuts it: as many lines before the first and after the last cut."""
    lines, now = shown.splitlines(), printed.splitlines()
    if CUT not in lines:
        return printed
    first, last = lines.index(CUT), lines[::-1].index(CUT)
    between = lines[first : len(lines) - last]
    return "".join(f"{line}\n" for line in [*now[:first], *between, *now[len(now) - last :]])
