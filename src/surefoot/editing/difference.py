"""What changes in a file, in the form that `git apply` and `patch` read."""

import re
from collections.abc import Iterator

_NO_NEWLINE = "\n\\ No newline at end of file\n"


def unified_diff(file: str, old: bytes, new: bytes) -> str:
    """The difference between two contents of a file; empty when there is none."""
    import difflib

    before, after = (_lines(data.decode(errors="replace")) for data in (old, new))
    lines = difflib.unified_diff(before, after, f"a/{file}", f"b/{file}")
    return "".join(_ended(lines))


def _lines(text: str) -> list[str]:
    """The lines with their ends; only a line feed ends a line, whatever Unicode says."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else line + _NO_NEWLINE
