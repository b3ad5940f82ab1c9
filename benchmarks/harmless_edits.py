"""Edits that lower nobody by construction: laws of logic, rules that others cover, more care for more people."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from surefoot.model import Kind, KnowledgeBase, Presentation
from variants import Changes, content_of

MORE = ("tremor", "muscle-cramps", "muscle-pain", "fatigue", "prolonged-sitting", "sedentary", "recent-overexertion")


class Seeded(NamedTuple):
    """An edit: what it does to whom. `effect` is lowered, excluded, harmless or raised."""

    name: str
    effect: str
    changes: Changes
    patient: Presentation | None = None


def rewritings(kb: KnowledgeBase) -> Iterator[Seeded]:
    laws = (_de_morgan, _twice_not, _reversed, _doubled, _absorbed, _spread, _at_least, _by_value, _denied, _inlined)
    for number, rule in enumerate(kb.rules):
        content, key = content_of(kb, Kind.RULE, rule.id), (Kind.RULE, rule.id)
        law = laws[number % len(laws)]
        place = "unless" if "unless" in content and number % 3 == 0 else "when"
        new = {key: {**content, place: law(content[place], kb)}}
        yield Seeded(f"{law.__name__.strip('_')} of {place}: {rule.id}", "harmless", new)
    for number, name in enumerate(sorted(kb.patterns)):
        content, law = content_of(kb, Kind.PATTERN, name), laws[number % len(laws)]
        changed = {**content, "when": law(content["when"], kb)}
        yield Seeded(f"{law.__name__.strip('_')}: pattern {name}", "harmless", {(Kind.PATTERN, name): changed})
    for number, name in enumerate(sorted(kb.records.constraints)[8:]):
        content, law = content_of(kb, Kind.CONSTRAINT, name), laws[number % len(laws)]
        changed = {**content, "when": law(content["when"], kb), "then": law(content["then"], kb)}
        yield Seeded(f"{law.__name__.strip('_')}: constraint {name}", "harmless", {(Kind.CONSTRAINT, name): changed})
    yield from _covered(kb)
    ranks = {(Kind.URGENCY, n): {**content_of(kb, Kind.URGENCY, n), "rank": 10 * kb.rank(n) + 5} for n in kb.levels}
    yield Seeded("ranks spread", "harmless", ranks)


def _covered(kb: KnowledgeBase) -> Iterator[Seeded]:
    """Rules that others cover, rules that are split in two, patterns that get a name."""
    for number, rule in enumerate(kb.rules[::12]):
        content = content_of(kb, Kind.RULE, rule.id)
        more = {**content, "id": f"{rule.id}-more", "when": {"all": [content["when"], {"finding": MORE[number % 7]}]}}
        yield Seeded(f"covered rule added: {rule.id}", "harmless", {(Kind.RULE, more["id"]): more})
        twin = {**content, "id": f"{rule.id}-anew"}
        new = {(Kind.RULE, rule.id): None, (Kind.RULE, twin["id"]): twin}
        yield Seeded(f"rule with another id: {rule.id}", "harmless", new)
        named = {"id": f"named-{number}", "title": "T", "when": content["when"]}
        used = {**content, "when": {"pattern": named["id"]}}
        both = {(Kind.PATTERN, named["id"]): named, (Kind.RULE, rule.id): used}
        yield Seeded(f"condition gets a name: {rule.id}", "harmless", both)
        parts = content["when"].get("any")
        if parts:
            halves = {f"{rule.id}-{i}": {**content, "id": f"{rule.id}-{i}", "when": p} for i, p in enumerate(parts)}
            split = {(Kind.RULE, rule.id): None, **{(Kind.RULE, n): c for n, c in halves.items()}}
            yield Seeded(f"rule split: {rule.id}", "harmless", split)


def _de_morgan(condition: Any, kb: KnowledgeBase) -> Any:
    for form, other in (("all", "any"), ("any", "all")):
        if form in condition:
            return {"not": {other: [{"not": part} for part in condition[form]]}}
    return {"not": {"any": [{"not": condition}]}}


def _twice_not(condition: Any, kb: KnowledgeBase) -> Any:
    return {"not": {"not": condition}}


def _reversed(condition: Any, kb: KnowledgeBase) -> Any:
    if isinstance(condition, dict):
        return {
            k: _reversed(v, kb)[::-1] if k in ("all", "any", "of") else _reversed(v, kb) for k, v in condition.items()
        }
    return [_reversed(part, kb) for part in condition] if isinstance(condition, list) else condition


def _doubled(condition: Any, kb: KnowledgeBase) -> Any:
    return {"all": [condition, condition]}


def _absorbed(condition: Any, kb: KnowledgeBase) -> Any:
    return {"any": [condition, {"all": [condition, {"finding": "tremor"}]}]}


def _spread(condition: Any, kb: KnowledgeBase) -> Any:
    """a and (b or c) is (a and b) or (a and c)."""
    parts = condition.get("all", ())
    for index, part in enumerate(parts):
        if "any" in part:
            rest = [*parts[:index], *parts[index + 1 :]]
            return {"any": [{"all": [*rest, one]} for one in part["any"]]}
    return {"all": [{"any": [condition, {"all": [condition]}]}]}


def _at_least(condition: Any, kb: KnowledgeBase) -> Any:
    if "any" in condition:
        return {"at_least": 1, "of": condition["any"]}
    if "all" in condition:
        return {"at_least": len(condition["all"]), "of": condition["all"]}
    return {"at_least": 1, "of": [condition]}


def _by_value(condition: Any, kb: KnowledgeBase) -> Any:
    """One of several values, said value by value; a limit, said as its denial."""
    opposite = {"above": "at_most", "at_most": "above", "below": "at_least", "at_least": "below"}
    if "in" in condition:
        return {"any": [{"finding": condition["finding"], "is": value} for value in condition["in"]]}
    for key, denied in opposite.items():
        if key in condition and "finding" in condition:
            return {"not": {"finding": condition["finding"], denied: condition[key]}}
    return _each(condition, lambda part: _by_value(part, kb))


def _denied(condition: Any, kb: KnowledgeBase) -> Any:
    """Answered no is not answered yes."""
    if condition.get("is") is False:
        return {"not": {"finding": condition["finding"]}}
    if list(condition) == ["finding"]:
        return {"not": {"finding": condition["finding"], "is": False}}
    return _each(condition, lambda part: _denied(part, kb))


def _inlined(condition: Any, kb: KnowledgeBase) -> Any:
    if "pattern" in condition:
        return content_of(kb, Kind.PATTERN, condition["pattern"])["when"]
    return _each(condition, lambda part: _inlined(part, kb))


def _each(condition: Any, change: Any) -> Any:
    lists = {key: [change(part) for part in condition[key]] for key in ("all", "any", "of") if key in condition}
    inner = {"not": change(condition["not"])} if "not" in condition else {}
    return {**condition, **lists, **inner}


def strengthenings(kb: KnowledgeBase) -> Iterator[Seeded]:
    """Rules above the default that say more people need care; a rule of home care that says fewer."""
    for number, rule in enumerate(kb.rules):
        content, key = content_of(kb, Kind.RULE, rule.id), (Kind.RULE, rule.id)
        if kb.rank(rule.urgency) > kb.default_rank and "unless" in content and number % 2:
            bare = {k: v for k, v in content.items() if k not in ("unless", "unless_because")}
            yield Seeded(f"exception removed: {rule.id}", "raised", {key: bare})
        elif kb.rank(rule.urgency) == kb.default_rank and number % 3 == 0:
            yield Seeded(f"urgency higher: {rule.id}", "raised", {key: {**content, "urgency": kb.levels[0]}})
        elif kb.rank(rule.urgency) < kb.default_rank and number % 3 == 0:
            when = {"all": [content["when"], {"finding": "tremor", "is": False}]}
            yield Seeded(f"home care narrowed: {rule.id}", "raised", {key: {**content, "when": when}})
