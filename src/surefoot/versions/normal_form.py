"""Conditions that mean the same although they are written differently."""

from collections import Counter
from collections.abc import Hashable

from surefoot.model import All, AnyOf, AtLeast, Condition, In, Is, Not


def normal_form(condition: Condition) -> Hashable:
    """Equal for two conditions only if they are true, false and unknown for the same people.

    The order of the parts, repeated parts, groups of one, groups in groups of their own kind, and a double
    `not` make no difference. Conditions can mean the same and still have different normal forms.
    """
    match condition:
        case All(parts):
            return _group("all", parts)
        case AnyOf(parts):
            return _group("any", parts)
        case AtLeast(1, parts):
            return _group("any", parts)
        case AtLeast(count, parts) if count == len(parts):
            return _group("all", parts)
        case AtLeast(count, parts):
            return (f"at least {count}", frozenset(Counter(map(normal_form, parts)).items()))
        case Not(Not(part)):
            return normal_form(part)
        case Not(part):
            return ("not", normal_form(part))
        case In(finding, values):
            return Is(finding, values[0]) if len(set(values)) == 1 else ("in", finding, frozenset(values))
        case _:
            return condition


def _group(name: str, parts: tuple[Condition, ...]) -> Hashable:
    flat: set[Hashable] = set()
    for form in map(normal_form, parts):
        match form:
            case (str(inner), frozenset() as members) if inner == name:
                flat |= members
            case _:
                flat.add(form)
    return next(iter(flat)) if len(flat) == 1 else (name, frozenset(flat))
