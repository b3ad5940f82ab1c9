"""MC/DC of the rules, observed at the urgency: does a scenario show of each part of a condition that it matters?

A leaf is covered when a scenario would get another urgency if the leaf counted as false there, and another scenario
if it counted as true. See docs/decisions/0035.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from surefoot.adequacy.changes import Change
from surefoot.adequacy.mutation import Progress
from surefoot.adequacy.places import Spot, spots
from surefoot.adequacy.search import Aspect, Search, Vignette
from surefoot.adequacy.trials import Effect, Trials
from surefoot.loading import canonical_json, dump_condition
from surefoot.model import All, AnyOf, AtLeast, Condition, Kind, KnowledgeBase, Not, Rule, Scenario
from surefoot.proof import Undecided

HELD: Mapping[bool, Condition] = {True: All(()), False: AnyOf(())}
"""A condition that is always true, and one that never is."""


class Reached(StrEnum):
    """How a half of a leaf, or the leaf, stands. `missing` is the bad news; in the order of weight."""

    COVERED = "covered"
    INFEASIBLE = "infeasible"
    MISSING = "missing"
    UNDECIDED = "undecided"


class Half(NamedTuple):
    """One half of a leaf: the scenarios that show it; else the vignette that would; else why no patient can.

    `covered_by` are rules that demand as much wherever the leaf decides whether its rule fires; None where it never
    does.
    """

    reached: Reached
    scenarios: tuple[str, ...] = ()
    vignette: Vignette | None = None
    covered_by: tuple[str, ...] | None = None


class Leaf(NamedTuple):
    """An atom, or the mention of a pattern, where it is written.

    `by` is what a scenario must show: another urgency, or, for advice, other reasons. `true` is the half in which
    the leaf counts as true, `false` the one in which it counts as false. An unknown leaf counts as what the rule takes
    it for: silence is an answer to a rule.
    """

    kind: Kind
    id: str
    pointer: str
    text: str
    by: Aspect
    true: Half
    false: Half

    @property
    def reached(self) -> Reached:
        """The worse of the halves."""
        return max((self.true.reached, self.false.reached), key=list(Reached).index)


class RuleCoverage(NamedTuple):
    """A rule, the patterns it uses, and whether it ever decides an urgency: if not, it only gives advice."""

    rule: Rule
    decides: bool
    patterns: tuple[str, ...]
    leaves: tuple[Leaf, ...]


class Coverage(NamedTuple):
    """Every leaf, where it is written: those of rules and patterns, and of the scope."""

    kb: KnowledgeBase
    scenarios: Sequence[Scenario]
    rules: tuple[RuleCoverage, ...]
    patterns: Mapping[str, tuple[Leaf, ...]]
    scope: tuple[Leaf, ...]
    questions: int
    seconds: float

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """All leaves, each once."""
        of_rules = (leaf for rule in self.rules for leaf in rule.leaves)
        of_patterns = (leaf for leaves in self.patterns.values() for leaf in leaves)
        return (*of_rules, *of_patterns, *self.scope)

    def of(self, reached: Reached) -> tuple[Leaf, ...]:
        """The leaves that stand like this."""
        return tuple(leaf for leaf in self.leaves if leaf.reached is reached)

    def counted_for(self, rule: RuleCoverage) -> tuple[Leaf, ...]:
        """The leaves that count for a rule: its own, and those of the patterns it uses."""
        return (*rule.leaves, *(leaf for name in rule.patterns for leaf in self.patterns[name]))


def cover(
    kb: KnowledgeBase, scenarios: Sequence[Scenario], seconds: float, progress: Progress = lambda *_: None
) -> Coverage:
    """The coverage of scenarios that all pass; `seconds` are for one question to the solver.

    Raises:
        SolverMissing: something is not covered, and the solver is not installed.
        ReplayError: solver and engine disagree.
    """
    started = time.perf_counter()
    survey = _Survey(Trials(kb, scenarios), seconds)
    rules = []
    for number, rule in enumerate(kb.rules):
        progress("rules", number, len(kb.rules))
        rules.append(survey.of_rule(rule))
    patterns = {}
    for number, name in enumerate(kb.patterns):
        progress("patterns", number, len(kb.patterns))
        patterns[name] = survey.of_pattern(name)
    scope = survey.of_scope()
    return Coverage(kb, scenarios, tuple(rules), patterns, scope, survey.questions, time.perf_counter() - started)


class _Survey:
    def __init__(self, trials: Trials, seconds: float) -> None:
        self._trials, self._seconds = trials, seconds
        self._search: Search | None = None
        self._stale = False
        self._decides: dict[str, bool] = {}

    @property
    def questions(self) -> int:
        return self._search.questions if self._search else 0

    def of_rule(self, rule: Rule) -> RuleCoverage:
        self._stale = True
        by = self._by((rule,))
        leaves = [*self._leaves(rule, "when", rule.when, by), *self._leaves(rule, "unless", rule.unless, by)]
        return RuleCoverage(
            rule, self._decides[rule.id], tuple(sorted(self._trials.reach.patterns_of(rule))), tuple(leaves)
        )

    def _leaves(self, rule: Rule, key: str, condition: Condition | None, by: Aspect) -> Iterator[Leaf]:
        for spot in _leaves_of(condition, f"/{key}"):
            wholes = {held: spot.put(HELD[held]) for held in HELD}
            becomes = {
                h: rule._replace(when=w) if key == "when" else rule._replace(unless=w) for h, w in wholes.items()
            }
            changes = {held: Change(rule, other) for held, other in becomes.items()}
            yield self._leaf(Kind.RULE, rule.id, spot, by, changes)

    def of_pattern(self, name: str) -> tuple[Leaf, ...]:
        self._stale = True
        kb, pattern = self._trials.kb, self._trials.kb.patterns[name]
        touched = self._trials.reach.of_pattern(name)
        users = [rule for rule in kb.rules if rule.id in touched.rules]
        by = Aspect.URGENCY if touched.scope else self._by(users)
        return tuple(
            self._leaf(
                Kind.PATTERN, name, spot, by,
                {held: Change(pattern=pattern._replace(when=spot.put(HELD[held]))) for held in HELD},
            )
            for spot in _leaves_of(pattern.when, "/when")
        )  # fmt: skip

    def of_scope(self) -> tuple[Leaf, ...]:
        self._stale = True
        manifest = self._trials.kb.manifest
        outside = manifest.outside
        found = []
        for key, condition in (("when", outside.when), ("unless", outside.unless)):
            for spot in _leaves_of(condition, f"/scope/outside/{key}"):
                wholes = {held: spot.put(HELD[held]) for held in HELD}
                others = {
                    h: outside._replace(when=w) if key == "when" else outside._replace(unless=w)
                    for h, w in wholes.items()
                }
                changes = {held: Change(manifest=manifest._replace(outside=one)) for held, one in others.items()}
                found.append(self._leaf(Kind.KB, manifest.id, spot, Aspect.URGENCY, changes))
        return tuple(found)

    def _by(self, rules: Sequence[Rule]) -> Aspect:
        """What shows that conditions of these rules matter: the urgency, if one of them ever decides it."""
        for rule in rules:
            if rule.id not in self._decides:
                moved = self._trials.run(Change(rule)).moved
                self._decides[rule.id] = bool(moved) or self._somebody(Change(rule), Aspect.URGENCY)
        return Aspect.URGENCY if any(self._decides[rule.id] for rule in rules) else Aspect.REASONS

    def _leaf(self, kind: Kind, record: str, spot: Spot, by: Aspect, changes: Mapping[bool, Change]) -> Leaf:
        true, false = (self._half(by, changes[not half]) for half in (True, False))
        return Leaf(kind, record, spot.pointer, canonical_json(dump_condition(spot.part)), by, true, false)

    def _half(self, by: Aspect, change: Change) -> Half:
        """What shows that a leaf is not held at a truth."""
        effect: Effect = self._trials.run(change)
        noticed = effect.moved if by is Aspect.URGENCY else effect.missed & effect.refired
        if noticed:
            return Half(Reached.COVERED, self._trials.named(noticed))
        if not effect.form:
            return Half(Reached.INFEASIBLE)
        try:
            vignette = self._asked().vignette(change, (by,))
            if vignette is None:
                return Half(Reached.INFEASIBLE, covered_by=self._asked().covering(change))
        except Undecided:
            return Half(Reached.UNDECIDED)
        return Half(Reached.MISSING, vignette=vignette)

    def _somebody(self, change: Change, aspect: Aspect) -> bool:
        try:
            return self._asked().anybody(change, aspect)
        except Undecided:
            return True

    def _asked(self) -> Search:
        if self._search is None:
            self._search = Search(self._trials, self._seconds)
        elif self._stale:
            self._search.begin()
        self._stale = False
        return self._search


def _leaves_of(condition: Condition | None, pointer: str) -> Iterator[Spot]:
    for spot in spots(condition, pointer) if condition is not None else ():
        if not isinstance(spot.part, All | AnyOf | AtLeast | Not):
            yield spot
