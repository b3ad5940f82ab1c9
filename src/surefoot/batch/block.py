"""A block of rows -> the inputs of a program, and which rows hold something that is no answer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from surefoot.batch import bits
from surefoot.batch.answers import Answers, answers_of
from surefoot.batch.columns import UNSURE, Header
from surefoot.batch.variables import KNOWN, NO, YES, Variable
from surefoot.model import Comparison

if TYPE_CHECKING:
    from surefoot.batch.bits import Tiles, Words


class Block(NamedTuple):
    """Some rows. `planes` has one for each variable that was asked for; `wrong` says which rows to reject."""

    planes: "Tiles"
    wrong: "Words"


def block_of(rows: int, answers: Mapping[str, Answers], wanted: Sequence[Variable], tile: int) -> Block:
    """The wanted variables of some rows; a finding that is not in `answers` was never asked."""
    planes = bits.tiled(len(wanted), rows, tile)
    for index, variable in enumerate(wanted):
        if variable.finding in answers:
            bits.put(planes, index, plane_of(variable, answers[variable.finding]))
    wrong = bits.none(rows)
    for answer in answers.values():
        wrong |= answer.wrong
    return Block(planes, wrong)


def findings_of(header: Header, columns: Mapping[str, Any]) -> dict[str, Answers]:
    """The answers to each finding, whatever columns they are spread over; `columns` are Arrow arrays by name.

    Raises:
        BatchError: a column has a type that holds no such answers.
    """
    parts: dict[str, dict[str, Answers]] = {}
    for column in header.columns:
        parts.setdefault(column.finding.id, {})[column.part] = answers_of(column, columns[column.name])
    return {finding: _joined(found) for finding, found in parts.items()}


def _joined(parts: dict[str, Answers]) -> Answers:
    unsure = parts.pop(UNSURE, None)
    rows = next(iter(parts.values()), unsure)
    assert rows is not None
    nowhere = rows.known & ~rows.known
    if "" in parts:
        whole = parts[""]
    elif parts:
        whole = _of_values(parts)
    else:
        whole = Answers(nowhere, nowhere, nowhere, nowhere)
    if unsure is None:
        return whole
    both = whole.known & unsure.values
    return Answers(whole.known, whole.values, whole.unsure | unsure.values, whole.wrong | unsure.wrong | both)


def _of_values(parts: Mapping[str, Answers]) -> Answers:
    """One column a value: either every one of them has an answer, or none has."""
    columns = list(parts.values())
    some, every, wrong = columns[0].known, columns[0].known, columns[0].wrong
    for column in columns[1:]:
        some, every, wrong = some | column.known, every & column.known, wrong | column.wrong
    values = {value: column.values for value, column in parts.items()}
    return Answers(every, values, some & ~some, wrong | (some & ~every))


def plane_of(variable: Variable, answers: Answers) -> "Words":
    """The bit of a variable for each row."""
    if variable.side == UNSURE:
        return answers.unsure
    if variable.side == KNOWN or not answers.known.any():
        return answers.known
    return answers.known & _holding(variable, answers.values)


def _holding(variable: Variable, values: Any) -> "Words":
    """Where a value is as the variable says; where there is none, this may be anything."""
    holding: Words
    if variable.side == YES:
        holding = values
    elif variable.side == NO:
        holding = ~values
    elif variable.side:
        above = variable.side == Comparison.ABOVE
        holding = bits.packed(values > variable.limit if above else values >= variable.limit)
    else:
        holding = values[variable.value] if isinstance(values, dict) else bits.packed(values == variable.place)
    return holding
