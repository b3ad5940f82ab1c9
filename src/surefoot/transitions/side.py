"""One version as a circuit over the patients of both."""

from collections.abc import Iterable
from functools import partial

from surefoot.circuit import Meaning, Truth
from surefoot.model import Atom, KnowledgeBase
from surefoot.transitions.people import People


class Side(Meaning):
    """What one version answers, and whom its constraints exclude."""

    def __init__(self, people: People, kb: KnowledgeBase, hearing: Iterable[KnowledgeBase] = ()) -> None:
        """`hearing` are versions; whoever violates a constraint as one of them hears it is not real."""
        super().__init__(kb, people.patient.circuit, lambda atom: people.truth(atom, kb))
        self.violated: dict[str, int] = {}
        heard = [Meaning(kb, self.circuit, partial(_as_heard, people, one)) for one in hearing]
        for name, constraint in sorted(kb.records.constraints.items()):
            truths = [(one.truth(constraint.when), one.truth(constraint.then)) for one in heard]
            self.violated[name] = self.circuit.any_of(
                self.circuit.all_of((when.true, then.false)) for when, then in truths
            )

    def at(self, level: str | None) -> tuple[int, ...]:
        """The literals that hold exactly where the urgency is this level; None is outside the scope.

        All ranks are among them, so that two sides with equal rules contradict each other without a solver.
        """
        if level is None:
            return (self.outcome.outside,)
        rank = self.kb.rank(level)
        ranks = self.outcome.urgency.items()
        return (-self.outcome.outside, *(literal if other <= rank else -literal for other, literal in ranks))

    def among(self, levels: Iterable[str | None]) -> int:
        """Where the urgency is one of these."""
        return self.circuit.any_of(self.circuit.all_of(self.at(level)) for level in levels)


def _as_heard(people: People, kb: KnowledgeBase, atom: Atom) -> Truth:
    return people.truth(atom, kb)
