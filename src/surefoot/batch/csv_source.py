"""CSV -> chunks of Arrow columns, every value as the text that stands there."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO, Any

from surefoot.batch.chunk import Chunk, Problem, Reject, Source, rows_at_once
from surefoot.batch.columnar import chunk_of, evened, names_read
from surefoot.batch.columns import BatchError, Header, read_header
from surefoot.model import KnowledgeBase

_START = 8 << 20
"""The header is looked for in so many octets."""
_BLOCK = 2 << 20
"""So many octets are taken apart at a time; a row must fit in. Arrow holds a dozen times as much while it does so."""
_MOST_UNREADABLE = 20_000
"""So many rows that cannot be taken apart, and a chunk ends early: they are kept with it."""
_MOST_AT_THE_START = 100_000
"""Where so many of them come before any other row, the header belongs to another file."""


def open_csv(kb: KnowledgeBase, stream: IO[bytes], name: str, key: str | None, reserved: Sequence[str]) -> Source:
    """CSV with a header, every column as text.

    Raises:
        BatchError: there is no header, or it names what cannot be.
    """
    import pyarrow as pa

    start = stream.read(_START)
    try:
        names = next(csv.reader(io.StringIO(start.decode("utf-8-sig", "replace"), newline="")), [])
    except csv.Error as error:
        raise BatchError([f"{name}: the header cannot be read: {error}"]) from None
    if not names:
        raise BatchError([f"{name} is empty; the first line names the columns"])
    header = read_header(kb, names, key, reserved)

    def chunks(skipped: int) -> Iterator[Chunk]:
        unreadable: list[Reject] = []
        pieces = _csv_batches(_Rest(start, stream), name, header, unreadable)
        before, rows = 0, rows_at_once(len(names))
        for index, columns in enumerate(
            evened(pieces, names_read(header), rows, lambda: len(unreadable) >= _MOST_UNREADABLE)
        ):
            between = _between(unreadable, before, len(next(iter(columns.values()))))
            if index >= skipped:
                yield chunk_of(header, columns, before, between)
            before += len(next(iter(columns.values()))) + len(between)
        if unreadable:
            yield Chunk(0, [], None, {}, _never, tuple(unreadable))

    return Source(header.findings, key, pa.string(), header.unknown, chunks)


def _never(places: Any) -> Iterator[Reject]:
    return iter(())


class _Rest(io.RawIOBase):
    """A stream of which the start was read already."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._start:
            piece, self._start = self._start[: size if size >= 0 else None], self._start[size:] if size >= 0 else b""
            return piece
        return self._rest.read(size)


def _csv_batches(stream: Any, name: str, header: Header, unreadable: list[Reject]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.csv as pc

    begun = False

    def keep(row: Any) -> str:
        text = row.text if len(row.text) <= 2000 else f"{row.text[:2000]}..."
        problem = f"the row has {row.actual_columns} columns, and the header {row.expected_columns}"
        cure = "put a value with a comma into quotes, and write the empty columns too"
        unreadable.append(Reject(row.number - 1, (Problem(None, None, problem, cure),), text=text))
        return "skip" if begun or len(unreadable) < _MOST_AT_THE_START else "error"

    types = {column.name: pa.dictionary(pa.int32(), pa.binary()) for column in header.columns}
    if header.key is not None:
        types[header.key] = pa.string()
    try:
        for batch in pc.open_csv(
            pa.PythonFile(stream),
            pc.ReadOptions(use_threads=False, block_size=_BLOCK),
            pc.ParseOptions(invalid_row_handler=keep, newlines_in_values=True),
            pc.ConvertOptions(
                column_types=types, include_columns=names_read(header), strings_can_be_null=False, check_utf8=True
            ),
        ):
            begun = True
            yield batch
    except pa.ArrowInvalid as error:
        if not begun and len(unreadable) >= _MOST_AT_THE_START:
            problem = unreadable[0].problems[0].problem
            told = f"{name}: {problem}, and so it is in each of the first {_MOST_AT_THE_START:,} rows; mend the header"
            raise BatchError([told]) from None
        raise BatchError([f"{name} cannot be read as CSV: {error}"]) from None


def _between(unreadable: list[Reject], before: int, rows: int) -> list[Reject]:
    """The unreadable rows among and right after so many rows, which come after `before` others; they are taken out."""
    count = 0
    while count < len(unreadable) and unreadable[count].row <= before + rows + count + 1:
        count += 1
    taken = unreadable[:count]
    del unreadable[:count]
    return taken
