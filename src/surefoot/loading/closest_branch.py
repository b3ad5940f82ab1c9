"""Which branch of a schema an author meant: of several forms, the one that a value comes closest to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.diagnostics import nearest
from surefoot.loading.schemas import Path, Violation, branch_schemas


class Leaf(NamedTuple):
    """A violation that has no branches, and the schemas of the branches among which its own was chosen."""

    violation: Violation
    forms: tuple[Mapping[str, Any], ...] = ()


def leaves(violation: Violation) -> Iterator[Leaf]:
    """The violations of the branch that the author most likely meant, all the way down."""
    if not violation.branches:
        yield Leaf(violation)
        return
    if (merged := _wrong_type_everywhere(violation)) or (merged := _wrong_discriminator(violation)):
        yield Leaf(merged)
        return
    forms = branch_schemas(violation.schema)
    ranked = sorted(violation.branches, key=lambda branch: _distance(violation.path, branch))
    if len(heads(violation.value, forms)) > 1 or _is_lost(violation, ranked):
        yield Leaf(violation, forms)
        return
    for inner in ranked[0]:
        for leaf in leaves(inner):
            same = leaf.violation.path == violation.path and not leaf.forms
            yield leaf._replace(forms=forms) if same else leaf


def heads(value: Any, forms: Iterable[Mapping[str, Any]]) -> list[str]:
    """The keys of an object of which each, without any other one, begins a form of its own."""
    alone = {form["required"][0] for form in forms if len(form.get("required", ())) == 1}
    return [key for key in value if key in alone] if isinstance(value, dict) else []


def meant_key(key: str, candidates: Iterable[str], properties: Mapping[str, Any]) -> str | None:
    """The key that another word was written for, by the schema's own list of such words or by its spelling.

    In a word of three letters another letter is another word: `and` is no slip for `any`.
    """
    known = list(candidates)
    said = key.casefold().replace("-", "_").replace(" ", "_")
    if aliased := next((name for name in known if said in also(properties.get(name))), None):
        return aliased
    if len(said) < 4:
        known = [name for name in known if len(name) != len(said) or sorted(name) == sorted(said)]
    return nearest(key, known)


def also(schema: Any) -> Sequence[str]:
    """The words that people write instead of a key."""
    return schema.get("x-also", ()) if isinstance(schema, Mapping) else ()


def missing_keys(violation: Violation) -> set[str]:
    """The keys that an object needs and lacks."""
    if violation.keyword != "required":
        return set()
    return {key for key in violation.schema["required"] if key not in violation.value}


def unexpected_keys(violation: Violation) -> set[str]:
    """The keys that an object has and may not have."""
    if violation.keyword != "additionalProperties":
        return set()
    return {key for key in violation.value if key not in violation.schema.get("properties", {})}


def wanted_types(violation: Violation) -> list[str]:
    """The types that a value of the wrong type could have."""
    wanted = violation.schema["type"]
    return [wanted] if isinstance(wanted, str) else list(wanted)


def _wrong_type_everywhere(violation: Violation) -> Violation | None:
    """One `type` violation for the whole when every branch wants another type."""
    types: list[str] = []
    for branch in violation.branches:
        wrong = [v for v in branch if v.keyword == "type" and v.path == violation.path]
        if not wrong:
            return None
        types.extend(wanted_types(wrong[0]))
    told = {key: violation.schema[key] for key in ("description", "examples") if key in violation.schema}
    return Violation(violation.path, "type", {**told, "type": types}, violation.value)


def _wrong_discriminator(violation: Violation) -> Violation | None:
    """One `enum` violation when the key that names the branch has a value that names none."""
    options: list[Any] = []
    for branch in violation.branches:
        wrong = [v for v in branch if v.keyword == "const" and len(v.path) == len(violation.path) + 1]
        if not wrong:
            return None
        options.append(wrong[0].schema["const"])
        where = wrong[0]
    return Violation(where.path, "enum", {"enum": options}, where.value)


def _distance(path: Path, branch: tuple[Violation, ...]) -> tuple[bool, int, int, int]:
    missing, unexpected, properties = set[str](), set[str](), dict[str, Any]()
    begun = 0
    for violation in branch:
        if violation.path == path:
            missing |= missing_keys(violation)
            begun += sum(key in violation.value for key in violation.schema.get("required", ()) if missing)
            unexpected |= unexpected_keys(violation)
            properties |= violation.schema.get("properties", {})
    respelt = sum(1 for key in unexpected if meant_key(key, missing, properties))
    meant = sum(1 for key in unexpected if meant_key(key, properties, properties)) - respelt
    discriminated = any(v.keyword in ("const", "enum") and len(v.path) == len(path) + 1 for v in branch) or any(
        v.keyword == "type" and v.path == path for v in branch
    )
    return discriminated, len(missing) + len(unexpected) - 2 * respelt - max(meant, 0), -begun, len(branch)


def _is_lost(violation: Violation, ranked: Sequence[tuple[Violation, ...]]) -> bool:
    """Nothing in the value points to one branch more than to the others."""
    if len(ranked) < 3 or not isinstance(violation.value, dict):
        return False
    known: dict[str, Any] = {}
    for branch in ranked:
        for v in branch:
            if v.path == violation.path:
                known |= {key: v.schema.get("properties", {}).get(key) for key in missing_keys(v)}
    if any(key in known or meant_key(key, known, known) for key in violation.value):
        return False
    return _distance(violation.path, ranked[0])[:3] == _distance(violation.path, ranked[1])[:3]
