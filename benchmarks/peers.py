"""The rules of a knowledge base in the words of other engines, without negation: each condition as where it is known to
be true, or known to be false. A finding that was not asked is missing; "not sure" is a field of its own, `?` + id.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from surefoot.model import All, Answered, AnyOf, AtLeast, Bound, Has, In, Is, KnowledgeBase, Not, PatternHolds, Unsure

_COMPARED = {"above": (">", "<="), "at_least": (">=", "<"), "below": ("<", ">="), "at_most": ("<=", ">")}


class Words(NamedTuple):
    """How an engine says it: of an atom and whether it has to be true, and of what was said already.

    One that `has_patterns` says a pattern as it says an atom.
    """

    atom: Callable[[Any, bool], Any]
    every: Callable[[list[Any]], Any]
    some: Callable[[list[Any]], Any]
    at_least: Callable[[int, list[Any]], Any]
    denied: Callable[[Any], Any]
    has_patterns: bool = False


def fires(kb: KnowledgeBase, rule: Any, words: Words) -> Any:
    """Where a rule fires."""
    held = side(kb, rule.when, True, words)
    if rule.unless is None:
        return held
    if kb.rank(rule.urgency) < kb.default_rank:
        return words.every([held, side(kb, rule.unless, False, words)])
    return words.every([held, words.denied(side(kb, rule.unless, True, words))])


def side(kb: KnowledgeBase, condition: Any, truth: bool, words: Words) -> Any:
    """Where a condition is known to be true, or known to be false."""
    match condition:
        case All(parts):
            return (words.every if truth else words.some)([side(kb, part, truth, words) for part in parts])
        case AnyOf(parts):
            return (words.some if truth else words.every)([side(kb, part, truth, words) for part in parts])
        case AtLeast(count, parts):
            needed = count if truth else len(parts) - count + 1
            return words.at_least(needed, [side(kb, part, truth, words) for part in parts])
        case Not(part):
            return side(kb, part, not truth, words)
        case PatternHolds(name) if not words.has_patterns:
            return side(kb, kb.patterns[name].when, truth, words)
    return words.atom(condition, truth)


def flat(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a patient as the other engines get them."""
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in answers.items()}
    return {f"?{name}" if value is None else name: value is None or value for name, value in told.items()}


def _logic_atom(atom: Any, truth: bool) -> Any:
    value = {"var": atom.finding}
    known = {"!==": [value, None]}
    match atom:
        case Is(_, wanted) if truth or isinstance(wanted, bool):
            return {"===": [value, wanted if truth else not wanted]}
        case Is(_, wanted):
            return {"and": [known, {"!==": [value, wanted]}]}
        case In(_, values):
            told = {"in": [value, list(values)]}
        case Has(_, wanted):
            told = {"in": [wanted, value]}
        case Bound(_, comparison, limit):
            return {"and": [known, {_COMPARED[str(comparison)][not truth]: [value, limit]}]}
        case Unsure() | Answered():
            return {"===": [{"var": f"?{atom.finding}"}, True]} if isinstance(atom, Unsure) is truth else known
    return {"and": [known, told if truth else {"!": [told]}]}


JSON_LOGIC = Words(
    _logic_atom,
    lambda parts: {"and": parts},
    lambda parts: {"or": parts},
    lambda count, parts: {">=": [{"+": [{"if": [part, 1, 0]} for part in parts]}, count]},
    lambda part: {"!": [part]},
)


def _cedar_atom(atom: Any, truth: bool) -> str:
    name = json.dumps(atom.finding)
    known, value, sign = f"context has {name}", f"context[{name}]", "" if truth else "!"
    match atom:
        case Is(_, wanted):
            return f"({known} && {value} {'==' if truth else '!='} {json.dumps(wanted)})"
        case In(_, values):
            return f"({known} && {sign}([{', '.join(map(json.dumps, values))}].contains({value})))"
        case Has(_, wanted):
            return f"({known} && {sign}({value}.contains({json.dumps(wanted)})))"
        case Bound(_, comparison, limit):
            return f"({known} && {value} {_COMPARED[str(comparison)][not truth]} {int(limit)})"
    return f"(context has {json.dumps('?' + atom.finding)})" if isinstance(atom, Unsure) is truth else f"({known})"


CEDAR = Words(
    _cedar_atom,
    lambda parts: f"({' && '.join(parts)})",
    lambda parts: f"({' || '.join(parts)})",
    lambda count, parts: f"({' + '.join(f'(if {part} then 1 else 0)' for part in parts)} >= {count})",
    lambda part: f"!({part})",
)


class Rego:
    """Rules of Rego: a choice is a rule of its own with several bodies, what is denied too."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.words = Words(_rego_atom, "\n".join, self._some, self._at_least, lambda part: f"not {self._named([part])}")

    def policy(self, kb: KnowledgeBase) -> str:
        """The set of the numbers of the rules that fire."""
        fired = [f"fired contains {n} if {{ {fires(kb, rule, self.words)} }}" for n, rule in enumerate(kb.rules)]
        return "\n".join(["package triage", "import rego.v1", *self.lines, *fired])

    def _named(self, bodies: list[str]) -> str:
        name = f"part{len(self.lines)}"
        self.lines.append("\n".join(f"{name} if {{ {body} }}" for body in bodies))
        return name

    def _some(self, parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else self._named(parts)

    def _at_least(self, count: int, parts: list[str]) -> str:
        return f"count({' | '.join(f'{{{n} | {part}}}' for n, part in enumerate(parts))}) >= {count}"


def _rego_atom(atom: Any, truth: bool) -> str:
    value = f"input[{json.dumps(atom.finding)}]"
    known = f"{value} != null"
    match atom:
        case Is(_, wanted) if isinstance(wanted, bool):
            return f"{value} == {json.dumps(wanted is truth)}"
        case Is(_, wanted):
            return f"{value} {'==' if truth else '!='} {json.dumps(wanted)}"
        case In(_, values):
            told = f"{value} in {json.dumps(list(values))}"
        case Has(_, wanted):
            told = f"{json.dumps(wanted)} in {value}"
        case Bound(_, comparison, limit):
            return f"{value} {_COMPARED[str(comparison)][not truth]} {limit}"
        case Unsure() | Answered():
            return f"input[{json.dumps('?' + atom.finding)}]" if isinstance(atom, Unsure) is truth else known
    return told if truth else f"{known}\nnot {told}"
