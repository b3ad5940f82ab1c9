"""Keys that are missing, unknown or misspelt: one fault for one mistake."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from surefoot.diagnostics import Change, Repair, nearest, quoted_list
from surefoot.loading.closest_branch import Leaf, meant_key, missing_keys, unexpected_keys
from surefoot.loading.faults import SchemaFault, pointer_to
from surefoot.loading.schemas import Path, with_its_reference
from surefoot.loading.wrong_values import shown


def key_faults(path: Path, group: Sequence[Leaf]) -> Iterator[SchemaFault]:
    """The faults of the keys of one object: a misspelt key is not also a missing one."""
    missing = {key: leaf.violation for leaf in group for key in sorted(missing_keys(leaf.violation))}
    if len(missing) > 1 and not group[0].violation.value:
        cure = f"it needs {quoted_list(missing, len(missing))}"
        yield SchemaFault("missing-key", pointer_to(path), "this object is empty", cure)
        return
    for leaf in group:
        properties = leaf.violation.schema.get("properties", {})
        unexpected = unexpected_keys(leaf.violation)
        for key in [key for key in leaf.violation.value if key in unexpected]:
            absent = [name for name in properties if name not in leaf.violation.value]
            meant = meant_key(key, missing, properties) or meant_key(key, absent, properties)
            if meant:
                yield _misspelt(pointer_to((*path, key)), key, meant, meant in missing)
                missing.pop(meant, None)
            else:
                cure = _home_of(key, leaf.forms) or f"the keys here are {quoted_list(properties)}"
                yield SchemaFault("unknown-key", pointer_to((*path, key)), f"unknown key `{key}`", cure, True)
    for key, violation in missing.items():
        yield _missing(pointer_to(path), key, violation.schema.get("properties", {}).get(key, {}))


def _misspelt(pointer: str, key: str, meant: str, is_missing: bool) -> SchemaFault:
    """Only a slip of spelling in a key that must be there is safe to mend without a look."""
    needed = " It is required here and missing." if is_missing else ""
    safe = is_missing and nearest(key, (meant,)) is not None
    repair = Repair(f"rename `{key}` to `{meant}`", safe, (Change("rename", pointer, meant),))
    return SchemaFault(
        "unknown-key", pointer, f"unknown key `{key}`", f"did you mean `{meant}`?{needed}", True, (repair,)
    )


def _missing(pointer: str, key: str, schema: Mapping[str, Any]) -> SchemaFault:
    message = f"the key `{key}` is missing"
    schema = with_its_reference(schema)
    examples = schema.get("examples", ())
    if "const" in schema or (key == "$schema" and examples):
        value = schema.get("const", *examples[:1])
        pair = f'"{key}": {json.dumps(value, ensure_ascii=False)}'
        repair = Repair(f"add {pair}", False, (Change("append", pointer, (key, value)),))
        return SchemaFault("missing-key", pointer, message, f"add {pair}", repairs=(repair,))
    example = f"for example {shown(examples[0], 120)}" if examples else ""
    told = "; ".join(filter(None, (schema.get("description", "").rstrip("."), example)))
    return SchemaFault("missing-key", pointer, message, f'add "{key}"{f": {told}" if told else ""}')


def _home_of(key: str, forms: Iterable[Mapping[str, Any]]) -> str:
    """Beside what a key belongs that another form of the same thing has."""
    homes: list[str] = []
    for form in forms:
        properties = form.get("properties", {})
        if key not in properties:
            continue
        named = [f'"{name}": "{schema["const"]}"' for name, schema in properties.items() if "const" in schema]
        homes += named or [f"`{name}`" for name in form.get("required", ()) if name != key]
    return f"`{key}` belongs beside {' or '.join(dict.fromkeys(homes))}" if homes else ""
