"""Ways through a text that may be no JSON: places, white space, what lies inside quotation marks, open brackets."""

from collections.abc import Iterator


def position_at(before: str) -> tuple[int, int]:
    """Line and column, from 1, of the character that follows `before`."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def skip_space(text: str, offset: int) -> int:
    """The offset of the first character from `offset` on that is no white space."""
    while offset < len(text) and text[offset] in " \t\r\n":
        offset += 1
    return offset


def last_before(text: str, offset: int) -> int:
    """The offset of the last character before `offset` that is no white space; -1 if none."""
    offset -= 1
    while offset >= 0 and text[offset] in " \t\r\n":
        offset -= 1
    return offset


def characters(text: str) -> Iterator[tuple[int, bool]]:
    """Every offset, and whether it lies inside a text; the quotation marks: opening outside, closing inside."""
    inside = escaped = False
    for offset, character in enumerate(text):
        yield offset, inside
        if escaped:
            escaped = False
        elif inside and character == "\\":
            escaped = True
        elif character == '"':
            inside = not inside


def open_brackets(text: str) -> list[int]:
    """The offsets of the brackets that are still open at the end, outermost first."""
    stack: list[int] = []
    for _ in _closings(text, stack):
        pass
    return stack


def innermost_open(text: str) -> int | None:
    """The offset of the last bracket that is still open at the end, or None."""
    return next(reversed(open_brackets(text)), None)


def brackets(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each bracket and of the one that closes it by count, in the order in which they are closed."""
    return _closings(text, [])


def _closings(text: str, stack: list[int]) -> Iterator[tuple[int, int]]:
    """Each bracket with the one that closes it; those that are still open stand in the stack."""
    for offset, inside in characters(text):
        if inside:
            continue
        if text[offset] in "{[":
            stack.append(offset)
        elif text[offset] in "]}" and stack:
            yield stack.pop(), offset


def text_before(text: str, offset: int) -> int:
    """Where the last text "..." before an offset begins."""
    return max((i for i, inside in characters(text[:offset]) if text[i] == '"' and not inside), default=0)


def line_of(text: str, offset: int) -> int:
    """The line, from 1, on which an offset lies."""
    return text.count("\n", 0, offset) + 1


def indentation(text: str, offset: int) -> int:
    """How far the line on which an offset lies is indented."""
    line = text[text.rfind("\n", 0, offset) + 1 :]
    return len(line) - len(line.lstrip(" \t"))
