"""Would the scenarios notice a mistake? Every mutant on every scenario; the solver is asked about the survivors."""

import time
from collections.abc import Callable, Hashable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from surefoot.adequacy.mutants import Mutant, mutants_of
from surefoot.adequacy.search import Search, Vignette, seen_by
from surefoot.adequacy.trials import Effect, Trials
from surefoot.model import Kind, KnowledgeBase, Scenario
from surefoot.proof import Undecided

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Fate(StrEnum):
    """What became of a mutant. `survived` is the bad news."""

    KILLED = "killed"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"
    UNDECIDED = "undecided"


class Trial(NamedTuple):
    """A mutant and what became of it.

    `killers` are the scenarios with an expectation that the mutant breaks. A survivor has a vignette that would kill
    it, by number, and `onlookers`: scenarios for which it makes another rule fire, which they do not state.
    """

    mutant: Mutant
    fate: Fate
    killers: tuple[str, ...] = ()
    vignette: int | None = None
    onlookers: tuple[str, ...] = ()


class Mutation(NamedTuple):
    """Every mutant, what became of it, and the vignettes that are missing.

    `repeated` mutants are left out: they mean the same as another one of their record.
    """

    kb: KnowledgeBase
    scenarios: Sequence[Scenario]
    trials: tuple[Trial, ...]
    vignettes: tuple[Vignette, ...]
    repeated: int
    questions: int
    seconds: float

    def of(self, fate: Fate) -> tuple[Trial, ...]:
        """The mutants that ended like this."""
        return tuple(trial for trial in self.trials if trial.fate is fate)

    @property
    def score(self) -> float:
        """The share of the mutants that are not proved equivalent which the scenarios kill; 1 where there is none."""
        counted = len(self.trials) - len(self.of(Fate.EQUIVALENT))
        return len(self.of(Fate.KILLED)) / counted if counted else 1.0


def mutate(
    kb: KnowledgeBase, scenarios: Sequence[Scenario], seconds: float, progress: Progress = lambda *_: None
) -> Mutation:
    """Try every mutant on scenarios that all pass; `seconds` are for one question to the solver.

    Raises:
        SolverMissing: a mutant survives, and the solver is not installed.
        ReplayError: solver and engine disagree.
    """
    started = time.perf_counter()
    mutants = list(mutants_of(kb))
    trials = Trials(kb, scenarios, [one.condition for one in mutants if one.condition is not None])
    tried = list(_distinct(mutants, trials, progress))
    ended, vignettes, questions = _Inquest(trials, seconds).held(
        [pair for pair in tried if not pair[1].missed], progress
    )
    found = tuple(
        Trial(mutant, Fate.KILLED, trials.named(effect.missed)) if effect.missed else ended[mutant]
        for mutant, effect in tried
    )
    spent = time.perf_counter() - started
    return Mutation(kb, scenarios, found, vignettes, len(mutants) - len(tried), questions, spent)


def _distinct(mutants: Sequence[Mutant], trials: Trials, progress: Progress) -> Iterator[tuple[Mutant, Effect]]:
    """The mutants with what the scenarios notice of them, without those that mean the same as an earlier one."""
    seen: set[tuple[Kind, str, Hashable]] = set()
    for number, mutant in enumerate(mutants):
        progress("mutants", number, len(mutants))
        effect = trials.run(mutant.change)
        form = (mutant.kind, mutant.id, effect.form)
        if effect.form and form in seen:
            continue
        seen.add(form)
        yield mutant, effect


class _Inquest:
    """What becomes of the mutants that no scenario kills."""

    def __init__(self, trials: Trials, seconds: float) -> None:
        self._trials = trials
        self._seconds = seconds
        self._vignettes: list[Vignette] = []
        self._of_record: list[int] = []

    def held(
        self, survivors: Sequence[tuple[Mutant, Effect]], progress: Progress
    ) -> tuple[dict[Mutant, Trial], tuple[Vignette, ...], int]:
        """What became of each, the vignettes that are missing, how often the solver was asked."""
        ended: dict[Mutant, Trial] = {}
        search: Search | None = None
        record: tuple[Kind, str] | None = None
        for number, (mutant, effect) in enumerate(survivors):
            progress("survivors", number, len(survivors))
            if not effect.form:
                ended[mutant] = Trial(mutant, Fate.EQUIVALENT)
                continue
            search = search or Search(self._trials, self._seconds)
            if record != (mutant.kind, mutant.id):
                record = (mutant.kind, mutant.id)
                search.begin()
                self._of_record = []
            ended[mutant] = self._trial(mutant, effect, search)
        return ended, tuple(self._vignettes), search.questions if search else 0

    def _trial(self, mutant: Mutant, effect: Effect, search: Search) -> Trial:
        trials = self._trials
        changed = mutant.change.applied(trials.kb)
        onlookers = trials.named(effect.refired)
        for number in self._of_record:
            if seen_by(trials.kb, changed, self._vignettes[number].presentation) is not None:
                return Trial(mutant, Fate.SURVIVED, (), number, onlookers)
        try:
            vignette = search.vignette(mutant.change)
        except Undecided:
            return Trial(mutant, Fate.UNDECIDED, (), None, onlookers)
        if vignette is None:
            return Trial(mutant, Fate.EQUIVALENT)
        self._vignettes.append(vignette)
        self._of_record.append(len(self._vignettes) - 1)
        return Trial(mutant, Fate.SURVIVED, (), len(self._vignettes) - 1, onlookers)
