"""A missing vignette as a scenario to fill in."""

from datetime import date
from typing import Any

from surefoot.adequacy.coverage import Coverage
from surefoot.adequacy.mutation import Mutation
from surefoot.adequacy.search import Vignette
from surefoot.engine import triage
from surefoot.model import PLACEHOLDER, Kind, KnowledgeBase
from surefoot.scaffolding import Facts, draft_record, expectation_of

_LONGEST_ID = 50


def vignettes_of(report: Coverage | Mutation) -> tuple[tuple[str, Vignette], ...]:
    """The vignettes that are missing, each once, each with the id of the record that lacks it."""
    if isinstance(report, Mutation):
        lacking = {trial.vignette: trial.mutant.id for trial in reversed(report.trials) if trial.vignette is not None}
        return tuple((lacking[number], vignette) for number, vignette in enumerate(report.vignettes))
    halves = ((leaf.id, half.vignette) for leaf in report.leaves for half in (leaf.true, leaf.false))
    found: dict[tuple[str, str], Vignette] = {}
    for record, vignette in halves:
        if vignette is not None:
            found.setdefault((record, repr(vignette.presentation)), vignette)
    return tuple((record, vignette) for (record, _), vignette in found.items())


def drafts(report: Coverage | Mutation, today: date) -> list[dict[str, Any]]:
    """The scenarios: they expect what triage answers today, which an author has to find right or wrong."""
    numbers: dict[str, int] = {}
    made = []
    for record, vignette in vignettes_of(report):
        numbers[record] = numbers.get(record, 0) + 1
        made.append(_draft(report.kb, f"shows-{record[:_LONGEST_ID].rstrip('-')}-{numbers[record]}", vignette, today))
    return made


def _draft(kb: KnowledgeBase, name: str, vignette: Vignette, today: date) -> dict[str, Any]:
    answers = vignette.presentation.answers
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in answers.items()}
    ranks = {level: kb.rank(level) for level in kb.levels}
    assessment = triage(kb, vignette.presentation)
    expect = {**expectation_of(assessment, ranks), "does_not_fire": list(vignette.silent)}
    facts = Facts(urgency=assessment.urgency, presentation=plain, expect=expect)
    draft = draft_record(Kind.SCENARIO, name, facts, today)
    return {**draft, "why": f"{PLACEHOLDER}: why this answer is right. {_lacking(vignette)}"}


def _lacking(vignette: Vignette) -> str:
    rules = (*vignette.fires, *vignette.silent)
    return f"No scenario shows it yet for {', '.join(rules)}." if rules else "No scenario shows it yet."
