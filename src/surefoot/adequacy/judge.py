"""What `surefoot test` would say of every scenario at once: which expectations are missed, as one gate."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from surefoot.circuit import FALSE, Circuit, Columns, Outcome, Truth, outcome_of
from surefoot.model import KnowledgeBase, Rule, Scenario

SCOPE = None
"""The name under which the scope stands among the rules."""

Name: TypeAlias = str | None


class Sides(NamedTuple):
    """Of a rule or of the scope the columns of the scenarios: `when` true and false, `unless` true and false."""

    when: int
    when_not: int
    unless: int
    unless_not: int


class Demands:
    """What a suite demands: for each thing that can be demanded, the column of the scenarios that do."""

    def __init__(self, scenarios: Sequence[Scenario]) -> None:
        self.patients = len(scenarios)
        self._columns: dict[tuple[str, object], int] = {}
        for number, scenario in enumerate(scenarios):
            for demand in _demands_of(scenario):
                self._columns[demand] = self._columns.get(demand, 0) | 1 << number

    def of(self, what: str, value: object) -> int:
        """The scenarios that demand it."""
        return self._columns.get((what, value), 0)


def _demands_of(scenario: Scenario) -> Iterator[tuple[str, object]]:
    expect = scenario.expect
    yield "urgency", expect.urgency
    yield from (("fires", rule) for rule in expect.fires)
    yield from (("does_not_fire", rule) for rule in (*expect.does_not_fire, *scenario.near_miss_of))
    if expect.decides is not None:
        yield from (("fires", expect.decides), ("decides", expect.decides))
    yield from expect.stated.items()


class Judge:
    """A suite as a circuit: its inputs are the sides of each rule, `missed` is where a demand is not met."""

    def __init__(self, kb: KnowledgeBase, demands: Demands, sides: Mapping[Name, Sides]) -> None:
        circuit = Circuit()
        self._inputs = {name: Sides(*(circuit.variable() for _ in Sides._fields)) for name in sides}
        self.outcome = outcome_of(kb, circuit, self._rule, self._truths(SCOPE))
        demanded = _Demanded(kb, circuit, self.outcome, demands)
        self.missed = circuit.any_of(list(demanded.misses()))
        self.columns = Columns(circuit, demands.patients, {**demanded.columns, **self.inputs_of(sides)})
        for literal in (self.missed, *self.outcome.urgency.values()):
            self.columns.of(literal)

    def inputs_of(self, sides: Mapping[Name, Sides]) -> dict[int, int]:
        """The variables of some rules, each with its column."""
        return {
            variable: column
            for name, columns in sides.items()
            for variable, column in zip(self._inputs[name], columns, strict=True)
        }

    def _rule(self, rule: Rule) -> tuple[Truth, Truth]:
        return self._truths(rule.id)

    def _truths(self, name: Name) -> tuple[Truth, Truth]:
        sides = self._inputs[name]
        return Truth(sides.when, sides.when_not), Truth(sides.unless, sides.unless_not)


class _Demanded:
    """The demands as gates; `columns` says for each variable among them who demands it."""

    def __init__(self, kb: KnowledgeBase, circuit: Circuit, outcome: Outcome, demands: Demands) -> None:
        self._kb, self._circuit, self._outcome, self._demands = kb, circuit, outcome, demands
        self.columns: dict[int, int] = {}

    def misses(self) -> Iterator[int]:
        """Where a demand is not met, demand by demand."""
        outcome, circuit = self._outcome, self._circuit
        for level in self._kb.levels:
            exactly = self._exactly(outcome.urgency, level)
            yield self._miss("urgency", level, exactly)
            yield from self._of_rules([rule for rule in self._kb.rules if rule.urgency == level], exactly)
        yield self._miss("urgency", None, outcome.outside)
        for wanted in (True, False):
            yield self._miss("in_scope", wanted, -outcome.outside if wanted else outcome.outside)
            yield self._miss("settled", wanted, self._settled() if wanted else -self._settled())
        for key, bounds in (("at_least", outcome.at_least), ("at_most", outcome.at_most)):
            for level in self._kb.levels:
                yield self._miss(key, level, self._exactly(bounds, level))
            yield self._miss(key, None, circuit.all_of(-literal for literal in bounds.values()))

    def _of_rules(self, rules: Sequence[Rule], its_level: int) -> Iterator[int]:
        """The reasons that triage gives, of one level; outside the scope it gives none."""
        outcome, circuit = self._outcome, self._circuit
        several = circuit.at_least(2, [outcome.fires[rule.id] for rule in rules])
        for rule in rules:
            given = circuit.all_of((outcome.fires[rule.id], -outcome.outside))
            yield self._miss("fires", rule.id, given)
            yield self._miss("does_not_fire", rule.id, -given)
        # that the rule which decides fires is demanded above; that no other of its level does is one gate for all
        decided = 0
        for rule in rules:
            decided |= self._demands.of("decides", rule.id)
        yield self._miss_of(decided, circuit.all_of((its_level, -several)))

    def _settled(self) -> int:
        outcome, circuit = self._outcome, self._circuit
        within = [circuit.implies(outcome.at_most[rank], outcome.urgency[rank]) for rank in outcome.urgency]
        return circuit.any_of((circuit.all_of(within), circuit.all_of(-top for top in outcome.at_most.values())))

    def _miss(self, what: str, value: object, holds: int) -> int:
        return self._miss_of(self._demands.of(what, value), holds)

    def _miss_of(self, column: int, holds: int) -> int:
        if not column:
            return FALSE
        variable = self._circuit.variable()
        self.columns[variable] = column
        return self._circuit.all_of((variable, -holds))

    def _exactly(self, bounds: Mapping[int, int], level: str) -> int:
        rank = self._kb.rank(level)
        higher: Iterable[int] = [other for other in bounds if other > rank]
        above = bounds[min(higher)] if higher else FALSE
        return self._circuit.all_of((bounds[rank], -above))
