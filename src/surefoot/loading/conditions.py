"""Conditions and answers of JSON -> model, and back. Nothing here can fail on JSON that follows its schema."""

from __future__ import annotations

from functools import cache

from surefoot.model import (
    All,
    Answered,
    AnyOf,
    AtLeast,
    Bound,
    Comparison,
    Condition,
    Has,
    In,
    Is,
    JsonObject,
    Not,
    PatternHolds,
    Unsure,
    Value,
)

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any


def build_condition(json: JsonObject) -> Condition:
    """A condition of the schema `condition`."""
    if "finding" in json:
        return _comparison(json["finding"], json)
    if "pattern" in json:
        return PatternHolds(json["pattern"])
    if "all" in json:
        return All(tuple(map(build_condition, json["all"])))
    if "any" in json:
        return AnyOf(tuple(map(build_condition, json["any"])))
    if "not" in json:
        return Not(build_condition(json["not"]))
    if "of" in json:
        return AtLeast(json["at_least"], tuple(map(build_condition, json["of"])))
    return Unsure(json["unsure"]) if "unsure" in json else Answered(json["answered"])


def _comparison(finding: str, json: JsonObject) -> Condition:
    if len(json) == 1:
        return _yes(finding)
    if "is" in json:
        return Is(finding, json["is"])
    if "in" in json:
        return In(finding, tuple(json["in"]))
    if "has" in json:
        return Has(finding, json["has"])
    comparison = next(comparison for comparison in Comparison if comparison in json)
    return Bound(finding, comparison, json[comparison])


@cache
def _yes(finding: str) -> Is:
    """Half of all conditions; what follows from one and the same is worked out once."""
    return Is(finding, True)


def dump_condition(condition: Condition) -> dict[str, Any]:
    """The JSON of a condition; `build_condition` of it gives the condition again."""
    match condition:
        case All(parts):
            return {"all": [dump_condition(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [dump_condition(part) for part in parts]}
        case Not(part):
            return {"not": dump_condition(part)}
        case AtLeast(count, parts):
            return {"at_least": count, "of": [dump_condition(part) for part in parts]}
        case Unsure(finding):
            return {"unsure": finding}
        case Answered(finding):
            return {"answered": finding}
        case PatternHolds(pattern):
            return {"pattern": pattern}
        case Is(finding, True):
            return {"finding": finding}
        case Is(finding, value):
            return {"finding": finding, "is": value}
        case In(finding, values):
            return {"finding": finding, "in": list(values)}
        case Has(finding, value):
            return {"finding": finding, "has": value}
        case Bound(finding, comparison, limit):
            return {"finding": finding, comparison.value: limit}


def build_value(json: Any) -> Value | None:
    """An answer; a list becomes a tuple."""
    return tuple(json) if isinstance(json, list) else json
