"""What a value should have been: the cure for a wrong type or form, with the edit where it is certain enough."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.diagnostics import Change, Repair, nearest
from surefoot.loading.names import is_id

_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


class Cure(NamedTuple):
    """What to do, and the edits that do it."""

    help: str
    repairs: tuple[Repair, ...] = ()


def shown(value: Any, most: int = 60) -> str:
    """A value as it is written, cut when it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def about(schema: Mapping[str, Any], verb: str) -> str:
    """An example of the schema, and its description."""
    examples = schema.get("examples")
    example = f"{verb} for example {shown(examples[0], 120)}" if examples else ""
    return "; ".join(filter(None, [example, str(schema.get("description", "")).rstrip(".")]))


def cure_for_type(value: Any, wanted: Sequence[str], pointer: str, schema: Mapping[str, Any]) -> Cure:
    """How a value of the wrong type becomes one of a type that is wanted."""
    told = about(schema, "write")
    if isinstance(value, str) and (found := _unquoted(value, wanted)) is not None:
        return _written(f"write {shown(found[0])}, without quotation marks", found[0], pointer)
    if isinstance(value, str) and (number := _before_unit(value, wanted)) is not None:
        return _written(f"write {shown(number)}, without quotation marks and without the unit", number, pointer)
    if isinstance(value, str) and "object" in wanted and (named := _named_by(value, schema)):
        return _written(f"write {shown(named)}", named, pointer)
    if "array" in wanted and not isinstance(value, list) and value is not None:
        listed = [value] if value != "" else []
        return _written(f"put it in square brackets: {shown(listed)}", listed, pointer)
    if isinstance(value, list) and len(value) == 1 and _is_one_of(value[0], wanted):
        return _written(f"leave out the square brackets: {shown(value[0])}", value[0], pointer)
    if isinstance(value, list) and "object" not in wanted:
        return Cure("; ".join(filter(None, ["only one can stand here", told])))
    if list(wanted) == ["string"] and isinstance(value, int | float) and not isinstance(value, bool):
        return Cure("; ".join(filter(None, [f'a text has quotation marks: "{shown(value)}"', told])))
    return Cure(told)


def cure_for_form(value: Any, pointer: str, schema: Mapping[str, Any]) -> Cure:
    """How a text becomes one of the form that its pattern wants; the description when nothing near is found."""
    pattern = schema.get("pattern")
    if isinstance(value, str) and pattern:
        for near in (*_near_forms(value), nearest(value, schema.get("examples", ()))):
            if near and near != value and re.search(pattern, near) and len(near) <= schema.get("maxLength", len(near)):
                repair = Repair(f"write {shown(near)}", False, (Change("set", pointer, near),))
                return Cure(f"did you mean {shown(near)}? {schema.get('description', '')}".strip(), (repair,))
    return Cure(about(schema, "write"))


def _near_forms(value: str) -> tuple[str, ...]:
    """The same text otherwise: without stray space, as a day, as an id, in capitals, in small letters."""
    tidy = " ".join(value.split())
    return tidy, _day(tidy), "-".join(re.findall(r"[a-z0-9]+", value.casefold())), tidy.upper(), tidy.lower()


def _day(value: str) -> str:
    """A day as year-month-day, when only one order of its numbers is possible; else nothing."""
    parts = re.fullmatch(r"(\d{1,4})[-./ ](\d{1,2})[-./ ](\d{1,4})\.?(?:[T ][0-9:.Z+-]+)?", value)
    if parts is None:
        return ""
    first, second, third = parts.groups()
    if len(first) == 4:
        return f"{first}-{second:0>2}-{third:0>2}" if len(third) <= 2 else ""
    if len(third) < 4 or (int(first) > 12) == (int(second) > 12):
        return f"{third}-{second:0>2}-{first:0>2}" if first == second else ""
    day, month = (first, second) if int(first) > 12 else (second, first)
    return f"{third}-{month:0>2}-{day:0>2}"


def _written(help: str, value: Any, pointer: str) -> Cure:
    return Cure(help, (Repair(f"write {shown(value)}", False, (Change("set", pointer, value),)),))


def _unquoted(value: str, wanted: Sequence[str]) -> tuple[Any] | None:
    """The number or truth value that stands in quotation marks."""
    if "boolean" in wanted and value.casefold() in _TRUTHS:
        return (_TRUTHS[value.casefold()],)
    pattern = r"-?(0|[1-9][0-9]{0,14})([.][0-9]{1,9})?"
    if {"number", "integer"} & set(wanted) and re.fullmatch(pattern, value.strip()):
        number = json.loads(value)
        return (number,) if "number" in wanted or isinstance(number, int) else None
    return ("null" in wanted and value.casefold() == "null" and (None,)) or None


def _before_unit(value: str, wanted: Sequence[str]) -> int | float | None:
    """The number of a text that names a unit behind it, such as `14 days`."""
    found = re.fullmatch(r"\s*(-?[0-9]{1,15}(?:[.][0-9]{1,9})?)\s*[^\W\d_]+[.]?\s*", value)
    number = _unquoted(found[1], wanted) if found and {"number", "integer"} & set(wanted) else None
    return number[0] if number else None


def _named_by(value: str, schema: Mapping[str, Any]) -> Mapping[str, str] | None:
    """The object with one key that a text was written for: as in the first example, where that is one text too."""
    example = next(iter(schema.get("examples", ())), None)
    if not isinstance(example, Mapping) or len(example) != 1:
        return None
    ((key, text),) = example.items()
    is_like_it = isinstance(text, str) and is_id(value)
    return {key: value} if is_like_it else None


def _is_one_of(value: Any, wanted: Sequence[str]) -> bool:
    kinds = {"object": dict, "string": str, "boolean": bool}
    return any(isinstance(value, kinds[name]) for name in wanted if name in kinds)
