"""CSV -> chunks of Arrow columns, every value as the text that stands there."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import IO, Any

from surefoot.batch.chunk import Chunk, Problem, Reject, Source
from surefoot.batch.columnar import chunk_of, evened, names_read
from surefoot.batch.columns import BatchError, Header, read_header
from surefoot.model import KnowledgeBase

_PIECE = 8 << 20


def open_csv(kb: KnowledgeBase, stream: IO[bytes], name: str, key: str | None, reserved: Sequence[str]) -> Source:
    """CSV with a header, every column as text.

    Raises:
        BatchError: there is no header, or it names what cannot be.
    """
    import pyarrow as pa

    start = stream.read(_PIECE)
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
        before = 0
        for index, columns in enumerate(evened(pieces, names_read(header))):
            between = _between(unreadable, before, len(next(iter(columns.values()))))
            if index >= skipped:
                yield chunk_of(header, columns, before, between)
            before += len(next(iter(columns.values()))) + len(between)
        if unreadable:
            yield Chunk(0, [], None, {}, _never, tuple(unreadable))

    return Source(header.findings, key, pa.string(), header.unknown, chunks)


def _never(index: int) -> Reject:
    raise IndexError(index)


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

    def keep(row: Any) -> str:
        text = row.text if len(row.text) <= 2000 else f"{row.text[:2000]}..."
        problem = f"the row has {row.actual_columns} columns, and the header {row.expected_columns}"
        cure = "put a value with a comma into quotes, and write the empty columns too"
        unreadable.append(Reject(row.number - 1, (Problem(None, None, problem, cure),), text=text))
        return "skip"

    types = {column.name: pa.dictionary(pa.int32(), pa.binary()) for column in header.columns}
    if header.key is not None:
        types[header.key] = pa.string()
    try:
        yield from pc.open_csv(
            pa.PythonFile(stream),
            pc.ReadOptions(use_threads=False, block_size=_PIECE),
            pc.ParseOptions(invalid_row_handler=keep, newlines_in_values=True),
            pc.ConvertOptions(
                column_types=types, include_columns=names_read(header), strings_can_be_null=False, check_utf8=True
            ),
        )
    except pa.ArrowInvalid as error:
        raise BatchError([f"{name} cannot be read as CSV: {error}"]) from None


def _between(unreadable: list[Reject], before: int, rows: int) -> list[Reject]:
    """The unreadable rows that stand between so many rows, which come after `before` others; they are taken out."""
    taken: list[Reject] = []
    while unreadable and unreadable[0].row <= before + rows + len(taken):
        taken.append(unreadable.pop(0))
    return taken
