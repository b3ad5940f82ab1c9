"""What `validate` does besides when it runs as a step of GitHub Actions."""

import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from surefoot.validation import Report


def tell_github(report: "Report", output_format: str) -> None:
    """Annotations after a text report, and the job summary where the runner wants one; elsewhere nothing."""
    annotated = output_format == "text" and os.environ.get("GITHUB_ACTIONS") == "true"
    if not annotated and output_format != "github":
        return
    from surefoot.reporting import FAULT_RENDERERS, PLAIN

    if annotated and report.diagnostics:
        click.echo(FAULT_RENDERERS["github"](report, PLAIN))
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        _append(summary, report)


def _append(summary: str, report: "Report") -> None:
    from surefoot.reporting import render_summary

    try:
        with open(summary, "a", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(render_summary(report))
    except OSError as error:
        reason = error.strerror or error
        click.echo(f"Warning: the job summary was not written: {reason}: {summary} (GITHUB_STEP_SUMMARY)", err=True)
