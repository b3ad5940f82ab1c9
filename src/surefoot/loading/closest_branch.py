"""Which branch of a schema an author meant, and which keys are missing or unknown there."""

from collections.abc import Iterator, Sequence
from typing import Any

from surefoot.diagnostics import nearest
from surefoot.loading.schemas import Path, Violation


def leaves(violation: Violation) -> Iterator[Violation]:
    """The violations of the branch that the author most likely meant, all the way down."""
    if not violation.branches:
        yield violation
        return
    if (merged := _wrong_type_everywhere(violation)) or (merged := _wrong_discriminator(violation)):
        yield merged
        return
    ranked = sorted(violation.branches, key=lambda branch: _distance(violation.path, branch))
    if _is_lost(violation, ranked):
        yield violation
        return
    for inner in ranked[0]:
        yield from leaves(inner)


def _wrong_type_everywhere(violation: Violation) -> Violation | None:
    """One `type` violation for the whole when every branch wants another type."""
    types: list[str] = []
    for branch in violation.branches:
        wrong = [v for v in branch if v.keyword == "type" and v.path == violation.path]
        if not wrong:
            return None
        types.extend(wanted_types(wrong[0]))
    return Violation(violation.path, "type", {"type": types}, violation.value)


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


def _distance(path: Path, branch: tuple[Violation, ...]) -> tuple[bool, int, int]:
    missing, unexpected = set[str](), set[str]()
    for violation in branch:
        if violation.path == path:
            missing |= missing_keys(violation)
            unexpected |= unexpected_keys(violation)
    respelt = sum(1 for key in unexpected if nearest(key, missing))
    discriminated = any(v.keyword in ("const", "enum") and len(v.path) == len(path) + 1 for v in branch) or any(
        v.keyword == "type" and v.path == path for v in branch
    )
    return discriminated, len(missing) + len(unexpected) - 2 * respelt, len(branch)


def _is_lost(violation: Violation, ranked: Sequence[tuple[Violation, ...]]) -> bool:
    """Nothing in the value points to one branch more than to the others."""
    if len(ranked) < 3 or not isinstance(violation.value, dict):
        return False
    known = {key for branch in ranked for v in branch for key in missing_keys(v) if v.path == violation.path}
    if any(key in known or nearest(key, known) for key in violation.value):
        return False
    return _distance(violation.path, ranked[0])[:2] == _distance(violation.path, ranked[1])[:2]


def missing_keys(violation: Violation) -> set[str]:
    """The keys that a `required` violation asks for."""
    if violation.keyword != "required":
        return set()
    return {key for key in violation.schema["required"] if key not in violation.value}


def unexpected_keys(violation: Violation) -> set[str]:
    """The keys that an `additionalProperties` violation does not know."""
    if violation.keyword != "additionalProperties":
        return set()
    return {key for key in violation.value if key not in violation.schema.get("properties", {})}


def wanted_types(violation: Violation) -> list[str]:
    """The types that a `type` violation allows."""
    wanted = violation.schema["type"]
    return [wanted] if isinstance(wanted, str) else list(wanted)
