"""Whom a change would matter to: the smallest patient who gets another answer, or the proof that nobody does."""

from collections.abc import Container, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from surefoot.adequacy.changes import Change
from surefoot.adequacy.trials import Trials
from surefoot.circuit import FALSE, Circuit, Outcome
from surefoot.engine import Decision, decide, evaluator_for
from surefoot.model import KnowledgeBase, Presentation, Rule
from surefoot.proof import ReplayError, Solver, smallest


class Aspect(StrEnum):
    """In what an answer of triage differs; the first is what a patient notices first."""

    URGENCY = "urgency"
    REASONS = "reasons"
    BOUNDS = "bounds"


class Vignette(NamedTuple):
    """The smallest patient whose answer a change makes another, and in what it differs.

    `fires` and `silent` are rules that fire, and do not fire, for the patient, and would not, or would, with the
    change.
    """

    presentation: Presentation
    aspect: Aspect
    urgency: str | None
    fires: tuple[str, ...]
    silent: tuple[str, ...]


class Search:
    """Asks the solver about changes, record by record: `begin` a new one and what was learned of the last is gone."""

    def __init__(self, trials: Trials, seconds: float) -> None:
        self._trials = trials
        self._milliseconds = max(1, round(seconds * 1000))
        self._asked = Solver(trials.world.circuit, self._milliseconds)
        self.begin()

    @property
    def questions(self) -> int:
        """How many questions the solver was asked."""
        return self._asked.questions

    def begin(self) -> None:
        """Start with another record."""
        self._solver = self._asked.about(self._trials.world.circuit)
        self._solver.require(self._trials.world.realistic)

    def where(self, change: Change, aspects: Iterable[Aspect]) -> dict[Aspect, int]:
        """The literals of the patients whose answer differs in each aspect."""
        meaning, _ = self._trials.variant(change)
        before, after = self._trials.world.outcome, meaning.outcome
        return {aspect: _where(aspect, self._trials.world.circuit, before, after) for aspect in aspects}

    def vignette(self, change: Change, aspects: Iterable[Aspect] = tuple(Aspect)) -> Vignette | None:
        """The smallest patient for whom the first of the aspects that can differ does, or None: nobody's can.

        Raises:
            Undecided: the solver's time was not enough.
            ReplayError: on the engine the answer does not differ.
        """
        literals = self.where(change, aspects)
        if not self._solver.possible(self._trials.world.circuit.any_of(literals.values())):
            return None
        for aspect, literal in literals.items():
            found = smallest(self._solver, self._trials.world.patient, literal)
            if found is not None:
                seen = seen_by(self._trials.kb, change.applied(self._trials.kb), found)
                if seen is None or (seen.aspect is not aspect and aspect is Aspect.URGENCY):
                    raise ReplayError(f"the solver's patient gets the same {aspect} on the engine")
                return seen
        raise ReplayError("one of several things can differ, and none of them does")

    def anybody(self, change: Change, aspect: Aspect) -> bool:
        """Whether the answer differs in this aspect for any patient.

        Raises:
            Undecided: the solver's time was not enough.
        """
        return self._solver.possible(self.where(change, (aspect,))[aspect])

    def covering(self, change: Change) -> tuple[str, ...] | None:
        """For a change that moves nobody's urgency: rules that demand as much wherever it changes what fires.

        None where it changes for nobody which rules fire.

        Raises:
            Undecided: the solver's time was not enough.
        """
        world, kb = self._trials.world, self._trials.kb
        meaning, touched = self._trials.variant(change)
        names: set[str] = set()
        differs = False
        for rule in (rule for rule in kb.rules if rule.id in touched.rules):
            differ = world.circuit.differ(world.outcome.fires[rule.id], meaning.outcome.fires.get(rule.id, FALSE))
            if self._solver.possible(differ):
                differs = True
                names.update(self._covering(differ, rule, touched.rules))
        return tuple(sorted(names)) if differs else None

    def _covering(self, differ: int, rule: Rule, touched: Container[str]) -> Iterator[str]:
        """Of the other rules that demand as much as one, a few of which one fires wherever a literal holds."""
        world, kb = self._trials.world, self._trials.kb
        rank = kb.rank(rule.urgency)
        others = {
            -world.outcome.fires[other.id]: other.id
            for other in kb.rules
            if other.id not in touched and kb.rank(other.urgency) >= rank
        }
        if not self._solver.possible(differ, *others):
            yield from (others[literal] for literal in self._solver.core([differ, *others]) if literal in others)


def _where(aspect: Aspect, circuit: Circuit, before: Outcome, after: Outcome) -> int:
    return circuit.any_of([circuit.differ(was, now) for was, now in _pairs(aspect, circuit, before, after)])


def _pairs(aspect: Aspect, circuit: Circuit, before: Outcome, after: Outcome) -> Iterator[tuple[int, int]]:
    match aspect:
        case Aspect.URGENCY:
            yield from ((before.urgency[rank], after.urgency[rank]) for rank in before.urgency)
        case Aspect.REASONS:
            for name, was in before.fires.items():
                now = after.fires.get(name, FALSE)
                if was != now:
                    yield circuit.all_of((was, -before.outside)), circuit.all_of((now, -after.outside))
        case Aspect.BOUNDS:
            yield from ((before.at_least[rank], after.at_least[rank]) for rank in before.at_least)
            yield from ((before.at_most[rank], after.at_most[rank]) for rank in before.at_most)


def seen_by(kb: KnowledgeBase, changed: KnowledgeBase, patient: Presentation) -> Vignette | None:
    """In what the engine answers this patient differently, None where it is in nothing."""
    was, now = (decide(one, evaluator_for(one, patient)) for one in (kb, changed))
    before, after = _fired(was), _fired(now)
    if was.urgency != now.urgency:
        aspect = Aspect.URGENCY
    elif before != after:
        aspect = Aspect.REASONS
    elif (was.at_least, was.at_most) != (now.at_least, now.at_most):
        aspect = Aspect.BOUNDS
    else:
        return None
    level = next((level for level in kb.levels if kb.rank(level) == was.urgency), None)
    return Vignette(patient, aspect, level, tuple(sorted(before - after)), tuple(sorted(after - before)))


def _fired(decision: Decision) -> frozenset[str]:
    """The reasons that triage gives; outside the scope it gives none."""
    fired = (judgement.rule.id for judgement in decision.judgements if judgement.fires)
    return frozenset() if decision.outside else frozenset(fired)
