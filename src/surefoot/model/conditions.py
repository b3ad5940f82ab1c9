"""Conditions: the small language in which rules, patterns and constraints speak of findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part is known not to hold."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts hold."""

    count: int
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Is:
    """A boolean or a choice has exactly this value."""

    finding: str
    value: bool | str


@dataclass(frozen=True, slots=True)
class In:
    """A choice has one of these values."""

    finding: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Has:
    """This value is among the several that were given."""

    finding: str
    value: str


class Comparison(StrEnum):
    """How a number is compared with a limit; the names are the keys in JSON."""

    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Bound:
    """A number lies on this side of a limit, in the unit of the finding."""

    finding: str
    comparison: Comparison
    limit: float


@dataclass(frozen=True, slots=True)
class Unsure:
    """Asked, and the answer was "not sure"."""

    finding: str


@dataclass(frozen=True, slots=True)
class Answered:
    """Has a value, whatever it is."""

    finding: str


@dataclass(frozen=True, slots=True)
class PatternHolds:
    """A named condition holds."""

    pattern: str


Atom: TypeAlias = Is | In | Has | Bound | Unsure | Answered
Condition: TypeAlias = All | AnyOf | Not | AtLeast | Atom | PatternHolds


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


def findings_in(condition: Condition) -> Iterator[str]:
    """The findings that the condition names itself, not through patterns; repeats included."""
    for _, part in subconditions(condition):
        if isinstance(part, Atom):
            yield part.finding


def patterns_in(condition: Condition) -> Iterator[str]:
    """The patterns that the condition names itself; repeats included."""
    for _, part in subconditions(condition):
        if isinstance(part, PatternHolds):
            yield part.pattern


def _each(parts: tuple[Condition, ...], pointer: str) -> Iterator[tuple[str, Condition]]:
    for index, part in enumerate(parts):
        yield from subconditions(part, f"{pointer}/{index}")
