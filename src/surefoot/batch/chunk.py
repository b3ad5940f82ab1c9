"""Some rows of an input, all of them read the same way whatever the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.batch.answers import Answers

CHUNK = 131072
"""So many rows at most are read, triaged and written at a time; with the two below it bounds the memory."""
CELLS = 1 << 23
"""So many cells at most: a wide table has fewer rows in a chunk."""
OCTETS = 1 << 24
"""So many octets at most, where a row is a line; a line that is longer than that is no row."""


def rows_at_once(columns: int) -> int:
    """The rows of a chunk of a table with so many columns."""
    return max(1, min(CHUNK, CELLS // max(columns, 1)))


class Problem(NamedTuple):
    """What is wrong with one value of a row; without a column, with the row as a whole."""

    column: str | None
    value: Any
    problem: str
    cure: str

    @property
    def sentence(self) -> str:
        """The problem and its place."""
        return self.problem if self.column is None else f"`{self.column}`: {self.problem}"


class Reject(NamedTuple):
    """A row that was not triaged, and why. `record` is the row itself; `text` is it where it is no row at all."""

    row: int
    problems: tuple[Problem, ...]
    record: Mapping[str, Any] | None = None
    text: str | None = None


class Chunk(NamedTuple):
    """Rows whose answers can be looked at together.

    `numbers` are the rows' places in the input, from 1; `why` says what is wrong with some of the rows, by their places
    in the chunk; `unreadable` are rows that stand between them and could not even be taken apart.
    """

    rows: int
    numbers: Any
    key: Any
    answers: Mapping[str, Answers]
    why: Callable[[Any], Iterator[Reject]]
    unreadable: Sequence[Reject] = ()


class Source(NamedTuple):
    """An input. `chunks(n)` gives its rows without the first n chunks; `rows` is how many there are, if known."""

    findings: frozenset[str]
    key: str | None
    key_type: Any
    unknown: Mapping[str, str]
    chunks: Callable[[int], Iterator[Chunk]]
    rows: int | None = None
