"""Violations of a schema as faults in an author's words: the closest branch, one fault for one mistake."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from surefoot.diagnostics import Change, Repair, nearest, quoted_list
from surefoot.loading.closest_branch import Leaf, heads, leaves, missing_keys, wanted_types
from surefoot.loading.faults import SchemaFault, pointer_to
from surefoot.loading.schemas import Path, Violation
from surefoot.loading.wrong_keys import key_faults
from surefoot.loading.wrong_values import about, cure_for_form, cure_for_type, shown

_TYPE_NAMES = {
    "object": "an object { ... }",
    "array": "a list [ ... ]",
    "string": 'a text "..."',
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
_SAID_BETTER = {
    "minimum": ("type",),
    "maximum": ("type",),
    "pattern": ("minLength",),
    "format": ("pattern", "minLength"),
    "type": ("enum", "const"),
}
"""Which other violation of the same value says what this one says, and says it better."""


def explain(violations: Iterable[Violation]) -> list[SchemaFault]:
    """One fault for each mistake of the author."""
    chosen = [leaf for violation in violations for leaf in leaves(violation)]
    broken = {(leaf.violation.path, leaf.violation.keyword) for leaf in chosen}
    faults: list[SchemaFault] = []
    by_object: dict[Path, list[Leaf]] = {}
    for leaf in _narrowest_types(chosen):
        path, keyword = leaf.violation.path, leaf.violation.keyword
        if keyword in ("required", "additionalProperties"):
            by_object.setdefault(path, []).append(leaf)
        elif keyword == "maxProperties" and _fits_without_unknown(leaf.violation):
            continue  # the unknown keys are told, and without them there are few enough
        elif not any((path, better) in broken for better in _SAID_BETTER.get(keyword, ())):
            faults.append(_fault(leaf))
    for path, group in by_object.items():
        faults.extend(key_faults(path, group))
    return list({fault[:4]: fault for fault in reversed(faults)}.values())[::-1]


def _narrowest_types(chosen: Sequence[Leaf]) -> Iterator[Leaf]:
    """The violations, of several of `type` at one place only the one that leaves the least choice."""
    fewest: dict[Path, int] = {}
    for leaf in chosen:
        if leaf.violation.keyword == "type":
            wanted = len(wanted_types(leaf.violation))
            fewest[leaf.violation.path] = min(wanted, fewest.get(leaf.violation.path, wanted))
    for leaf in chosen:
        if leaf.violation.keyword != "type" or len(wanted_types(leaf.violation)) == fewest[leaf.violation.path]:
            yield leaf


def _fits_without_unknown(violation: Violation) -> bool:
    known = [key for key in violation.value if key in violation.schema.get("properties", {})]
    most: int = violation.schema["maxProperties"]
    return len(known) <= most


def _fault(leaf: Leaf) -> SchemaFault:
    violation = leaf.violation
    pointer, value, schema = pointer_to(violation.path), violation.value, violation.schema
    limit = schema.get(violation.keyword)
    match violation.keyword:
        case "type":
            return _wrong_type(pointer, value, violation)
        case "enum" | "const":
            return _not_allowed(pointer, value, schema["enum"] if violation.keyword == "enum" else [limit])
        case "pattern":
            cure = cure_for_form(value, pointer, schema)
            message = f"{shown(value)} has not the right form"
            return SchemaFault("wrong-form", pointer, message, cure.help, repairs=cure.repairs)
        case "format":
            return SchemaFault("wrong-form", pointer, f"{shown(value)} is no {limit}", about(schema, "write"))
        case "minLength":
            return SchemaFault("wrong-form", pointer, "the text is empty", about(schema, "write"))
        case "maxLength":
            return SchemaFault("wrong-form", pointer, f"the text has more than {limit} letters", "make it shorter")
        case "minimum" | "maximum":
            side = "below" if violation.keyword == "minimum" else "above"
            message = f"{shown(value)} is {side} {limit}"
            return SchemaFault("number-out-of-bounds", pointer, message, about(schema, "write"))
        case "minItems" | "maxItems" | "maxProperties":
            return _wrong_count(pointer, violation)
        case "uniqueItems":
            return _repeated(violation)
        case "oneOf":
            return _no_known_form(pointer, leaf)
        case "dependentRequired":
            return _dependent(violation)
        case _:
            message = f"{shown(value)} breaks the rule `{violation.keyword}`"
            return SchemaFault("other-schema-fault", pointer, message, about(schema, "write"))


def _wrong_type(pointer: str, value: Any, violation: Violation) -> SchemaFault:
    wanted = list(dict.fromkeys(wanted_types(violation)))
    message = f"{shown(value)} is not {' or '.join(_TYPE_NAMES[name] for name in wanted)}"
    cure = cure_for_type(value, wanted, pointer, violation.schema)
    return SchemaFault("wrong-type", pointer, message, cure.help, repairs=cure.repairs)


def _not_allowed(pointer: str, value: Any, allowed: Sequence[Any]) -> SchemaFault:
    words = [option for option in allowed if isinstance(option, str)]
    meant = nearest(value, words) if isinstance(value, str) else None
    cure = f"did you mean `{meant}`?" if meant else f"allowed here: {', '.join(shown(a) for a in allowed)}"
    wanted = meant if meant else allowed[0] if len(allowed) == 1 else None
    repairs = () if wanted is None else (Repair(f"write {shown(wanted)}", False, (Change("set", pointer, wanted),)),)
    return SchemaFault("value-not-allowed", pointer, f"{shown(value)} is not allowed here", cure, repairs=repairs)


def _wrong_count(pointer: str, violation: Violation) -> SchemaFault:
    value, limit = violation.value, violation.schema[violation.keyword]
    if violation.keyword == "maxProperties":
        message = f"{quoted_list(value)}: at most {limit} keys are allowed together"
        return SchemaFault("wrong-count", pointer, message, 'write two conditions, joined by "all"')
    entries = "1 entry" if len(value) == 1 else f"{len(value)} entries"
    if violation.keyword == "maxItems":
        message = f"the list has {entries}, at most {limit} are allowed"
        return SchemaFault("wrong-count", pointer, message, "remove some, or join them")
    message = f"the list has {entries}, at least {limit} are needed" if value else "the list is empty"
    return SchemaFault("wrong-count", pointer, message, about(violation.schema, "add"))


def _no_known_form(pointer: str, leaf: Leaf) -> SchemaFault:
    violation = leaf.violation
    together = heads(violation.value, leaf.forms)
    if len(together) > 1:
        message = f"{quoted_list(together)} stand in one object, and only one of them can"
        return SchemaFault("no-known-form", pointer, message, "give each its own { ... }, or keep one of them")
    forms = [sorted({key for v in branch for key in missing_keys(v)}) for branch in violation.branches]
    names = quoted_list(" ... ".join(form) for form in forms if form)
    return SchemaFault(
        "no-known-form", pointer, f"{shown(violation.value)} has none of the known forms", f"write one of {names}"
    )


def _repeated(violation: Violation) -> SchemaFault:
    seen = set[str]()
    for index, item in enumerate(violation.value):
        if (written := json.dumps(item, sort_keys=True)) in seen:
            pointer = pointer_to((*violation.path, index))
            repairs = (Repair("remove the second one", True, (Change("remove", pointer),)),)
            message = f"{shown(item)} stands twice in this list"
            return SchemaFault("repeated-item", pointer, message, "remove one of the two", repairs=repairs)
        seen.add(written)
    return SchemaFault("repeated-item", pointer_to(violation.path), "an entry stands twice", "remove one of the two")


def _dependent(violation: Violation) -> SchemaFault:
    for key, needed in violation.schema["dependentRequired"].items():
        lacking = [n for n in needed if n not in violation.value]
        if key in violation.value and lacking:
            return SchemaFault(
                "missing-key",
                pointer_to((*violation.path, key)),
                f"`{key}` needs `{lacking[0]}` beside it",
                f'add "{lacking[0]}", or remove "{key}"',
                True,
            )
    return SchemaFault("missing-key", pointer_to(violation.path), "a key is missing that another one needs", "")
