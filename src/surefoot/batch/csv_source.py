"""CSV -> chunks of Arrow columns, every value as the text that stands there."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

from surefoot.batch import bits
from surefoot.batch.chunk import Chunk, Problem, Reject, Source, rows_at_once
from surefoot.batch.columnar import chunk_of, evened, names_read, undecodable
from surefoot.batch.columns import BatchError, Header, possible_columns, read_header
from surefoot.batch.text_start import read_names
from surefoot.model import KnowledgeBase

if TYPE_CHECKING:
    from surefoot.batch.bits import Words

_START = 8 << 20
"""The header is looked for in so many octets."""
_BLOCK = 2 << 20
"""So many octets are taken apart at a time; a row must fit in. Arrow holds a dozen times as much while it does so."""
_MOST_UNREADABLE = 20_000
"""So many rows that cannot be taken apart, and a chunk ends early: they are kept with it."""
_MOST_AT_THE_START = 100_000
"""Where so many of them come before any other row, the header belongs to another file."""


def open_csv(kb: KnowledgeBase, stream: IO[bytes], name: str, key: str | None, reserved: Sequence[str]) -> Source:
    """CSV with a header, every column as text; the columns may also be separated by semicolons, tabs or bars.

    Raises:
        BatchError: there is no header, or it names what cannot be.
    """
    import pyarrow as pa

    start = stream.read(_START)
    names, separator = read_names(start, name, {*possible_columns(kb), *([key] if key is not None else [])})
    header = read_header(kb, names, key, reserved)

    def chunks(skipped: int) -> Iterator[Chunk]:
        unreadable: list[Reject] = []
        pieces = _csv_batches(_Rest(start, stream), name, separator, header, unreadable)
        before, rows = 0, rows_at_once(len(names))
        for index, columns in enumerate(
            evened(pieces, names_read(header), rows, lambda: len(unreadable) >= _MOST_UNREADABLE)
        ):
            between = _between(unreadable, before, len(next(iter(columns.values()))))
            if index >= skipped:
                labels, wrong = _key_of(header, columns)
                yield chunk_of(header, columns, before, between, key=labels, wrong=wrong)
            before += len(next(iter(columns.values()))) + len(between)
        if unreadable:
            yield Chunk(0, [], None, {}, _never, tuple(unreadable))

    return Source(header.findings, key, pa.string(), header.unknown, chunks)


def _key_of(header: Header, columns: Mapping[str, Any]) -> tuple[Any, "Words | None"]:
    """The column of the key as text, and which rows have one that is none."""
    import numpy as np
    import pyarrow as pa

    if header.key is None:
        return None, None
    key = columns[header.key]
    try:
        return key.cast(pa.string()), None
    except pa.ArrowInvalid:
        wrong = np.array([undecodable(text) for text in key.to_pylist()], np.bool_)
        return pa.array(key.to_pylist(), mask=wrong).cast(pa.string()), bits.packed(wrong)


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


def _csv_batches(stream: Any, name: str, separator: str, header: Header, unreadable: list[Reject]) -> Iterator[Any]:
    import pyarrow as pa
    import pyarrow.csv as pc

    begun = False

    def keep(row: Any) -> str:
        text = row.text if len(row.text) <= 2000 else f"{row.text[:2000]}..."
        problem = f"the row has {row.actual_columns} columns, and the header {row.expected_columns}"
        cure = f"put a value with a `{separator}` into quotes, and write the empty columns too"
        unreadable.append(Reject(row.number - 1, (Problem(None, None, problem, cure),), text=text))
        return "skip" if begun or len(unreadable) < _MOST_AT_THE_START else "error"

    types = {column.name: pa.dictionary(pa.int32(), pa.binary()) for column in header.columns}
    if header.key is not None:
        types[header.key] = pa.binary()
    rows = 0
    try:
        for batch in pc.open_csv(
            pa.PythonFile(stream),
            pc.ReadOptions(use_threads=False, block_size=_BLOCK),
            pc.ParseOptions(delimiter=separator, invalid_row_handler=keep, newlines_in_values=True),
            pc.ConvertOptions(
                column_types=types, include_columns=names_read(header), strings_can_be_null=False, check_utf8=True
            ),
        ):
            begun = True
            rows += batch.num_rows
            yield batch
    except pa.ArrowInvalid as error:
        if not begun and len(unreadable) >= _MOST_AT_THE_START:
            problem = unreadable[0].problems[0].problem
            told = f"{name}: {problem}, and so it is in each of the first {_MOST_AT_THE_START:,} rows; mend the header"
            raise BatchError([told]) from None
        problem = str(error)
        if "straddl" in problem:
            problem = f"a quote is opened and not closed within {_BLOCK >> 20} MiB; double a quote in a value"
        raise BatchError([f"{name} cannot be read as CSV after {rows + len(unreadable):,} rows: {problem}"]) from None


def _between(unreadable: list[Reject], before: int, rows: int) -> list[Reject]:
    """The unreadable rows among and right after so many rows, which come after `before` others; they are taken out."""
    count = 0
    while count < len(unreadable) and unreadable[count].row <= before + rows + count + 1:
        count += 1
    taken = unreadable[:count]
    del unreadable[:count]
    return taken
