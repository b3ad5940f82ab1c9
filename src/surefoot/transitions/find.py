"""From each urgency to each: proved that nobody moves, or the smallest patients who do."""

import time
from collections.abc import Collection, Sequence
from datetime import date

from surefoot.model import Kind, KnowledgeBase, Presentation
from surefoot.proof import ReplayError, Undecided, Verdict
from surefoot.transitions.causes import is_real, moving_edits, standing
from surefoot.transitions.changes import Changes
from surefoot.transitions.edits import Edit, edits_between, mixed
from surefoot.transitions.order import is_lower
from surefoot.transitions.question import Question
from surefoot.transitions.renaming import in_new_words, names_between
from surefoot.transitions.result import Cell, Excluded, Mover, Transitions, Waiver
from surefoot.transitions.side import Side
from surefoot.transitions.waivers import EXCLUDED, LOWERED, new_waivers
from surefoot.versions import Direction

MOST_MOVERS = 5
"""So many different causes are shown for one pair of urgencies; the next ones show when these are mended."""


def transitions(old: KnowledgeBase, new: KnowledgeBase, seconds: float = 10, today: date = date.min) -> Transitions:
    """Who moves between two versions, out of all patients; `seconds` are for one question to the solver.

    Waivers that ended before `today` count for nothing.

    Raises:
        SolverMissing: the solver is not installed.
        ReplayError: solver and engine disagree.
    """
    started = time.perf_counter()
    finder = _Finder(old, new, max(1, round(seconds * 1000)), today)
    cells = finder.cells()
    excluded = finder.excluded()
    found = Transitions(cells, excluded, (), 0, 0)
    unneeded = () if found.undecided else finder.unneeded(excluded)
    spent = time.perf_counter() - started
    return found._replace(unneeded=unneeded, questions=finder.question.questions, seconds=spent)


