"""Diagnostics, assessments, records and suites -> text, JSON, Markdown, JUnit."""

from surefoot.reporting.assessment_markdown import render_markdown
from surefoot.reporting.care_card import render_care_card
from surefoot.reporting.faults import RENDERERS as FAULT_RENDERERS
from surefoot.reporting.faults import render_text as render_faults
from surefoot.reporting.records import (
    list_json,
    record_json,
    render_record,
    render_record_markdown,
    render_search,
    render_search_markdown,
    search_json,
)
from surefoot.reporting.style import PLAIN, Style
from surefoot.reporting.suite import RENDERERS as SUITE_RENDERERS

__all__ = [
    "FAULT_RENDERERS",
    "PLAIN",
    "SUITE_RENDERERS",
    "Style",
    "list_json",
    "record_json",
    "render_care_card",
    "render_faults",
    "render_markdown",
    "render_record",
    "render_record_markdown",
    "render_search",
    "render_search_markdown",
    "search_json",
]
