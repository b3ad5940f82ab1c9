"""Conditions: the small language in which rules, patterns and constraints speak of findings."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from surefoot.model.frozen import Frozen

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias


class All(Frozen):
    """Every part holds."""

    parts: tuple[Condition, ...]


class AnyOf(Frozen):
    """At least one part holds."""

    parts: tuple[Condition, ...]


class Not(Frozen):
    """The part is known not to hold."""

    part: Condition


class AtLeast(Frozen):
    """At least `count` of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


class Is(Frozen):
    """A boolean or a choice has exactly this value."""

    finding: str
    value: bool | str


class In(Frozen):
    """A choice has one of these values."""

    finding: str
    values: tuple[str, ...]


class Has(Frozen):
    """This value is among the several that were given."""

    finding: str
    value: str


class Comparison(StrEnum):
    """How a number is compared with a limit; the names are the keys in JSON."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


class Bound(Frozen):
    """A number lies on this side of a limit, in the unit of the finding."""

    finding: str
    comparison: Comparison
    limit: float


class Unsure(Frozen):
    """Asked, and the answer was "not sure"."""

    finding: str


class Answered(Frozen):
    """Has a value, whatever it is."""

    finding: str


class PatternHolds(Frozen):
    """A named condition holds."""

    pattern: str


Atom: TypeAlias = Is | In | Has | Bound | Unsure | Answered
Condition: TypeAlias = All | AnyOf | Not | AtLeast | Atom | PatternHolds
SEVERAL = (All, AnyOf, AtLeast)
"""The conditions with several parts."""


def subconditions(condition: Condition, pointer: str = "") -> Iterator[tuple[str, Condition]]:
    """The condition and all its parts, outermost first, each with its JSON pointer below `pointer`."""
    yield pointer, condition
    match condition:
        case All(parts):
            yield from _each(parts, f"{pointer}/all")
        case AnyOf(parts):
            yield from _each(parts, f"{pointer}/any")
        case AtLeast(_, parts):
            yield from _each(parts, f"{pointer}/of")
        case Not(part):
            yield from subconditions(part, f"{pointer}/not")
        case _:
            return


def leaves_of(condition: Condition) -> list[Atom | PatternHolds]:
    """The parts that have no parts, in their order, without their places: much quicker than `subconditions`."""
    found: list[Atom | PatternHolds] = []
    open_parts: list[Condition] = [condition]
    while open_parts:
        part = open_parts.pop()
        if type(part) is Is:  # most of them
            found.append(part)
        elif isinstance(part, SEVERAL):
            open_parts += part.parts[::-1]
        elif isinstance(part, Not):
            open_parts.append(part.part)
        else:
            found.append(part)
    return found


def findings_in(condition: Condition) -> Iterator[str]:
    """The findings that the condition names itself, not through patterns; repeats included."""
    return (part.finding for part in leaves_of(condition) if not isinstance(part, PatternHolds))


def patterns_in(condition: Condition) -> Iterator[str]:
    """The patterns that the condition names itself; repeats included."""
    return (part.pattern for part in leaves_of(condition) if isinstance(part, PatternHolds))


def _each(parts: tuple[Condition, ...], pointer: str) -> Iterator[tuple[str, Condition]]:
    for index, part in enumerate(parts):
        yield from subconditions(part, f"{pointer}/{index}")
