"""Arrow columns -> the answers of a finding, a bit or a number a row, and which rows hold none of its values.

Each value is judged as `surefoot triage` judges it. Text is looked at once for each distinct text.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from surefoot.batch import bits
from surefoot.batch.columns import BatchError, Column
from surefoot.batch.wording import NOT_SURE, WRONG, value_of_text
from surefoot.model import AnswerType, Finding

if TYPE_CHECKING:
    from surefoot.batch.bits import Words


class Answers(NamedTuple):
    """What a block of rows answers to one finding.

    `known`: there is a value. `values`: for a boolean the rows with a yes; for a choice the index of the value, else
    -1; for a number the number; for several values the rows with each. `unsure`: the answer was "not sure".
    `wrong`: what stands there is no answer to this question.
    """

    known: "Words"
    values: Any
    unsure: "Words"
    wrong: "Words"


def answers_of(column: Column, array: Any) -> Answers:
    """The answers in one column.

    Raises:
        BatchError: the column has a type that holds no such answers.
    """
    import pyarrow as pa
    import pyarrow.types as t

    rows = len(array)
    if t.is_null(array.type):
        array = pa.nulls(rows, pa.string())
    kind = AnswerType.BOOLEAN if column.part else column.finding.answer.type
    is_text = t.is_dictionary(array.type) or t.is_string(array.type) or t.is_large_string(array.type)
    if is_text or t.is_binary(array.type) or t.is_large_binary(array.type) or t.is_string_view(array.type):
        return _of_text(column, kind, array)
    if kind is AnswerType.BOOLEAN and t.is_boolean(array.type):
        return _of_booleans(array)
    if kind is AnswerType.BOOLEAN and t.is_integer(array.type):
        return _of_zero_and_one(array)
    is_number = t.is_integer(array.type) or t.is_floating(array.type) or t.is_decimal(array.type)
    if kind is AnswerType.NUMBER and is_number:
        return _of_numbers(column.finding, array)
    if kind is AnswerType.CHOICES and (t.is_list(array.type) or t.is_large_list(array.type)):
        return _of_lists(column.finding, array)
    raise BatchError([f"the column `{column.name}` has the type {array.type}; {_fitting(kind)}"])


def _fitting(kind: AnswerType) -> str:
    names = {
        AnswerType.BOOLEAN: "yes or no is a boolean, 0 or 1, or text",
        AnswerType.CHOICE: "a choice is text",
        AnswerType.CHOICES: "several values are a list of texts, or text",
        AnswerType.NUMBER: "a number is an integer, a float, a decimal, or text",
    }
    return names[kind]


def _known(array: Any) -> "Words":
    validity = array.buffers()[0]
    return bits.from_buffer(validity, array.offset, len(array)) if array.null_count else bits.every(len(array))


def _of_booleans(array: Any) -> Answers:
    known = _known(array)
    yes = bits.from_buffer(array.buffers()[1], array.offset, len(array))
    return Answers(known, yes & known, bits.none(len(array)), bits.none(len(array)))


def _of_zero_and_one(array: Any) -> Answers:
    import numpy as np

    known, numbers = _known(array), array.fill_null(0).to_numpy(zero_copy_only=False)
    wrong = bits.packed((numbers != 0) & (numbers != 1))
    return Answers(known & ~wrong, bits.packed(numbers == np.int8(1)), bits.none(len(array)), wrong)


def _of_numbers(finding: Finding, array: Any) -> Answers:
    import numpy as np
    import pyarrow as pa

    known = _known(array)
    numbers = array.cast(pa.float64(), safe=False).fill_null(finding.answer.minimum).to_numpy(zero_copy_only=False)
    fits = (numbers >= finding.answer.minimum) & (numbers <= finding.answer.maximum)
    if finding.answer.whole:
        fits &= numbers == np.floor(numbers)
    wrong = bits.packed(~fits)
    return Answers(known & ~wrong, numbers, bits.none(len(array)), wrong)


def _of_text(column: Column, kind: AnswerType, array: Any) -> Answers:
    """Each distinct text is read once; its meaning is then spread over the rows."""
    import numpy as np

    if not hasattr(array, "dictionary"):
        array = array.dictionary_encode()
    meanings = [value_of_text(column, text) for text in array.dictionary.to_pylist()]
    indices = array.indices.fill_null(len(meanings)).to_numpy(zero_copy_only=False)
    meanings.append(None)

    def spread(holds: Callable[[Any], bool]) -> "Words":
        return bits.packed(np.array([holds(meaning) for meaning in meanings], np.bool_)[indices])

    wrong, unsure = spread(lambda m: m is WRONG), spread(lambda m: m is NOT_SURE)
    known = spread(lambda m: m is not None and m is not WRONG and m is not NOT_SURE)
    match kind:
        case AnswerType.BOOLEAN:
            values: Any = spread(lambda m: m is True)
        case AnswerType.CHOICE:
            order = {value: index for index, value in enumerate(column.finding.answer.values)}
            values = np.array([order.get(m, -1) if isinstance(m, str) else -1 for m in meanings], np.int16)[indices]
        case AnswerType.NUMBER:
            values = np.array([m if isinstance(m, int | float) else 0 for m in meanings], np.float64)[indices]
        case AnswerType.CHOICES:
            values = {name: spread(partial(_is_among, name)) for name in column.finding.answer.values}
    return Answers(known, values, unsure, wrong)


def _is_among(name: str, meaning: Any) -> bool:
    return isinstance(meaning, tuple) and name in meaning


def _of_lists(finding: Finding, array: Any) -> Answers:
    """A list is wrong as a whole where one of its items is no value, none at all, or given twice."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.types as t

    rows, known = len(array), _known(array)
    items = array.flatten()
    if not any(test(items.type) for test in (t.is_dictionary, t.is_string, t.is_large_string, t.is_null)):
        raise BatchError([f"the column `{finding.id}` is a list of {items.type}; {_fitting(AnswerType.CHOICES)}"])
    encoded = items.cast(pa.string()).dictionary_encode()
    order = {value: index for index, value in enumerate(finding.answer.values)}
    codes = np.array([*(order.get(text, -1) for text in encoded.dictionary.to_pylist()), -1], np.int64)
    chosen = codes[encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)]
    owners = pc.list_parent_indices(array).to_numpy(zero_copy_only=False)
    counts = np.zeros((len(order) + 1, rows), np.int64)
    np.add.at(counts, (chosen, owners), 1)
    wrong = bits.packed((counts[-1] > 0) | (counts[:-1] > 1).any(axis=0))
    values = {value: bits.packed(counts[index] > 0) & ~wrong for value, index in order.items()}
    return Answers(known & ~wrong, values, bits.none(rows), wrong)
