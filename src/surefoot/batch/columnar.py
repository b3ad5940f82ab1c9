"""Arrow columns of any file -> chunks of even size, and what is wrong with a row of them."""

import decimal
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from surefoot.batch.block import findings_of
from surefoot.batch.chunk import Chunk, Problem, Reject
from surefoot.batch.columns import UNSURE, Column, Header
from surefoot.batch.wording import WRONG, answer_of, is_ambiguous, read_text
from surefoot.model import AnswerType, why_impossible

if TYPE_CHECKING:
    from surefoot.batch.bits import Words

_ROWS_TOLD = 1024
"""Of so many rows at a time it is worked out what is wrong with them."""


def names_read(header: Header) -> list[str]:
    """The columns to read: the key and the answers."""
    return [*([header.key] if header.key is not None else []), *(column.name for column in header.columns)]


def evened(
    batches: Iterator[Any], names: Sequence[str], rows: int, enough: Callable[[], bool] = lambda: False
) -> Iterator[dict[str, Any]]:
    """Columns of so many rows each, the last ones shorter, whatever the batches of the file are; fewer at `enough`."""
    import pyarrow as pa

    waiting: list[Any] = []
    size = 0
    for batch in batches:
        waiting.append(batch)
        size += batch.num_rows
        while size >= rows:
            table = pa.Table.from_batches(waiting)
            waiting = table.slice(rows).to_batches()
            size -= rows
            yield _columns(table.slice(0, rows), names)
        if enough() and waiting:
            yield _columns(pa.Table.from_batches(waiting), names)
            waiting, size = [], 0
    if size:
        yield _columns(pa.Table.from_batches(waiting), names)


def _columns(table: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: _one(table.column(name)) for name in names}


def _one(column: Any) -> Any:
    if column.num_chunks == 1:
        return column.chunk(0)
    combined = column.unify_dictionaries().combine_chunks()
    return combined.chunk(0) if hasattr(combined, "num_chunks") else combined


def chunk_of(
    header: Header,
    columns: Mapping[str, Any],
    before: int,
    unreadable: Sequence[Reject] = (),
    *,
    key: Any,
    wrong: "Words | None" = None,
) -> Chunk:
    """A chunk of these columns, which come after so many rows; `unreadable` stand between their rows.

    `key` is the column of the key, `wrong` says which rows have one that cannot be.
    """
    import numpy as np

    rows = len(next(iter(columns.values()))) if columns else 0
    readable = np.ones(rows + len(unreadable), np.bool_)
    readable[[reject.row - before - 1 for reject in unreadable]] = False
    numbers = np.flatnonzero(readable) + before + 1
    answers = findings_of(header, columns)
    if wrong is not None:
        first = next(iter(answers))
        answers[first] = answers[first]._replace(wrong=answers[first].wrong | wrong)

    def why(places: Any) -> Iterator[Reject]:
        for start in range(0, len(places), _ROWS_TOLD):
            some = np.asarray(places[start : start + _ROWS_TOLD], np.int64)
            for number, told in zip(numbers[some].tolist(), _told(columns, some), strict=True):
                record = {name: _as_json(value) for name, value in told.items()}
                yield Reject(number, tuple(_problems(header, told)), record)

    return Chunk(rows, numbers, key, answers, why, unreadable)


def undecodable(text: Any) -> bool:
    """Whether something is octets that are no text in UTF-8."""
    if isinstance(text, bytes):
        try:
            text.decode()
        except UnicodeDecodeError:
            return True
    return False


def _told(columns: Mapping[str, Any], places: Any) -> list[dict[str, Any]]:
    """What stands in some rows, without what is empty: few cells of a row have anything in them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    rows: list[dict[str, Any]] = [{} for _ in places]
    for name, array in columns.items():
        some = array.take(pa.array(places))
        if pa.types.is_dictionary(some.type):
            some = some.dictionary_decode()
        is_text = pa.types.is_string(some.type) or pa.types.is_binary(some.type)
        filled = pc.fill_null(pc.greater(pc.binary_length(some), 0), False) if is_text else pc.is_valid(some)
        where = np.flatnonzero(filled.to_numpy(zero_copy_only=False))
        for row, value in zip(where.tolist(), some.filter(filled).to_pylist(), strict=True):
            rows[row][name] = value
    return rows


def _problems(header: Header, told: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with a row: value by value, and where two columns contradict each other."""
    known: dict[str, list[str]] = {}
    unsure: dict[str, str] = {}
    wrong_ones: set[str] = set()
    for name, raw in told.items():
        if name == header.key and undecodable(raw):
            yield Problem(name, _as_json(raw), "the key is no text in UTF-8", "save the file as UTF-8")
        column = header.by_name.get(name)
        value = None if column is None else _value(column, raw)
        if column is None or value is None:
            continue
        if isinstance(value, str) and is_ambiguous(value, column):
            wrong_ones.add(name)
            problem = f"`{value}` can mean not asked or not sure"
            yield Problem(name, raw, problem, "leave the cell empty for not asked, write `unsure` for not sure")
        elif wrong := why_impossible(value, answer_of(column)):
            wrong_ones.add(name)
            yield Problem(name, _as_json(raw), *wrong)
        elif column.part == UNSURE:
            unsure.update({column.finding.id: name} if value else {})
        else:
            known.setdefault(column.finding.id, []).append(name)
    yield from _contradictions(header, known, unsure, wrong_ones)


def _contradictions(
    header: Header, known: Mapping[str, Sequence[str]], unsure: Mapping[str, str], wrong: Container[str]
) -> Iterator[Problem]:
    """Where a finding has a value and is not sure, or some of its values have an answer and others have none."""
    for finding, names in known.items():
        if finding in unsure:
            yield Problem(unsure[finding], True, f"`{names[0]}` has a value, and yet is not sure", "leave one out")
        for name in header.of_finding[finding]:
            if name not in names and name not in wrong:
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
