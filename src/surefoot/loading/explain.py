"""Violations of a schema as faults in an author's words: the closest branch, one fault for one mistake."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.diagnostics import Change, Repair, nearest, quoted_list
from surefoot.loading.closest_branch import leaves, missing_keys, unexpected_keys, wanted_types
from surefoot.loading.positions import escape
from surefoot.loading.schemas import Path, Violation

_TYPE_NAMES = {
    "object": "an object { ... }",
    "array": "a list [ ... ]",
    "string": 'a text "..."',
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}


class SchemaFault(NamedTuple):
    """A violation in words, before it has a file: the slug of its code, the JSON pointer, message, cure."""

    slug: str
    pointer: str
    message: str
    help: str
    on_key: bool = False
    repairs: tuple[Repair, ...] = ()


def explain(violations: Iterable[Violation]) -> list[SchemaFault]:
    """One fault for each mistake of the author."""
    chosen = [leaf for violation in violations for leaf in leaves(violation)]
    empty = {violation.path for violation in chosen if violation.keyword == "minLength"}
    chosen = [violation for violation in chosen if violation.keyword != "pattern" or violation.path not in empty]
    by_object: dict[Path, list[Violation]] = {}
    for violation in chosen:
        if violation.keyword in ("required", "additionalProperties"):
            by_object.setdefault(violation.path, []).append(violation)
    faults = [_fault(v) for v in chosen if v.path not in by_object or v not in by_object[v.path]]
    for path, group in by_object.items():
        faults.extend(_key_faults(path, group))
    return list(dict.fromkeys(faults))


def _pointer(path: Sequence[str | int]) -> str:
    return "".join(f"/{escape(str(token))}" for token in path)


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _key_faults(path: Path, group: list[Violation]) -> Iterator[SchemaFault]:
    missing = {key: v for v in group for key in missing_keys(v)}
    unexpected = {key: v for v in group for key in unexpected_keys(v)}
    for key, violation in unexpected.items():
        properties = violation.schema.get("properties", {})
        meant = nearest(key, missing) or nearest(key, (p for p in properties if p not in violation.value))
        pointer = _pointer((*path, key))
        if meant is None:
            yield SchemaFault(
                "unknown-key", pointer, f"unknown key `{key}`", f"the keys here are {quoted_list(properties)}", True
            )
            continue
        needed = " It is required here and missing." if meant in missing else ""
        missing.pop(meant, None)
        repair = Repair(f"rename `{key}` to `{meant}`", bool(needed), (Change("rename", pointer, meant),))
        cure = f"did you mean `{meant}`?{needed}"
        yield SchemaFault("unknown-key", pointer, f"unknown key `{key}`", cure, True, (repair,))
    for key, violation in missing.items():
        about = violation.schema.get("properties", {}).get(key, {}).get("description", "")
        cure = f'add "{key}"{f": {about}" if about else ""}'
        yield SchemaFault("missing-key", _pointer(path), f"the key `{key}` is missing", cure)


def _fault(violation: Violation) -> SchemaFault:
    pointer, value, schema = _pointer(violation.path), violation.value, violation.schema
    limit = schema.get(violation.keyword)
    match violation.keyword:
        case "type":
            wanted = " or ".join(_TYPE_NAMES[name] for name in dict.fromkeys(wanted_types(violation)))
            return SchemaFault("wrong-type", pointer, f"{_shown(value)} is not {wanted}", _about(schema, "write"))
        case "enum" | "const":
            return _not_allowed(pointer, value, schema["enum"] if violation.keyword == "enum" else [limit])
        case "pattern":
            return SchemaFault(
                "wrong-form", pointer, f"{_shown(value)} has not the right form", _about(schema, "write")
            )
        case "format":
            return SchemaFault("wrong-form", pointer, f"{_shown(value)} is no {limit}", _about(schema, "write"))
        case "minLength":
            return SchemaFault("wrong-form", pointer, "the text is empty", _about(schema, "write"))
        case "maxLength":
            return SchemaFault("wrong-form", pointer, f"the text has more than {limit} letters", "make it shorter")
        case "minimum":
            return SchemaFault(
                "number-out-of-bounds", pointer, f"{_shown(value)} is below {limit}", _about(schema, "write")
            )
        case "maximum":
            return SchemaFault(
                "number-out-of-bounds", pointer, f"{_shown(value)} is above {limit}", _about(schema, "write")
            )
        case "minItems":
            return SchemaFault(
                "wrong-count",
                pointer,
                f"the list has {len(value)} entries, at least {limit} are needed",
                _about(schema, "add"),
            )
        case "maxItems":
            return SchemaFault(
                "wrong-count",
                pointer,
                f"the list has {len(value)} entries, at most {limit} are allowed",
                "remove some, or join them",
            )
        case "uniqueItems":
            return _repeated(violation)
        case "maxProperties":
            return SchemaFault(
                "wrong-count",
                pointer,
                f"{quoted_list(value)}: at most {limit} keys are allowed together",
                'write two conditions, joined by "all"',
            )
        case "oneOf":
            forms = [sorted(key for v in branch for key in missing_keys(v)) for branch in violation.branches]
            names = quoted_list(" ... ".join(form) for form in forms if form)
            return SchemaFault(
                "no-known-form", pointer, f"{_shown(value)} has none of the known forms", f"write one of {names}"
            )
        case "dependentRequired":
            return _dependent(violation)
        case _:
            return SchemaFault(
                "other-schema-fault",
                pointer,
                f"{_shown(value)} breaks the rule `{violation.keyword}`",
                _about(schema, "write"),
            )


def _about(schema: Mapping[str, Any], verb: str) -> str:
    """The description of the schema, and its first example."""
    examples = schema.get("examples")
    example = f"{verb} for example {_shown(examples[0])}" if examples else ""
    return "; ".join(filter(None, [example, str(schema.get("description", "")).rstrip(".")]))


def _not_allowed(pointer: str, value: Any, allowed: Sequence[Any]) -> SchemaFault:
    words = [option for option in allowed if isinstance(option, str)]
    meant = nearest(value, words) if isinstance(value, str) else None
    cure = f"did you mean `{meant}`?" if meant else f"allowed here: {', '.join(_shown(a) for a in allowed)}"
    wanted = meant if meant else allowed[0] if len(allowed) == 1 else None
    repairs = () if wanted is None else (Repair(f"write {_shown(wanted)}", False, (Change("set", pointer, wanted),)),)
    return SchemaFault("value-not-allowed", pointer, f"{_shown(value)} is not allowed here", cure, repairs=repairs)


def _repeated(violation: Violation) -> SchemaFault:
    seen = set[str]()
    for index, item in enumerate(violation.value):
        if (written := json.dumps(item, sort_keys=True)) in seen:
            pointer = _pointer((*violation.path, index))
            repairs = (Repair("remove the second one", True, (Change("remove", pointer),)),)
            message = f"{_shown(item)} stands twice in this list"
            return SchemaFault("repeated-item", pointer, message, "remove one of the two", repairs=repairs)
        seen.add(written)
    return SchemaFault("repeated-item", _pointer(violation.path), "an entry stands twice", "remove one of the two")


def _dependent(violation: Violation) -> SchemaFault:
    for key, needed in violation.schema["dependentRequired"].items():
        lacking = [n for n in needed if n not in violation.value]
        if key in violation.value and lacking:
            return SchemaFault(
                "missing-key",
                _pointer((*violation.path, key)),
                f"`{key}` needs `{lacking[0]}` beside it",
                f'add "{lacking[0]}", or remove "{key}"',
                True,
            )
    return SchemaFault("missing-key", _pointer(violation.path), "a key is missing that another one needs", "")
