"""Some rows of an input, all of them read the same way whatever the file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.batch.answers import Answers

CHUNK = 131072
"""Rows that are read, triaged and written at a time; it bounds the memory."""


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

    `numbers` are the rows' places in the input, from 1; `why(i)` says what is wrong with the i-th; `unreadable` are
    rows that stand between them and could not even be taken apart.
    """

    rows: int
    numbers: Any
    key: Any
    answers: Mapping[str, Answers]
    why: Callable[[int], Reject]
    unreadable: Sequence[Reject] = ()


class Source(NamedTuple):
    """An input. `chunks(n)` gives its rows without the first n chunks; `rows` is how many there are, if known."""

    findings: frozenset[str]
    key: str | None
    key_type: Any
    unknown: Mapping[str, str]
    chunks: Callable[[int], Iterator[Chunk]]
    rows: int | None = None
