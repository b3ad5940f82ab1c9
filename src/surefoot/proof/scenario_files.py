"""A patient who refutes a claim, as a scenario to keep."""

from datetime import date
from typing import Any

from surefoot.model import PLACEHOLDER, Kind
from surefoot.proof.result import Result
from surefoot.scaffolding import Facts, draft_record


def scenario_of(result: Result, today: date) -> dict[str, Any] | None:
    """A scenario that fails until the claim holds; None where there is no patient, or no one urgency to expect."""
    witness = result.witness
    if witness is None or witness.promised is None:
        return None
    answers = {name: list(v) if isinstance(v, tuple) else v for name, v in witness.presentation.answers.items()}
    expect = {"urgency": witness.promised, "fires": [], "does_not_fire": []}
    facts = Facts(urgency=witness.promised, presentation=answers, expect=expect)
    draft = draft_record(Kind.SCENARIO, f"refutes-{result.id}", facts, today)
    return {**draft, "why": f"{PLACEHOLDER}: This patient refutes: {result.claim}"} if "why" in draft else draft
