"""Named tuples without `typing`: importing that, and what it does for each class, is a tenth of a quick run.

For type checkers this is `typing.NamedTuple`; while running it does the same for what the library uses of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

__all__ = ["NamedTuple", "each_of"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple, TypeVar

    _Kind = TypeVar("_Kind")
else:
    from _collections import _tuplegetter
    from sys import intern

    class _Maker(type):
        """Makes the annotated names of a class the fields of a tuple; values given to them there are defaults."""

        def __new__(mcs, name, bases, namespace):
            fields = tuple(map(intern, namespace.get("__annotations__", ())))
            if fields:
                defaults = {field: namespace[field] for field in fields if field in namespace}
                namespace.update(_fields=fields, _field_defaults=defaults, __match_args__=fields)
                namespace.update((field, _tuplegetter(place, "")) for place, field in enumerate(fields))
                namespace["__new__"] = _creator(fields, defaults)
            return super().__new__(mcs, name, bases, {"__slots__": (), **namespace})

    def _creator(fields, defaults):
        names = ", ".join(fields)
        code = f"lambda _cls, {names}: _new(_cls, ({names},))"
        creator = eval(code, {"_new": tuple.__new__, "__builtins__": {}})
        creator.__defaults__ = tuple(defaults.values())
        creator.__name__ = creator.__qualname__ = "__new__"
        return creator

    class NamedTuple(tuple, metaclass=_Maker):
        """A tuple whose places have names."""

        _fields = ()

        @classmethod
        def _make(cls, values):
            return cls(*values)

        def _replace(self, **changes):
            return type(self)(**{**self._asdict(), **changes})

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self):
            return tuple(self)

        def __repr__(self):
            return f"{type(self).__name__}({', '.join(f'{f}={v!r}' for f, v in zip(self._fields, self, strict=True))})"


def each_of(kind: Callable[..., _Kind], *columns: Iterable[object]) -> list[_Kind]:
    """A named tuple of this kind for each row of the columns, one for each field; in a third of the time of calls."""
    new: Callable[..., _Kind] = tuple.__new__
    return [*map(partial(new, kind), zip(*columns, strict=False))]
