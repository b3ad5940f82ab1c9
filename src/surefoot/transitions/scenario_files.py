"""A patient who moves, as a scenario to keep."""

from datetime import date
from typing import Any

from surefoot.model import PLACEHOLDER, Kind
from surefoot.scaffolding import OUT_OF_SCOPE, Facts, draft_record
from surefoot.transitions.result import Cell, Transitions
from surefoot.versions import Direction


def scenarios_of(transitions: Transitions, today: date) -> dict[str, dict[str, Any]]:
    """A scenario for each patient who is shown, by folder and name.

    Who is lowered is expected where he or she was: the scenario fails until the edit is mended.
    """
    made: dict[str, dict[str, Any]] = {}
    for cell in transitions.cells:
        for number, mover in enumerate(cell.movers, 1):
            expected = cell.before if cell.direction is Direction.LOWERED else cell.after
            level = expected or OUT_OF_SCOPE
            name = f"moves-from-{cell.before or OUT_OF_SCOPE}-to-{cell.after or OUT_OF_SCOPE}-{number}"
            answers = {key: list(v) if isinstance(v, tuple) else v for key, v in mover.heard[1].answers.items()}
            scope: dict[str, Any] = {} if expected else {"in_scope": False}
            expect = {**scope, "urgency": expected, "fires": [], "does_not_fire": []}
            draft = draft_record(Kind.SCENARIO, name, Facts(level, presentation=answers, expect=expect), today)
            why = f"{PLACEHOLDER}: {_why(cell)}"
            made[f"{level}/{name}.json"] = {**draft, "why": why} if "why" in draft else draft
    return made


def _why(cell: Cell) -> str:
    verb = "lowers" if cell.direction is Direction.LOWERED else "raises"
    return f"An edit {verb} this patient from {cell.before or OUT_OF_SCOPE} to {cell.after or OUT_OF_SCOPE}."
