"""Small frozen values: what a frozen dataclass gives, at a tenth of the time that defining one takes.

Every start of the program defines all of them, and `dataclasses` alone imports fifteen modules.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any, ClassVar, NoReturn, dataclass_transform
else:

    def dataclass_transform(**_):
        """Nothing: it is for type checkers."""
        return lambda kind: kind


_set = object.__setattr__


@dataclass_transform(frozen_default=True)
class _Kind(type):
    """Makes the annotated names of a class its fields; values given to them there are their defaults."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any], *, slots: bool = True) -> Any:
        fields = tuple(namespace.get("__annotations__", ())) if bases else ()
        if fields:
            defaults = {field: namespace[field] for field in fields if field in namespace}
            namespace["_fields"] = namespace["__match_args__"] = fields
            namespace["__init__"] = _initializer(fields, defaults)
            namespace["_values"] = property(attrgetter(*fields))
        if slots:
            namespace["__slots__"] = fields
        return super().__new__(mcs, name, bases, namespace)


def _initializer(fields: tuple[str, ...], defaults: dict[str, Any]) -> Any:
    """A function with the fields as parameters: a loop over them would take three times as long at every call."""
    parameters = ", ".join(f"{field}=_{field}" if field in defaults else field for field in fields)
    body = "\n ".join(f"_set(self, {field!r}, {field})" for field in fields)
    known = {"_set": _set, **{f"_{field}": value for field, value in defaults.items()}}
    exec(f"def __init__(self, {parameters}):\n {body}", known)
    return known["__init__"]


class Frozen(metaclass=_Kind):
    """A value of named fields: equal to another of its class with equal fields, and never changed.

    With `slots=False` an instance can also hold what is worked out from its fields.
    """

    _fields: ClassVar[tuple[str, ...]] = ()
    _values: ClassVar[Any] = ()

    def __eq__(self, other: object) -> bool:
        return self is other or (type(other) is type(self) and self._values == other._values)

    def __hash__(self) -> int:
        return hash(self._values)

    def __repr__(self) -> str:
        fields = ", ".join(f"{field}={getattr(self, field)!r}" for field in self._fields)
        return f"{type(self).__name__}({fields})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is never changed, and so not its {name}")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is never changed, and so not its {name}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, field) for field in self._fields)

    def replaced(self, **changes: Any) -> Any:
        """The same value with other fields."""
        return type(self)(**{**{field: getattr(self, field) for field in self._fields}, **changes})
