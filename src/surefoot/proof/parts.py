"""A condition without one of its parts."""

from collections.abc import Callable, Iterator
from functools import partial

from surefoot.model import All, AnyOf, AtLeast, Condition, Not


def without_each(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The condition without each of its parts in turn, with the JSON pointer of the part; outer parts first.

    Left out, a part of `all` counts as true, and one of `any` or `at_least` as false.
    """
    make: Callable[[tuple[Condition, ...]], Condition]
    match condition:
        case All(parts):
            key, make = "all", All
        case AnyOf(parts):
            key, make = "any", AnyOf
        case AtLeast(count, parts):
            key, make = "of", partial(AtLeast, count)
        case Not(part):
            for pointer, smaller in without_each(part):
                yield f"/not{pointer}", Not(smaller)
            return
        case _:
            return
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        yield f"/{key}/{index}", make((*before, *after))
        for pointer, smaller in without_each(part):
            yield f"/{key}/{index}{pointer}", make((*before, smaller, *after))
