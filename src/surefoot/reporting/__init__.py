"""Diagnostics, assessments, records and suites -> text, JSON, Markdown, JUnit, SARIF, annotations."""

from __future__ import annotations

TYPE_CHECKING = False


if TYPE_CHECKING:
    from typing import Any

    from surefoot.reporting.appraisal import APPRAISAL_RENDERERS
    from surefoot.reporting.assessment_markdown import render_markdown
    from surefoot.reporting.batch import BATCH_RENDERERS
    from surefoot.reporting.brief import summary
    from surefoot.reporting.care_card import render_care_card
    from surefoot.reporting.codes import codes_json, render_code, render_code_markdown
    from surefoot.reporting.comparison import COMPARISON_RENDERERS
    from surefoot.reporting.conditions import condition_lines
    from surefoot.reporting.coverage import COVERAGE_RENDERERS
    from surefoot.reporting.explanation import Explanation
    from surefoot.reporting.faults import FAULT_RENDERERS, render_fault, render_faults
    from surefoot.reporting.github import render_summary
    from surefoot.reporting.interview import (
        label_of,
        render_alarm,
        render_at_stake,
        render_given,
        render_meaning,
        render_question,
        render_screen,
        render_welcome,
    )
    from surefoot.reporting.json_writer import json_text
    from surefoot.reporting.lookup import ANSWER_RENDERERS, answer_json
    from surefoot.reporting.mutation import MUTATION_RENDERERS
    from surefoot.reporting.proof import PROOF_RENDERERS, proof_faults
    from surefoot.reporting.records import (
        list_json,
        record_json,
        render_record,
        render_record_markdown,
    )
    from surefoot.reporting.stryker import render_stryker
    from surefoot.reporting.style import PLAIN, Style
    from surefoot.reporting.suite import SUITE_RENDERERS
    from surefoot.reporting.transitions import PROVED_COMPARISON_RENDERERS, transition_faults
    from surefoot.reporting.understanding import (
        offer_line,
        reading_line,
        render_alarms,
        render_understanding,
        understanding_json,
    )
    from surefoot.reporting.why_not import render_why_not, why_not_json

_MODULES = {
    "ANSWER_RENDERERS": "lookup",
    "APPRAISAL_RENDERERS": "appraisal",
    "BATCH_RENDERERS": "batch",
    "COMPARISON_RENDERERS": "comparison",
    "COVERAGE_RENDERERS": "coverage",
    "Explanation": "explanation",
    "FAULT_RENDERERS": "faults",
    "MUTATION_RENDERERS": "mutation",
    "PLAIN": "style",
    "PROOF_RENDERERS": "proof",
    "PROVED_COMPARISON_RENDERERS": "transitions",
    "SUITE_RENDERERS": "suite",
    "Style": "style",
    "answer_json": "lookup",
    "codes_json": "codes",
    "condition_lines": "conditions",
    "json_text": "json_writer",
    "label_of": "interview",
    "list_json": "records",
    "offer_line": "understanding",
    "proof_faults": "proof",
    "reading_line": "understanding",
    "record_json": "records",
    "render_alarm": "interview",
    "render_alarms": "understanding",
    "render_at_stake": "interview",
    "render_care_card": "care_card",
    "render_code": "codes",
    "render_code_markdown": "codes",
    "render_fault": "faults",
    "render_faults": "faults",
    "render_given": "interview",
    "render_markdown": "assessment_markdown",
    "render_meaning": "interview",
    "render_question": "interview",
    "render_record": "records",
    "render_record_markdown": "records",
    "render_screen": "interview",
    "render_stryker": "stryker",
    "render_summary": "github",
    "render_understanding": "understanding",
    "render_welcome": "interview",
    "render_why_not": "why_not",
    "summary": "brief",
    "transition_faults": "transitions",
    "understanding_json": "understanding",
    "why_not_json": "why_not",
}

__all__ = [
    "ANSWER_RENDERERS",
    "APPRAISAL_RENDERERS",
    "BATCH_RENDERERS",
    "COMPARISON_RENDERERS",
    "COVERAGE_RENDERERS",
    "FAULT_RENDERERS",
    "MUTATION_RENDERERS",
    "PLAIN",
    "PROOF_RENDERERS",
    "PROVED_COMPARISON_RENDERERS",
    "SUITE_RENDERERS",
    "Explanation",
    "Style",
    "answer_json",
    "codes_json",
    "condition_lines",
    "json_text",
    "label_of",
    "list_json",
    "offer_line",
    "proof_faults",
    "reading_line",
    "record_json",
    "render_alarm",
    "render_alarms",
    "render_at_stake",
    "render_care_card",
    "render_code",
    "render_code_markdown",
    "render_fault",
    "render_faults",
    "render_given",
    "render_markdown",
    "render_meaning",
    "render_question",
    "render_record",
    "render_record_markdown",
    "render_screen",
    "render_stryker",
    "render_summary",
    "render_understanding",
    "render_welcome",
    "render_why_not",
    "summary",
    "transition_faults",
    "understanding_json",
    "why_not_json",
]


def __getattr__(name: str) -> Any:
    """Import a renderer when it is first used: each command needs one of them."""
    if name not in _MODULES:
        raise AttributeError(f"module 'surefoot.reporting' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.reporting.{_MODULES[name]}"), name)
