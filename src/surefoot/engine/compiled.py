"""A knowledge base made ready to assess many patients: what the specification says, in a fraction of the time.

`triage.py` and `kleene.py` say what is meant; tests hold this module to them on a million patients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

from surefoot.engine.atoms import Atoms
from surefoot.engine.index import Finder, tables
from surefoot.engine.judged import Judged, in_order
from surefoot.engine.parts import Parts
from surefoot.engine.rules import OUTSIDE, CompiledRule, Fired, closing
from surefoot.engine.source import tests_of
from surefoot.model import KnowledgeBase, Presentation, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from surefoot.engine.parts import Test
    from surefoot.model import Value

    Answers: TypeAlias = Mapping[str, Value | None]

_MOST_KEPT = 20_000
"""So many results and sets of findings are kept; they are much the same from patient to patient."""
_MOST_STATES = 64
"""Of each rule so many states are kept: most patients have told nothing of it, or the same."""


class Engine:
    """Assesses patients by one knowledge base.

    Raises:
        RecursionError: its conditions are nested too deep to be compiled.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._default = kb.default_rank
        self._names = tuple(rule.id for rule in kb.rules)
        self._level = {kb.rank(level): level for level in kb.levels}
        self._atoms = Atoms(kb)
        self._parts = Parts(self._atoms, kb.patterns)
        self._rules = [self._compiled(kb, rule) for rule in kb.rules]
        self._ranks = [rule.rank for rule in self._rules]
        self._unless = [rule.unless for rule in self._rules]
        outside = kb.manifest.outside
        self._outside = self._parts.part(outside.when)
        self._back_in = None if outside.unless is None else self._parts.part(outside.unless)
        scope = CompiledRule(self._default, False, self._outside, self._back_in, 0)
        tests = tests_of([(rule.sides, rule.quick_test) for rule in (*self._rules, scope)])
        tested = [(test, number) for number, test in enumerate(tests)]
        finder = Finder(self._atoms)
        triggers = [finder.triggers(rule.when) for rule in (*self._rules, scope)]
        self._yes, self._no, self._others = tables(self._atoms, triggers, tested, kb.findings)
        self._always = [one for one, found in zip(tested, triggers, strict=True) if found.always]
        self._closing = closing(rule for rule in self._rules if rule.rank < self._default)
        self._results: dict[tuple[int, ...], Fired] = {}
        self._orders: dict[tuple[int, ...], tuple[tuple[int, ...], bool]] = {}
        self._lists: dict[int, tuple[str, ...]] = {}
        self._states: list[dict[int, tuple[tuple[int, frozenset[str]], ...]]] = [{} for _ in self._rules]

    def _compiled(self, kb: KnowledgeBase, rule: Rule) -> CompiledRule:
        rank = kb.rank(rule.urgency)
        unless = None if rule.unless is None else self._parts.part(rule.unless)
        when = self._parts.part(rule.when)
        return CompiledRule(rank, rank < kb.default_rank, when, unless, when.mask | (unless.mask if unless else 0))

    @cached_property
    def _possible(self) -> list[tuple[int, Test]]:
        """The rank of each rule and whether it is possible; whoever asks for what fires alone never needs it."""
        tests = tests_of([(rule.closed_sides, rule.possible_test) for rule in self._rules])
        return list(zip(self._ranks, tests, strict=True))

    @cached_property
    def fired(self) -> Callable[[Answers], Fired]:
        """The urgency and the rules that fire, and nothing else; its variables are its own: that is quickest."""
        yes, no, others, always = self._yes, self._no, self._others, self._always
        results, result_of, named = self._results, self._result, self._named

        def fired(answers: Answers) -> Fired:
            known, candidates = 0, always[:]
            fires: tuple[int, ...] = ()
            try:
                for finding, value in answers.items():
                    if value is True:
                        bits, rules = yes[finding]
                    elif value is False:
                        bits, rules = no[finding]
                    else:
                        bits, rules = others[finding][value]
                    known |= bits
                    if rules:
                        candidates += rules
            except KeyError:
                return fired(named(answers))
            for test, number in candidates:
                if test(known):
                    fires += (number,)
            return results.get(fires) or result_of(fires)

        return fired

    def _named(self, answers: Answers) -> Answers:
        """The answers to findings that there are; others say nothing."""
        return {finding: value for finding, value in answers.items() if finding in self._yes}

    def _result(self, fires: tuple[int, ...]) -> Fired:
        """The result of rules that fire, and perhaps the scope, in any order and more than once."""
        numbers, outside = self._apart(fires)
        rank = self._ranks[numbers[0]] if numbers else self._default
        result = Fired(self._level[rank], tuple(self._names[number] for number in numbers))
        if outside and rank <= self._default:
            result = OUTSIDE
        if len(self._results) < _MOST_KEPT:
            self._results[fires] = result
        return result

    def _apart(self, fires: tuple[int, ...]) -> tuple[tuple[int, ...], bool]:
        """The rules in their order, and whether the scope is among them, whose number is the one after theirs."""
        numbers = tuple(sorted(set(fires)))
        outside = bool(numbers) and numbers[-1] == len(self._rules)
        found = numbers[:-1] if outside else numbers, outside
        if len(self._orders) < _MOST_KEPT:
            self._orders[fires] = found
        return found

    def _known(self, answers: Answers) -> tuple[int, tuple[int, ...], bool]:
        """The bits that the answers set, the rules that fire, and whether the scope is left."""
        yes, no, others = self._yes, self._no, self._others
        known, candidates = 0, self._always[:]
        fires: tuple[int, ...] = ()
        try:
            for finding, value in answers.items():
                bits, triggered = (
                    yes[finding] if value is True else no[finding] if value is False else others[finding][value]
                )
                known |= bits
                if triggered:
                    candidates += triggered
        except KeyError:
            return self._known(self._named(answers))
        for test, number in candidates:
            if test(known):
                fires += (number,)
        return known, *(self._orders.get(fires) or self._apart(fires))

    def judge(self, presentation: Presentation) -> Judged:
        """Everything that the answers demand."""
        known, fires, leaves = self._known(presentation.answers)
        outside, urgency, at_least, at_most = self._bounds(known, fires, leaves)
        open_: tuple[tuple[str, int], ...] = ()
        if at_most is not None and (urgency is None or at_most > urgency):
            open_ = in_order(self._raisers(known, fires, urgency, at_most))
        shown = () if outside else fires
        return Judged(shown, self._matched(known, shown), outside, urgency, at_least, at_most, open_)

    def _matched(self, known: int, fires: tuple[int, ...]) -> tuple[tuple[str, ...], ...]:
        """The findings that make each rule fire."""
        return tuple([self._sorted(self._rules[n].when.decisive(known)) for n in fires])

    def _bounds(
        self, known: int, fires: tuple[int, ...], leaves: bool
    ) -> tuple[bool, int | None, int | None, int | None]:
        """Whether the patient is outside the scope; the urgency, at least, and at most."""
        ranks, default = self._ranks, self._default
        certain = self._certain(known, fires)
        highest = -1
        for rank, possible in self._possible:
            if possible(known):
                highest = rank
                break
        inside = highest if certain is not None or highest > default else default
        if leaves and (not fires or ranks[fires[0]] <= default):
            if self._back_in is not None and not self._back_in.false(known):
                return True, None, None, inside
            return True, None, None, highest if highest > default else None
        at_least = self._lowest(known) if certain is None else certain
        return False, ranks[fires[0]] if fires else default, at_least, inside

    def _certain(self, known: int, fires: tuple[int, ...]) -> int | None:
        """The highest rank of a rule that is certain."""
        for number in fires:
            unless = self._unless[number]
            if unless is None or unless.false(known):
                return self._ranks[number]
        return None

    def _lowest(self, known: int) -> int:
        """The lowest of the default and what is possible below it."""
        if known & self._closing:
            return self._default
        for rank, possible in reversed(self._possible):
            if rank >= self._default:
                break
            if possible(known):
                return rank
        return self._default

    def _raisers(
        self, known: int, fires: tuple[int, ...], urgency: int | None, at_most: int
    ) -> Iterator[tuple[int, frozenset[str]]]:
        """What could still raise the urgency: the rank, and the open findings it hangs on."""
        floor = self._floor(known, fires) if urgency is None else urgency
        firing = set(fires)
        for number, rank in enumerate(self._ranks):
            if rank <= floor:
                break
            if number not in firing:
                yield from self._open(number, known)
        if self._back_in is not None:
            may_leave = floor < self._default and not self._outside.true(known) and not self._outside.false(known)
            if urgency is None or may_leave:
                yield min(self._default, at_most), self._atoms.findings(self._back_in.unknown(known))

    def _open(self, number: int, known: int) -> Sequence[tuple[int, frozenset[str]]]:
        """The rank of a rule with the findings it still hangs on, and again with those its exception does."""
        rule, seen = self._rules[number], self._states[number]
        known &= rule.mask
        found = seen.get(known)
        if found is None:
            found = ()
            if rule.possible(known):
                parts = [rule.when, *([rule.unless] if rule.below_default and rule.unless is not None else ())]
                found = tuple((rule.rank, self._atoms.findings(part.unknown(known))) for part in parts)
            if len(seen) < _MOST_STATES:
                seen[known] = found
        return found

    def _floor(self, known: int, fires: tuple[int, ...]) -> int:
        """Outside, what is at least reached by coming back in."""
        back_in = self._back_in
        if back_in is None or back_in.true(known) or back_in.false(known):
            return self._default
        certain = self._certain(known, fires)
        return self._lowest(known) if certain is None else certain

    def _sorted(self, bits: int) -> tuple[str, ...]:
        """The findings of bits, in the order of their ids."""
        found = self._lists.get(bits)
        if found is None:
            if len(self._lists) >= _MOST_KEPT:
                self._lists.clear()
            found = self._lists[bits] = tuple(sorted(self._atoms.findings(bits)))
        return found
