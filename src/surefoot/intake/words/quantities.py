"""Numbers and times in a text: 72, three weeks, since Tuesday, yesterday."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from surefoot.intake.words.text import Text
from surefoot.model import Answer


class Quantity(NamedTuple):
    """A number, and the unit that stands behind it ("" when none does): its first and last word."""

    value: float
    unit: str
    first: int
    last: int


AGO = "<ago>"
"""The unit of a moment: so many days before today."""


STRETCH = "<stretch>"
"""The unit of the time that something took, which is not the time since."""


def quantities_in(text: Text, today: date | None) -> tuple[Quantity, ...]:
    """Every number and time of a text, in its order. Days of the week are read only where today is known."""
    return tuple(_found(text, today))


def in_unit(quantity: Quantity, answer: Answer, units: dict[str, dict[str, float]]) -> float | None:
    """A quantity in the unit of an answer, or None when it is of another kind or out of bounds."""
    table = units.get(answer.unit, {})
    if quantity.unit == "":
        value = quantity.value
    elif quantity.unit == AGO and "day" in table:
        value = quantity.value * table["day"]
    elif quantity.unit in table:
        value = quantity.value * table[quantity.unit]
    else:
        return None
    if not answer.minimum <= value <= answer.maximum:
        return None
    return int(value) if answer.whole or value == int(value) else value


def _found(text: Text, today: date | None) -> Iterator[Quantity]:
    at = 0
    for first, end in text.stretches:
        at = max(at, first)
        while at < end:
            quantity = _moment(text, at, end, today) or _counted(text, at, end)
            if quantity:
                yield quantity
            at = quantity.last + 1 if quantity else at + 1


def _moment(text: Text, at: int, end: int, today: date | None) -> Quantity | None:
    language = text.language
    for stop in range(min(end, at + 4), at, -1):
        days = language.moments.get(text.spoken[at:stop])
        if days is not None:
            return Quantity(days, AGO, at, stop - 1)
    weekdays = language.stated["weekdays"]
    if today is None or text.spoken[at] not in weekdays:
        return None
    return Quantity((today.weekday() - weekdays.index(text.spoken[at]) - 1) % 7 + 1, AGO, at, at)


def _counted(text: Text, at: int, end: int) -> Quantity | None:
    value, stop = _number(text, at, end)
    if value is None:
        return None
    unit = text.spoken[stop] if stop < end else ""
    if any(unit in table for table in text.language.stated["units"].values()):
        return Quantity(value, STRETCH if _took(text, at) else unit, at, stop)
    # "a" and "an" count only before a unit, and a number before any other word counts something else
    return Quantity(value, "", at, stop - 1) if not text.spoken[at].isalpha() or len(text.spoken[at]) > 2 else None


def _took(text: Text, at: int) -> bool:
    """The words before a time say how long something took."""
    before = text.spoken[max(0, at - 2) : at]
    stretches = text.language.stated["stretches"]
    return before[-1:] != () and (before[-1] in stretches or (before[-1] in ("a", "an") and before[0] in stretches))


def _number(text: Text, at: int, end: int) -> tuple[float | None, int]:
    word = text.spoken[at]
    if word[0] in "0123456789":
        return float(word.replace(",", ".")), at + 1
    numbers = text.language.numbers
    for stop in range(min(end, at + 3), at, -1):
        value = numbers.get(text.spoken[at:stop])
        if value is not None:
            break
    else:
        return None, at
    after = text.spoken[stop : stop + 1] if stop < end else ()
    if value >= 20 and numbers.get(after, 0) in range(1, 10):
        return value + numbers[after], stop + 1
    if text.spoken[at] in ("a", "an") and after in numbers:
        return numbers[after], stop + 1
    return value, stop
