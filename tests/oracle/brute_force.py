"""Triage a second time, written from the design alone: plain, slow, and without the engine.

It reads conditions as JSON. Truth is a number, so that Kleene's logic is arithmetic: "all" is the
least of the parts, "any" the greatest, "not" the distance from true, "at_least n of" the n-th greatest.
"""

from typing import Any

FALSE, UNKNOWN, TRUE = 0, 1, 2

COMPARISONS = {
    "above": lambda number, limit: number > limit,
    "at_least": lambda number, limit: number >= limit,
    "below": lambda number, limit: number < limit,
    "at_most": lambda number, limit: number <= limit,
}


class Patterns(dict[str, int]):
    """The truth of each pattern for one patient, found when it is first needed."""

    def __init__(self, conditions: dict[str, Any], answers: dict[str, Any]) -> None:
        super().__init__()
        self.conditions = conditions
        self.answers = answers

    def __missing__(self, name: str) -> int:
        self[name] = truth(self.conditions[name], self.answers, self)
        return self[name]


def truth(condition: dict[str, Any], answers: dict[str, Any], patterns: Patterns) -> int:
    """FALSE, UNKNOWN or TRUE."""
    if "all" in condition:
        return min([truth(part, answers, patterns) for part in condition["all"]])
    if "any" in condition:
        return max([truth(part, answers, patterns) for part in condition["any"]])
    if "not" in condition:
        return TRUE - truth(condition["not"], answers, patterns)
    if "of" in condition:
        parts = sorted([truth(part, answers, patterns) for part in condition["of"]], reverse=True)
        return parts[condition["at_least"] - 1] if condition["at_least"] <= len(parts) else FALSE
    if "pattern" in condition:
        return patterns[condition["pattern"]]
    return atom(condition, answers)


def atom(condition: dict[str, Any], answers: dict[str, Any]) -> int:
    """The truth of a condition over one finding; a finding that was not asked leaves every one open."""
    finding = condition.get("unsure") or condition.get("answered") or condition["finding"]
    if finding not in answers:
        return UNKNOWN
    value = answers[finding]
    if "unsure" in condition:
        return TRUE if value is None else FALSE
    if "answered" in condition:
        return FALSE if value is None else TRUE
    if value is None:
        return UNKNOWN
    return TRUE if meets(condition, value) else FALSE


def meets(condition: dict[str, Any], value: Any) -> bool:
    """Whether a value is what the condition asks for."""
    demand = next((key for key in condition if key != "finding"), None)
    if demand is None:
        return value is True
    wanted = condition[demand]
    if demand == "is":
        return value == wanted
    if demand == "in":
        return value in wanted
    if demand == "has":
        return wanted in value
    return COMPARISONS[demand](value, wanted)


def assess(knowledge: dict[str, Any], answers: dict[str, Any]) -> dict[str, Any]:
    """What the design demands of triage: scope, urgency, its bounds, and the rules that fire."""
    levels = knowledge["levels"]
    patterns = Patterns(knowledge["patterns"], answers)
    default = levels.index(knowledge["default"])
    fires, possible, certain = set(), set(), set()
    fired_rules = set()
    for rule in knowledge["rules"]:
        rank = levels.index(rule["urgency"])
        when = truth(rule["when"], answers, patterns)
        unless = truth(rule["unless"], answers, patterns) if "unless" in rule else FALSE
        enough = unless == FALSE if rank < default else unless != TRUE
        if when == TRUE and enough:
            fires.add(rank)
            fired_rules.add(rule["id"])
        if when != FALSE and unless != TRUE:
            possible.add(rank)
        if when == TRUE and unless == FALSE:
            certain.add(rank)

    outside = knowledge["outside"]
    back_in = truth(outside["unless"], answers, patterns) if "unless" in outside else FALSE
    is_outside = truth(outside["when"], answers, patterns) == TRUE and back_in != TRUE
    if is_outside and not any(rank > default for rank in fires):
        could_be = {rank for rank in possible if rank > default}
        if back_in == UNKNOWN:
            could_be = possible | (set() if certain else {default})
        return {
            "in_scope": False,
            "urgency": None,
            "at_least": None,
            "at_most": levels[max(could_be)] if could_be else None,
            "settled": not could_be,
            "fired": fired_rules,
        }

    urgency = max(fires) if fires else default
    at_most = max(possible | (set() if certain else {default}))
    at_least = max(certain) if certain else min({default} | {rank for rank in possible if rank < default})
    return {
        "in_scope": True,
        "urgency": levels[urgency],
        "at_least": levels[at_least],
        "at_most": levels[at_most],
        "settled": at_most <= urgency,
        "fired": fired_rules,
    }
