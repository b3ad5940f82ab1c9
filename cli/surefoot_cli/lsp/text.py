"""Places in a text as the protocol counts them: lines from 0, columns in units that client and server agreed on."""

import re

from lsprotocol.types import Position, Range

from surefoot.diagnostics import Place

_LINE_END = re.compile(r"\r\n|\n|\r")


class Text:
    """A text, and its places. Offsets count characters; `units` is `utf-8`, `utf-16` or `utf-32`."""

    def __init__(self, content: str, units: str = "utf-16") -> None:
        self.content = content
        self._units = units
        ends = list(_LINE_END.finditer(content))
        self._starts = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(content)]

    def offset(self, position: Position) -> int:
        """The offset of a position; one beyond the end of its line, or of the text, is that end."""
        if position.line >= len(self._starts):
            return len(self.content)
        offset, left = self._starts[position.line], position.character
        while offset < self._ends[position.line] and left > 0:
            left -= self._width(self.content[offset])
            offset += 1
        return offset

    def position(self, offset: int) -> Position:
        """The position of an offset."""
        from bisect import bisect_right

        line = bisect_right(self._starts, offset) - 1
        start, end = self._starts[line], min(offset, self._ends[line])
        return Position(line, sum(map(self._width, self.content[start:end])))

    def range(self, start: int, end: int) -> Range:
        """The range between two offsets."""
        return Range(self.position(start), self.position(end))

    def range_of(self, place: Place) -> Range:
        """The range of a place in a report."""
        return self.range(self._offset_of(place.line, place.column), self._offset_of(place.end_line, place.end_column))

    def range_of_bytes(self, start: int, end: int) -> Range:
        """The range between two offsets that count bytes of UTF-8."""
        data = encoded(self.content)
        return self.range(*(len(data[:count].decode(errors="replace")) for count in (start, end)))

    def _offset_of(self, line: int, column: int) -> int:
        # a report counts only \n as the end of a line
        start = 0
        for _ in range(line - 1):
            start = self.content.find("\n", start) + 1
        return min(start + column - 1, len(self.content))

    def _width(self, character: str) -> int:
        match self._units:
            case "utf-8":
                return len(encoded(character))
            case "utf-32":
                return 1
        return 2 if character > "\uffff" else 1


def encoded(content: str) -> bytes:
    """The bytes of a text. Half a surrogate pair, which is no text, becomes bytes that are no UTF-8."""
    return content.encode("utf-8", "surrogatepass")
