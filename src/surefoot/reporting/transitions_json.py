"""Who moves between two versions, as JSON."""

from typing import Any

from surefoot.model import Presentation
from surefoot.transitions import Cell, Change, Excluded, Mover, Transitions, Waiver
from surefoot.versions import ABSENT, Difference


def transitions_json(transitions: Transitions) -> dict[str, Any]:
    """The key `transitions` of schemas/knowledge-diff.schema.json."""
    return {
        "clean": transitions.clean,
        "undecided": transitions.undecided,
        "questions": transitions.questions,
        "cells": [_cell_json(cell) for cell in transitions.cells],
        "excluded": [_excluded_json(one) for one in transitions.excluded],
        "unneeded_waivers": [_waiver_json(waiver) for waiver in transitions.unneeded],
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    return {
        "from": cell.before,
        "to": cell.after,
        "direction": cell.direction.value,
        "verdict": cell.verdict.value,
        "movers": [_mover_json(mover) for mover in cell.movers],
        "waived": [_waiver_json(waiver) for waiver in cell.waived],
    }


def _mover_json(mover: Mover) -> dict[str, Any]:
    return {
        "presentation_before": _presentation_json(mover.heard[0]),
        "presentation_after": _presentation_json(mover.heard[1]),
        "fired_before": list(mover.before.fired),
        "fired_after": list(mover.after.fired),
        "rules_lost": list(mover.lost),
        "rules_gained": list(mover.gained),
        "changes": [_change_json(change) for change in mover.changes],
    }


def _excluded_json(one: Excluded) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value,
        "change": _change_json(one.change),
        "presentation": None if one.patient is None else _presentation_json(one.patient),
        "urgency": None if one.standing is None else one.standing.urgency,
        "waived": [_waiver_json(waiver) for waiver in one.waived],
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "id": change.id,
        "file": change.file,
        "status": change.status,
        "differences": [_difference_json(difference) for difference in change.differences],
    }


def _difference_json(difference: Difference) -> dict[str, Any]:
    sides = {"old": difference.old, "new": difference.new}
    return {"pointer": difference.pointer, **{key: value for key, value in sides.items() if value is not ABSENT}}


def _waiver_json(waiver: Waiver) -> dict[str, Any]:
    return {
        "kind": waiver.kind.value,
        "id": waiver.id,
        "file": waiver.file,
        "pointer": f"/waivers/{waiver.number}",
        "code": waiver.content["code"],
        "reason": waiver.content["reason"],
    }


def _presentation_json(patient: Presentation) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in patient.answers.items()}