class _Finder:
    """Two versions, the earlier one in the words of the later one, and what was edited."""

    def __init__(self, old: KnowledgeBase, new: KnowledgeBase, milliseconds: int, today: date) -> None:
        names = names_between(old, new)
        self.old, self.new = in_new_words(old, names), new
        self.question = Question(self.old, new, milliseconds)
        self.edits = edits_between(self.old, new)
        self.waivers = new_waivers(old, new, names, today)
        self._changes = Changes(old, new, names)
        self._sides: dict[tuple[Edit, ...], Side] = {}
        self._levels: list[tuple[str | None, str | None]] = [
            (before, after) for before in (*self.old.levels, None) for after in (*new.levels, None) if before != after
        ]

    def cells(self) -> tuple[Cell, ...]:
        """Every pair of different urgencies."""
        return tuple(self._cell(before, after) for before, after in self._levels)

    def _cell(self, before: str | None, after: str | None) -> Cell:
        lower = is_lower(before, after, self.old, self.new)
        cell = Cell(before, after, Direction.LOWERED if lower else Direction.RAISED, Verdict.PROVED)
        try:
            if not self.question.possible(*self._moves(cell)):
                return cell
            waived = self._applying(cell) if lower else ()
            movers = self._movers(cell, waived)
        except Undecided:
            return cell._replace(verdict=Verdict.UNDECIDED)
        return cell._replace(verdict=Verdict.REFUTED, movers=movers, waived=waived)

    def _moves(self, cell: Cell) -> tuple[int, ...]:
        return (*self.question.before.at(cell.before), *self.question.after.at(cell.after))

    def _applying(self, cell: Cell) -> tuple[Waiver, ...]:
        """The waivers about this pair of urgencies in records that were edited."""
        edited = {(place.kind, place.id) for edit in self.edits for place in edit.places}
        wanted = (LOWERED, cell.before, cell.after)
        said = ((one, tuple(one.content.get(key) for key in ("code", "from", "to"))) for one in self.waivers)
        return tuple(one for one, stated in said if stated == wanted and self._changes.key(one.key) in edited)

    def _movers(self, cell: Cell, waived: Sequence[Waiver]) -> tuple[Mover, ...]:
        """The smallest patients whom no waiver lets move: each of another cause than those before."""
        keys = {self._changes.key(one.key) for one in waived}
        explained = [edit for edit in self.edits if any((place.kind, place.id) in keys for place in edit.places)]
        movers: list[Mover] = []
        while len(movers) < (MOST_MOVERS if cell.direction is Direction.LOWERED else 1):
            found = self.question.smallest(*self._moves(cell), *self._unexplained(cell, explained))
            if found is None:
                break
            mover, causes = self._mover(cell, found)
            movers.append(mover)
            explained += [edit for edit in causes if edit not in explained]
            if len(explained) == len(self.edits):
                break
        return tuple(movers)

    def _unexplained(self, cell: Cell, explained: Sequence[Edit]) -> tuple[int, ...]:
        """Where these edits alone do not already bring a patient down to the later urgency."""
        if not explained or cell.direction is Direction.RAISED:
            return ()
        key = tuple(edit for edit in self.edits if edit in explained)
        if len(key) == len(self.edits):
            return (-1,)
        if key not in self._sides:
            self._sides[key] = Side(self.question.people, mixed(self.old, self.new, key))
        side = self._sides[key]
        levels = [*side.kb.levels, None]
        low = [one for one in levels if one == cell.after or is_lower(cell.after, one, side.kb, self.new)]
        return (-side.among(low),)

    def _mover(self, cell: Cell, patient: Presentation) -> tuple[Mover, list[Edit]]:
        """The patient on both engines, with the edits that move him or her.

        Raises:
            ReplayError: the engines say something else.
        """
        people, kbs = self.question.people, (self.old, self.new)
        heard = (people.read(patient, self.old), people.read(patient, self.new))
        before, after = standing(self.old, heard[0]), standing(self.new, heard[1])
        if (before.urgency, after.urgency) != (cell.before, cell.after):
            raise ReplayError(f"the solver's patient does not move from {cell.before} to {cell.after} on the engine")
        if not any(is_real(kb, heard) for kb in kbs):
            raise ReplayError("the solver's patient violates a constraint of each version")
        causes = moving_edits(patient, cell.after, self.edits, people, kbs)
        lost = _demanding(self.old, before.fired, cell.before) - _demanding(self.new, after.fired, cell.before)
        gained = _demanding(self.new, after.fired, cell.after) - _demanding(self.old, before.fired, cell.after)
        changes = self._changes.of(place for edit in causes for place in edit.places)
        return Mover(patient, heard, before, after, changes, tuple(sorted(lost)), tuple(sorted(gained))), causes

    def excluded(self) -> tuple[Excluded, ...]:
        """The constraints that exclude somebody whom the earlier version counted as real."""
        question, found = self.question, []
        for name, literal in question.after.violated.items():
            if literal == question.before.violated.get(name):
                continue
            change = self._changes.of_record(Kind.CONSTRAINT, name)
            waived = tuple(
                one for one in self.waivers if one.content["code"] == EXCLUDED and one.key == (Kind.CONSTRAINT, name)
            )
            try:
                patient = question.smallest(literal, question.real_in(question.before, (literal,)))
            except Undecided:
                found.append(Excluded(change, None, None, Verdict.UNDECIDED))
                continue
            if patient is None:
                continue
            heard = [question.people.read(patient, kb) for kb in (self.old, self.new)]
            if is_real(self.new, heard) or not is_real(self.old, heard):
                raise ReplayError(f"the solver's patient is not excluded by the constraint {name} on the engine")
            found.append(Excluded(change, patient, standing(self.new, heard[1]), Verdict.REFUTED, waived))
        return tuple(found)

    def unneeded(self, excluded: Collection[Excluded]) -> tuple[Waiver, ...]:
        """The new waivers without which nothing would be different."""
        needed = [one for case in excluded for one in case.waived[:1]]
        return tuple(one for one in self.waivers if one not in needed and not self._is_needed(one))

    def _is_needed(self, waiver: Waiver) -> bool:
        before, after = waiver.content.get("from"), waiver.content.get("to")
        if waiver.content["code"] != LOWERED or (before, after) not in self._levels:
            return False
        cell = Cell(before, after, Direction.LOWERED, Verdict.REFUTED)
        applying = self._applying(cell)
        if waiver not in applying or not is_lower(before, after, self.old, self.new):
            return False
        others = {self._changes.key(one.key) for one in applying if one is not waiver}
        rest = [edit for edit in self.edits if any((place.kind, place.id) in others for place in edit.places)]
        return self.question.possible(*self._moves(cell), *self._unexplained(cell, rest))


def _demanding(kb: KnowledgeBase, fired: Collection[str], level: str | None) -> set[str]:
    """Of the rules that fired, those of this urgency."""
    return {rule.id for rule in kb.rules if rule.id in fired and rule.urgency == level}
