"""Changed knowledge on all scenarios at once."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple

from surefoot.adequacy.changes import Change, Reach, Touched
from surefoot.adequacy.judge import SCOPE, Demands, Judge, Name, Sides
from surefoot.circuit import FALSE, NEVER, TRUE, Columns, Meaning, Truth
from surefoot.model import Condition, KnowledgeBase, Scenario
from surefoot.proof import Translation

_GONE = (Truth(FALSE, TRUE), NEVER)


class Effect(NamedTuple):
    """Which scenarios notice a change: bit i is scenario i.

    `missed` has an expectation that is no longer met; `moved` gets another urgency; `refired` gets another rule as a
    reason, or one less, stated or not. Changes of one record with the same `form` are one change, and
    one with an empty form is none.
    """

    missed: int
    moved: int
    refired: int
    form: Hashable


class Trials:
    """A suite whose scenarios all pass, and every change of the knowledge that it may notice.

    `conditions` are those that occur in a change and not in the knowledge.
    """

    def __init__(self, kb: KnowledgeBase, scenarios: Sequence[Scenario], conditions: Iterable[Condition] = ()) -> None:
        self.kb = kb
        self.scenarios = scenarios
        self.world = Translation(kb, conditions)
        self.reach = Reach(kb)
        inputs: dict[int, int] = {}
        for number, scenario in enumerate(scenarios):
            for variable in self.world.patient.encoded(scenario.presentation):
                inputs[variable] = inputs.get(variable, 0) | 1 << number
        self._columns = Columns(self.world.circuit, len(scenarios), inputs)
        names: list[Name] = [*(rule.id for rule in kb.rules), SCOPE]
        self._truths = {name: _truths_of(self.world, kb, name) for name in names}
        self._sides = {name: self._sides_of(truths) for name, truths in self._truths.items()}
        self._demands = Demands(scenarios)
        self._judge = Judge(kb, self._demands, self._sides)
        self._urgency = [self._judge.columns.of(literal) for literal in self._judge.outcome.urgency.values()]

    def variant(self, change: Change) -> tuple[Meaning, Touched]:
        """The changed knowledge in the circuit of the original, and what it touches."""
        touched = self.reach.of(change)
        return self.world.variant(change.applied(self.kb), touched.patterns, touched.rules), touched

    def truths(self, change: Change) -> dict[Name, tuple[Truth, Truth]]:
        """The `when` and `unless` of the rules, and of the scope, for which a gate differs."""
        meaning, touched = self.variant(change)
        names: list[Name] = [*sorted(touched.rules), *([SCOPE] if touched.scope else [])]
        found = {name: _truths_of(meaning, meaning.kb, name) for name in names}
        return {name: truths for name, truths in found.items() if truths != self._truths[name]}

    def run(self, change: Change) -> Effect:
        """What the scenarios notice of a change."""
        truths = self.truths(change)
        form = tuple(truths.items())
        sides = {name: self._sides_of(parts) for name, parts in truths.items()}
        reorders = change.reorders(self.kb)
        if not reorders and all(sides[name] == self._sides[name] for name in sides):
            return Effect(0, 0, 0, form)
        if reorders:
            return self._reordered(change)
        judge, columns = self._judge, self._judge.columns
        found = columns.changed(judge.inputs_of(sides))
        now = (columns.of(literal, found) for literal in judge.outcome.urgency.values())
        fires = [judge.outcome.fires[name] for name in sides if name is not SCOPE]
        refired = _differing(self._reasons(fires, {}), self._reasons(fires, found))
        return Effect(columns.of(judge.missed, found), _differing(self._urgency, now), refired, form)

    def _reasons(self, fires: Iterable[int], found: Mapping[int, int]) -> list[int]:
        """Where rules are given as reasons: outside the scope none is."""
        columns = self._judge.columns
        outside = columns.of(self._judge.outcome.outside, found)
        return [columns.of(literal, found) & ~outside for literal in fires]

    def named(self, column: int) -> tuple[str, ...]:
        """The ids of the scenarios of a column."""
        return tuple(scenario.id for number, scenario in enumerate(self.scenarios) if column >> number & 1)

    def _reordered(self, change: Change) -> Effect:
        judge = Judge(change.applied(self.kb), self._demands, self._sides)
        now = (judge.columns.of(literal) for literal in judge.outcome.urgency.values())
        return Effect(judge.columns.of(judge.missed), _differing(self._urgency, now), 0, change)

    def _sides_of(self, truths: tuple[Truth, Truth]) -> Sides:
        return Sides(*(self._columns.of(literal) for truth in truths for literal in truth))


def _truths_of(meaning: Meaning, kb: KnowledgeBase, name: Name) -> tuple[Truth, Truth]:
    if name is SCOPE:
        outside = kb.manifest.outside
        return meaning.truth(outside.when), NEVER if outside.unless is None else meaning.truth(outside.unless)
    rule = next((rule for rule in kb.rules if rule.id == name), None)
    return _GONE if rule is None else meaning.parts(rule)


def _differing(before: Iterable[int], after: Iterable[int]) -> int:
    found = 0
    for was, now in zip(before, after, strict=True):
        found |= was ^ now
    return found
