"""Every part of a condition, with what the whole looks like when another stands in its place."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from surefoot.model import All, AnyOf, AtLeast, Condition, Not


class Spot(NamedTuple):
    """A part of a condition at a JSON pointer.

    `put` gives the whole with another part in its place; `dropped` is the whole without it, None where it is the
    only one. `parent` is the condition of which it is a part, None for the whole.
    """

    pointer: str
    part: Condition
    put: Callable[[Condition], Condition]
    dropped: Condition | None
    parent: Condition | None


def spots(condition: Condition, pointer: str) -> Iterator[Spot]:
    """The condition and all its parts, outermost first."""
    yield from _spots(Spot(pointer, condition, lambda part: part, None, None))


def _spots(spot: Spot) -> Iterator[Spot]:
    yield spot
    match spot.part:
        case All(parts):
            yield from _each(spot, parts, "all", All)
        case AnyOf(parts):
            yield from _each(spot, parts, "any", AnyOf)
        case AtLeast(count, parts):
            yield from _each(spot, parts, "of", partial(AtLeast, count))
        case Not(part):
            inner = Spot(f"{spot.pointer}/not", part, lambda new: spot.put(Not(new)), None, spot.part)
            yield from _spots(inner)
        case _:
            return


def _each(
    spot: Spot, parts: tuple[Condition, ...], key: str, made: Callable[[tuple[Condition, ...]], Condition]
) -> Iterator[Spot]:
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]

        def put(
            new: Condition, before: tuple[Condition, ...] = before, after: tuple[Condition, ...] = after
        ) -> Condition:
            return spot.put(made((*before, new, *after)))

        dropped = spot.put(made((*before, *after))) if len(parts) > 1 else None
        yield from _spots(Spot(f"{spot.pointer}/{key}/{index}", part, put, dropped, spot.part))
