"""Parquet -> chunks of Arrow columns."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from surefoot.batch.answers import answers_of
from surefoot.batch.chunk import Chunk, Source, rows_at_once
from surefoot.batch.columnar import chunk_of, evened, names_read
from surefoot.batch.columns import BatchError, Header, read_header
from surefoot.model import KnowledgeBase


def open_parquet_file(path: Path) -> Any:
    """A Parquet file, to be closed by the caller.

    Raises:
        BatchError: it is none.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path, pre_buffer=False)
    except pa.ArrowInvalid as error:
        raise BatchError([f"{path} is no Parquet file: {error}"]) from None


def open_parquet(kb: KnowledgeBase, file: Any, name: str, key: str | None, reserved: Sequence[str]) -> Source:
    """The rows of a Parquet file.

    Raises:
        BatchError: its columns cannot be what they should be.
    """
    import pyarrow as pa

    header = read_header(kb, file.schema_arrow.names, key, reserved)
    _check_types(header, file.schema_arrow)
    names = names_read(header)
    rows = rows_at_once(len(file.schema_arrow.names))
    starts = [0]
    for group in range(file.num_row_groups):
        starts.append(starts[-1] + file.metadata.row_group(group).num_rows)

    def chunks(skipped: int) -> Iterator[Chunk]:
        first = skipped * rows
        group = max((index for index, start in enumerate(starts[:-1]) if start <= first), default=0)
        batches = file.iter_batches(rows, row_groups=range(group, file.num_row_groups), columns=names)
        pieces = _dropped(batches, first - starts[group])
        before = first
        try:
            for columns in evened(pieces, names, rows):
                yield chunk_of(header, columns, before, key=None if key is None else columns[key])
                before += rows
        except (pa.ArrowException, OSError) as error:
            raise BatchError([f"{name} cannot be read on after row {before:,}: {error}"]) from None

    key_type = None if key is None else file.schema_arrow.field(key).type
    return Source(header.findings, key, key_type, header.unknown, chunks, file.metadata.num_rows)


def _check_types(header: Header, schema: Any) -> None:
    import pyarrow as pa

    problems: list[str] = []
    for column in header.columns:
        try:
            answers_of(column, pa.array([], schema.field(column.name).type))
        except BatchError as error:
            problems += error.problems
    if problems:
        raise BatchError(problems)


def _dropped(batches: Iterator[Any], rows: int) -> Iterator[Any]:
    """The batches without their first rows."""
    for batch in batches:
        left = batch.slice(min(rows, batch.num_rows))
        rows -= batch.num_rows - left.num_rows
        if left.num_rows:
            yield left
