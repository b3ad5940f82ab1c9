"""Questions about the patients of two versions."""

from collections.abc import Iterable

from surefoot.circuit import FALSE, Circuit
from surefoot.model import KnowledgeBase, Presentation
from surefoot.proof import Solver, smallest
from surefoot.transitions.people import People
from surefoot.transitions.side import Side


class Question:
    """Two versions over the same patients, and solvers that know who is real.

    A patient is real who violates no constraint of one of the versions: whom an edit of a constraint excludes was
    promised the earlier urgency, and whom it lets in gets the later one.
    """

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, milliseconds: int) -> None:
        self.circuit = Circuit()
        self.people = People(self.circuit, old, new)
        self.old, self.new = old, new
        self.before, self.after = (Side(self.people, kb, (old, new)) for kb in (old, new))
        self._milliseconds = milliseconds
        self._solvers: dict[frozenset[str], Solver] = {}
        self._excluding = {
            literal: self._findings_of((literal,))
            for side in (self.before, self.after)
            for literal in side.violated.values()
        }

    @property
    def questions(self) -> int:
        """How many were put to the solver."""
        return sum(solver.questions for solver in self._solvers.values())

    def smallest(self, *literals: int) -> Presentation | None:
        """The smallest real patient for whom all the literals hold, or None.

        Raises:
            Undecided: the solver's time was not enough.
            SolverMissing: the solver is not installed.
        """
        wanted = self.circuit.all_of(literals)
        if wanted == FALSE:
            return None
        near = self._near((wanted,))
        return smallest(self._solver(near), self.people.patient.only(near), wanted)

    def possible(self, *literals: int) -> bool:
        """Whether there is a real patient for whom all the literals hold.

        Raises:
            Undecided: the solver's time was not enough.
            SolverMissing: the solver is not installed.
        """
        wanted = self.circuit.all_of(literals)
        return wanted != FALSE and self._solver(self._near((wanted,))).possible(wanted)

    def real_in(self, side: Side, literals: Iterable[int]) -> int:
        """Where nobody violates a constraint of a version that has to do with these literals."""
        near = self._near(literals)
        return self.circuit.all_of(-one for one in side.violated.values() if self._excluding[one] & near)

    def _solver(self, near: frozenset[str]) -> Solver:
        if near not in self._solvers:
            solver = Solver(self.circuit, self._milliseconds)
            solver.require(self.people.well_formed_for(near))
            sides = (self.before, self.after)
            kept = [[-one for one in side.violated.values() if self._excluding[one] & near] for side in sides]
            solver.require(self.circuit.any_of(self.circuit.all_of(one) for one in kept))
            self._solvers[near] = solver
        return self._solvers[near]

    def _near(self, literals: Iterable[int]) -> frozenset[str]:
        """The findings that have to do with literals, through constraints too; no other one need be answered."""
        touched = self._findings_of(literals)
        waiting = list(self._excluding.values())
        while reached := [findings for findings in waiting if not findings.isdisjoint(touched)]:
            waiting = [findings for findings in waiting if findings.isdisjoint(touched)]
            touched = touched.union(*reached)
        return touched

    def _findings_of(self, literals: Iterable[int]) -> frozenset[str]:
        owner = self.people.patient.owner
        return frozenset(owner[gate] for gate in self.circuit.cone(literals) if gate in owner)
