"""Results -> bytes of Parquet, CSV or NDJSON, part by part; the same results give the same bytes."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any, NamedTuple

from surefoot.batch.chunk import Reject


class Form(NamedTuple):
    """How results are written: a part of them to bytes, and the parts, opened one after the other, to one file.

    `join` gets the first bytes that `start` made of the column names and types.
    """

    part: Callable[[Any], bytes]
    join: Callable[[Any, Iterable[IO[bytes]], IO[bytes]], None]
    streams: bool


def _plain(table: Any) -> Any:
    """The same columns without what only Arrow knows: dictionaries as text, lists joined, bits as 0 and 1."""
    import pyarrow as pa
    import pyarrow.compute as pc

    def column(array: Any) -> Any:
        if pa.types.is_dictionary(array.type):
            return array.cast(pa.string())
        if pa.types.is_list(array.type):
            return pc.binary_join(array.cast(pa.list_(pa.string())), ";")
        if pa.types.is_fixed_size_binary(array.type):
            return _zeros_and_ones(array)
        return array

    return pa.table([column(table.column(name).combine_chunks()) for name in table.column_names], table.column_names)


def _zeros_and_ones(array: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    array = array.chunk(0) if hasattr(array, "chunk") else array
    width = array.type.byte_width
    octets = np.frombuffer(array.buffers()[1], np.uint8)[array.offset * width :][: len(array) * width]
    flags = np.unpackbits(octets.reshape(-1, width), axis=1, bitorder="little") + np.uint8(ord("0"))
    return pa.array([row.tobytes().decode() for row in flags], pa.string())


def _csv_part(table: Any) -> bytes:
    import pyarrow.csv as pc

    sink = io.BytesIO()
    pc.write_csv(_plain(table), sink, pc.WriteOptions(include_header=False, quoting_style="needed"))
    return sink.getvalue()


def _ndjson_part(table: Any) -> bytes:
    """One object a line; each column becomes text first, so that a row is joined and not built."""
    import pyarrow.compute as pc

    if not table.num_rows:
        return b""
    pieces: list[Any] = []
    for index, name in enumerate(table.column_names):
        lead = f"{'{' if index == 0 else ','}{json.dumps(name, ensure_ascii=False)}:"
        pieces += [lead, _json_texts(table.column(name))]
    lines = pc.binary_join_element_wise(*pieces, "}\n", "")
    return "".join(lines.to_pylist()).encode()


def _json_texts(column: Any) -> Any:
    """Each value of a column as the text of JSON; what comes again and again is written once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    array = column.combine_chunks()
    array = array.chunk(0) if hasattr(array, "chunk") else array
    if pa.types.is_dictionary(array.type):
        return pc.fill_null(_quoted(array), "null")
    if pa.types.is_boolean(array.type) or pa.types.is_integer(array.type):
        return pc.fill_null(array.cast(pa.string()), "null")
    if pa.types.is_list(array.type) and pa.types.is_dictionary(array.type.value_type):
        lists = pa.ListArray.from_arrays(array.offsets, _quoted(array.values))
        return pc.binary_join_element_wise("[", pc.binary_join(lists, ","), "]", "")
    plain = _zeros_and_ones(array) if pa.types.is_fixed_size_binary(array.type) else array
    texts = [json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str) for value in plain.to_pylist()]
    return pa.array(texts, pa.string())


def _quoted(array: Any) -> Any:
    """The texts of a dictionary array, in the quotes of JSON."""
    import pyarrow as pa

    texts = [json.dumps(text, ensure_ascii=False) for text in array.dictionary.to_pylist()]
    return pa.DictionaryArray.from_arrays(array.indices, pa.array(texts, pa.string())).cast(pa.string())


def _ipc_part(table: Any) -> bytes:
    import pyarrow as pa

    sink = io.BytesIO()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _join_texts(schema: Any, parts: Iterable[IO[bytes]], target: IO[bytes], *, header: bool) -> None:
    import shutil

    if header:
        target.write(_csv_header(schema.names))
    for part in parts:
        shutil.copyfileobj(part, target, 1 << 20)


def _csv_header(names: Sequence[str]) -> bytes:
    import csv

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(names)
    return text.getvalue().encode()


def _join_parquet(schema: Any, parts: Iterable[IO[bytes]], target: IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for part in parts:
            writer.write_table(pa.ipc.open_file(part).read_all())


FORMS: dict[str, Form] = {
    "parquet": Form(_ipc_part, _join_parquet, False),
    "csv": Form(_csv_part, lambda schema, parts, target: _join_texts(schema, parts, target, header=True), True),
    "ndjson": Form(_ndjson_part, lambda schema, parts, target: _join_texts(schema, parts, target, header=False), True),
}
"""The forms of a file, by their names on the command line."""


def reject_line(reject: Reject, key: str | None) -> bytes:
    """The form of schemas/reject.schema.json."""
    record: dict[str, Any] = {"row": reject.row}
    if key is not None and reject.record is not None:
        record["key"] = reject.record.get(key)
    record["problems"] = [problem._asdict() for problem in reject.problems]
    record.update({"record": reject.record} if reject.text is None else {"text": reject.text})
    return (json.dumps(record, ensure_ascii=False, default=str) + "\n").encode()
