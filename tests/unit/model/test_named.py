"""The named tuples of this library are those of `typing`, as far as it uses them."""

import pickle
import typing

import pytest

from surefoot.model import NamedTuple, Record


class Ours(NamedTuple):
    """A class."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()

    @property
    def both(self):
        """A property."""
        return f"{self.first}{self.second}"

    @classmethod
    def made(cls):
        """A method of the class."""
        return cls(7)


class Theirs(typing.NamedTuple):
    """A class."""

    first: int
    second: str = "two"
    third: tuple[int, ...] = ()


@pytest.mark.parametrize(
    "arguments", [((1,), {}), ((1, "x"), {}), ((), {"first": 3, "third": (4,)}), ((1, "b", (2,)), {})]
)
def test_values_are_made_and_shown_alike(arguments):
    """Places, names, defaults, equality, order, hash and text."""
    positional, named = arguments
    ours, theirs = Ours(*positional, **named), Theirs(*positional, **named)
    assert tuple(ours) == tuple(theirs)
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert repr(ours) == repr(theirs).replace("Theirs", "Ours")
    assert (ours.first, ours.second, ours.third) == (theirs.first, theirs.second, theirs.third)
    assert ours._asdict() == theirs._asdict()
    assert ours._replace(first=9) == theirs._replace(first=9)
    assert ours._fields == theirs._fields
    assert Ours.__match_args__ == Theirs.__match_args__
    assert Ours._make([1, 2, 3]) == Theirs._make([1, 2, 3])


@pytest.mark.parametrize("arguments", [((), {}), ((1, 2, 3, 4), {}), ((1,), {"fourth": 4}), ((1,), {"first": 2})])
def test_wrong_arguments_are_refused_alike(arguments):
    """A field too few or too many is an error."""
    positional, named = arguments
    for kind in (Ours, Theirs):
        with pytest.raises(TypeError):
            kind(*positional, **named)


def test_values_never_change_and_survive_being_pickled():
    """No field can be set, and no new one added."""
    record = Record("rule", "a", "b", {})
    assert pickle.loads(pickle.dumps(record)) == record
    assert type(pickle.loads(pickle.dumps(record))) is Record
    for name in ("id", "colour"):
        with pytest.raises(AttributeError):
            setattr(record, name, 1)
    assert Ours.made().both == "7two"
