"""(KnowledgeBase, Presentation) -> Assessment. Pure, total, deterministic."""

from surefoot.engine.assessment import (
    Advice,
    Assessment,
    OpenQuestion,
    Reason,
    assessment_json,
    triage,
)
from surefoot.engine.choice import fired
from surefoot.engine.kleene import Evaluator, Truth, holds
from surefoot.engine.rules import Fired
from surefoot.engine.triage import Decision, Judgement, decide, evaluator_for, judge

__all__ = [
    "Advice",
    "Assessment",
    "Decision",
    "Evaluator",
    "Fired",
    "Judgement",
    "OpenQuestion",
    "Reason",
    "Truth",
    "assessment_json",
    "decide",
    "evaluator_for",
    "fired",
    "holds",
    "judge",
    "triage",
]
