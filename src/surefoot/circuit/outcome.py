"""What triage makes of the truth of its conditions, as a circuit; engine/triage.py says the same of one patient.

The numbers are those of docs/triage.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from surefoot.circuit.gates import FALSE, TRUE, Circuit
from surefoot.model import KnowledgeBase, NamedTuple, Rule


class Truth(NamedTuple):
    """Where a condition is known to be true, and where it is known to be false; elsewhere it is unknown."""

    true: int
    false: int


class Outcome(NamedTuple):
    """What triage answers. The maps give, for each rank, where something is of this rank or a higher one.

    Outside the scope there is no urgency and no lower bound, so both are below every rank.
    """

    fires: Mapping[str, int]
    outside: int
    urgency: Mapping[int, int]
    at_least: Mapping[int, int]
    at_most: Mapping[int, int]

    def above(self, rank: int) -> int:
        """Where the urgency is higher than a rank."""
        higher = [other for other in self.urgency if other > rank]
        return self.urgency[min(higher)] if higher else FALSE


def fires_with(kb: KnowledgeBase, circuit: Circuit, rule: Rule, parts: tuple[Truth, Truth]) -> int:
    """(2) Silence never suppresses a red flag, and never reassures; `parts` are `when` and `unless`."""
    when, unless = parts
    below = kb.rank(rule.urgency) < kb.default_rank
    return circuit.all_of((when.true, unless.false if below else -unless.true))


def outcome_of(
    kb: KnowledgeBase,
    circuit: Circuit,
    parts: Callable[[Rule], tuple[Truth, Truth]],
    scope: tuple[Truth, Truth],
) -> Outcome:
    """The answer of triage, from `when` and `unless` of each rule and of the scope."""
    fires, possible, certain = {}, {}, {}
    for rule in kb.rules:
        when, unless = parts(rule)
        fires[rule.id] = fires_with(kb, circuit, rule, (when, unless))
        possible[rule.id] = circuit.all_of((-when.false, -unless.true))
        certain[rule.id] = circuit.all_of((when.true, unless.false))
    counted = _Counted(kb, circuit)
    fired = counted.at_or_above(fires)
    above = [rank for rank in fired if rank > kb.default_rank]
    demanded = fired[above[0]] if above else FALSE
    outside = circuit.all_of((scope[0].true, -scope[1].true, -demanded))
    stuck = circuit.all_of((outside, scope[1].false))
    return Outcome(
        fires,
        outside,
        {rank: circuit.all_of((-outside, literal)) for rank, literal in counted.or_default(fired).items()},
        {rank: circuit.all_of((-outside, literal)) for rank, literal in counted.lower(certain, possible).items()},
        counted.upper(certain, possible, stuck),
    )


class _Counted:
    """The highest rank of some rules, rank by rank."""

    def __init__(self, kb: KnowledgeBase, circuit: Circuit) -> None:
        self._kb, self._circuit = kb, circuit
        self._ranks = sorted(kb.rank(level) for level in kb.levels)
        self._rank_of = {rule.id: kb.rank(rule.urgency) for rule in kb.rules}

    def at_or_above(self, rules: Mapping[str, int]) -> dict[int, int]:
        """Where one of the rules is of a rank or a higher one; each rank adds its own rules to those above it."""
        found: dict[int, int] = {}
        higher = FALSE
        for rank in reversed(self._ranks):
            higher = found[rank] = self._any((higher, *(rules[name] for name in self._named(rank))))
        return {rank: found[rank] for rank in self._ranks}

    def or_default(self, fired: Mapping[int, int]) -> dict[int, int]:
        """(3) The highest that fires, and the default where none does."""
        return {rank: self._any((fired[rank], self._unless(fired, rank))) for rank in self._ranks}

    def lower(self, certain: Mapping[str, int], possible: Mapping[str, int]) -> dict[int, int]:
        """(4) The highest that is certain; with none the lowest of the default and what is possible below it."""
        sure = self.at_or_above(certain)
        found: dict[int, int] = {}
        nothing_below = TRUE
        for rank in self._ranks:
            found[rank] = self._any((sure[rank], self._circuit.all_of((self._unless(sure, rank), nothing_below))))
            nothing_below = self._circuit.all_of((nothing_below, *(-possible[name] for name in self._named(rank))))
        return found

    def upper(self, certain: Mapping[str, int], possible: Mapping[str, int], stuck: int) -> dict[int, int]:
        """(4) The highest that is possible, and the default unless something is certain.

        Where a person can no longer come back into the scope, only what is above the default counts.
        """
        sure, could = self.at_or_above(certain), self.at_or_above(possible)
        above = [rank for rank in self._ranks if rank > self._kb.default_rank]
        found: dict[int, int] = {}
        for rank in self._ranks:
            inside = self._any((could[rank], self._unless(sure, rank)))
            demanded = could[max(rank, above[0])] if above else FALSE
            found[rank] = self._any((self._circuit.all_of((-stuck, inside)), self._circuit.all_of((stuck, demanded))))
        return found

    def _unless(self, rules: Mapping[int, int], rank: int) -> int:
        """Where the default, if it is of this rank or a higher one, holds because there is no rule at all."""
        return -rules[self._ranks[0]] if rank <= self._kb.default_rank else FALSE

    def _named(self, rank: int) -> Iterable[str]:
        return (name for name, other in self._rank_of.items() if other == rank)

    def _any(self, literals: Iterable[int]) -> int:
        return self._circuit.any_of(literals)
