"""Which patients move: the scenarios of both versions, triaged by both."""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from surefoot.engine import Decision, decide, evaluator_for
from surefoot.model import Kind, KnowledgeBase, Scenario
from surefoot.versions.affected import affected_between, conditions_of, patterns_of, same_for
from surefoot.versions.opening import Version

Key: TypeAlias = tuple[Kind, str]
_Decided: TypeAlias = tuple[KnowledgeBase, Decision]


class Direction(StrEnum):
    """Where a patient moves; in the order in which moves are reported, the most dangerous first."""

    LOWERED = "lowered"
    MOVED = "moved"
    RAISED = "raised"


class Move(NamedTuple):
    """A patient whose urgency differs between the versions; None stands for outside the scope.

    `lost` are rules that demanded the old urgency and no longer do, `gained` those that demand the new one
    and did not before; `because_of` are the changed records that they hang on.
    """

    scenario: Scenario
    before: str | None
    after: str | None
    direction: Direction
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    because_of: tuple[Key, ...]


class Moves(NamedTuple):
    """All moves, the worst first; the scenarios that keep their urgency but not their bounds or reasons;
    how many patients were triaged.
    """

    moves: tuple[Move, ...]
    shifted: tuple[str, ...]
    patients: int


def moves_between(old: Version, new: Version, changed: Collection[Key]) -> Moves:
    """Triage every patient of either version with both; `changed` are the records that differ."""
    affected = affected_between(old.kb, new.kb)
    moves: list[tuple[int, Move]] = []
    shifted: list[str] = []
    patients = list(_patients(old, new))
    for scenario in patients:
        if same_for(scenario.presentation, affected, old.kb, new.kb):
            continue
        was = decide(old.kb, evaluator_for(old.kb, scenario.presentation))
        now = decide(new.kb, evaluator_for(new.kb, scenario.presentation))
        if _level(old.kb, was) != _level(new.kb, now):
            moves.append(_move(scenario, (old.kb, was), (new.kb, now), changed))
        elif _bounds(old.kb, was) != _bounds(new.kb, now):
            shifted.append(scenario.id)
    order = list(Direction)
    moves.sort(key=lambda found: (order.index(found[1].direction), -found[0], found[1].scenario.file))
    return Moves(tuple(move for _, move in moves), tuple(dict.fromkeys(shifted)), len(patients))


def _move(scenario: Scenario, old: _Decided, new: _Decided, changed: Collection[Key]) -> tuple[int, Move]:
    """The move, and by how many levels it drops."""
    (old_kb, was), (new_kb, now) = old, new
    before, after = _level(old_kb, was), _level(new_kb, now)
    direction, drop = _direction(before, after, old_kb, new_kb)
    lost = _demanding(was, before) - _demanding(now, before)
    gained = _demanding(now, after) - _demanding(was, after)
    because = _because_of({*lost, *gained}, old_kb, new_kb, changed)
    return drop, Move(scenario, before, after, direction, tuple(sorted(lost)), tuple(sorted(gained)), because)


def _patients(old: Version, new: Version) -> Iterator[Scenario]:
    """The scenarios of the new version, and those of the old one whose patient is not among them."""
    known = new.scenarios.scenarios
    yield from known.values()
    for scenario in old.scenarios.scenarios.values():
        if scenario.id not in known or known[scenario.id].presentation.answers != scenario.presentation.answers:
            yield scenario


def _level(kb: KnowledgeBase, decision: Decision) -> str | None:
    return next((level for level in kb.levels if kb.rank(level) == decision.urgency), None)


def _direction(before: str | None, after: str | None, old: KnowledgeBase, new: KnowledgeBase) -> tuple[Direction, int]:
    """Lower or higher, and by how many levels it drops; outside the scope is below every level."""
    for kb in (new, old):
        if {before, after} <= {None, *kb.levels}:
            heights = {level: height for height, level in enumerate(reversed(kb.levels), 1)}
            drop = heights.get(before or "", 0) - heights.get(after or "", 0)
            return (Direction.LOWERED if drop > 0 else Direction.RAISED), drop
    return Direction.MOVED, 0


def _demanding(decision: Decision, level: str | None) -> set[str]:
    fired = (judgement.rule for judgement in decision.judgements if judgement.fires)
    return {rule.id for rule in fired if rule.urgency == level}


def _bounds(kb: KnowledgeBase, decision: Decision) -> tuple[object, ...]:
    """What else people see of a decision: how far it can move, and the rules that fired."""
    levels = {kb.rank(level): level for level in kb.levels}
    fired = frozenset(judgement.rule.id for judgement in decision.judgements if judgement.fires)
    ranks = (decision.at_least, decision.at_most)
    return (*(None if rank is None else levels[rank] for rank in ranks), decision.settled, fired)


def _because_of(
    rules: Collection[str], old: KnowledgeBase, new: KnowledgeBase, changed: Collection[Key]
) -> tuple[Key, ...]:
    """The changed records that the rules hang on, else kb.json, which holds the default and the scope."""
    hang_on: set[Key] = set()
    for kb in (old, new):
        for rule in (rule for rule in kb.rules if rule.id in rules):
            patterns = patterns_of(conditions_of(rule), kb.records)
            hang_on |= {(Kind.RULE, rule.id), *((Kind.PATTERN, name) for name in patterns)}
    found = tuple(sorted(hang_on.intersection(changed)))
    return found or tuple(key for key in changed if key[0] is Kind.KB)
