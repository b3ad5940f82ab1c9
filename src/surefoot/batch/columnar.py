"""Arrow columns of any file -> chunks of even size, and what is wrong with a row of them."""

import decimal
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surefoot.batch.block import findings_of
from surefoot.batch.chunk import CHUNK, Chunk, Problem, Reject
from surefoot.batch.columns import UNSURE, Column, Header
from surefoot.batch.wording import WRONG, answer_of, is_ambiguous, read_text
from surefoot.model import AnswerType, why_impossible


def names_read(header: Header) -> list[str]:
    """The columns to read: the key and the answers."""
    return [*([header.key] if header.key is not None else []), *(column.name for column in header.columns)]


def evened(batches: Iterator[Any], names: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Columns of CHUNK rows each, the last ones shorter, whatever the batches of the file are."""
    import pyarrow as pa

    waiting: list[Any] = []
    size = 0
    for batch in batches:
        waiting.append(batch)
        size += batch.num_rows
        while size >= CHUNK:
            table = pa.Table.from_batches(waiting)
            yield _columns(table.slice(0, CHUNK), names)
            waiting = table.slice(CHUNK).to_batches()
            size -= CHUNK
    if size:
        yield _columns(pa.Table.from_batches(waiting), names)


def _columns(table: Any, names: Sequence[str]) -> dict[str, Any]:
    columns = {name: table.column(name).unify_dictionaries() for name in names}
    return {name: column.chunk(0) if column.num_chunks == 1 else _one(column) for name, column in columns.items()}


def _one(column: Any) -> Any:
    combined = column.combine_chunks()
    return combined.chunk(0) if hasattr(combined, "num_chunks") else combined


def chunk_of(header: Header, columns: Mapping[str, Any], before: int, unreadable: Sequence[Reject]) -> Chunk:
    """A chunk of these columns, which come after so many rows; `unreadable` stand between their rows."""
    import numpy as np

    rows = len(next(iter(columns.values()))) if columns else 0
    numbers = np.arange(before + 1, before + rows + 1)
    for reject in unreadable:
        numbers[numbers >= reject.row] += 1
    key = None if header.key is None else columns[header.key]

    def why(index: int) -> Reject:
        values = {name: _as_json(array[index].as_py()) for name, array in columns.items()}
        record = {name: value for name, value in values.items() if value not in (None, "")}
        return Reject(int(numbers[index]), tuple(_problems(header, columns, index)), record)

    return Chunk(rows, numbers, key, findings_of(header, columns), why, unreadable)


def _problems(header: Header, columns: Mapping[str, Any], index: int) -> Iterator[Problem]:
    """What is wrong with a row: value by value, and where two columns contradict each other."""
    known: dict[str, list[str]] = {}
    empty: dict[str, list[str]] = {}
    unsure: dict[str, str] = {}
    for column in header.columns:
        raw = columns[column.name][index].as_py()
        value = _value(column, raw)
        if isinstance(value, str) and is_ambiguous(value, column):
            problem = f"`{value}` can mean not asked or not sure"
            yield Problem(column.name, raw, problem, "leave the cell empty for not asked, write `unsure` for not sure")
        elif value is not None and (wrong := why_impossible(value, answer_of(column))):
            yield Problem(column.name, _as_json(raw), *wrong)
        elif column.part == UNSURE:
            unsure.update({column.finding.id: column.name} if value else {})
        else:
            (empty if value is None else known).setdefault(column.finding.id, []).append(column.name)
    for finding, names in known.items():
        if finding in unsure:
            yield Problem(unsure[finding], True, f"`{names[0]}` has a value, and yet is not sure", "leave one out")
        for name in empty.get(finding, ()):
            yield Problem(name, None, f"it is empty, and `{names[0]}` is not", "answer all of its values or none")


def _value(column: Column, raw: Any) -> Any:
    """The value as it is judged; what is no value, and no "not sure", stays as it was written."""
    if isinstance(raw, str | bytes):
        value = read_text(column, raw)
        if value is WRONG:
            return raw if isinstance(raw, str) else raw.decode("utf-8", "backslashreplace")
        return value if value is None or isinstance(value, bool | str | float | int | tuple) else None
    if isinstance(raw, decimal.Decimal):
        return float(raw)
    if isinstance(raw, int) and raw in (0, 1) and answer_of(column).type is AnswerType.BOOLEAN:
        return bool(raw)
    return raw


def _as_json(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)
