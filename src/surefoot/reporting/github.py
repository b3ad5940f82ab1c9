"""A report for GitHub Actions: annotations beside the lines of a change, and a job summary."""

from surefoot.diagnostics import Diagnostic, Place
from surefoot.reporting.concise import message_with_help
from surefoot.reporting.style import Style, one_line
from surefoot.validation import Report

_SHOWN = 50
_ESCAPES = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY_ESCAPES = {**_ESCAPES, ":": "%3A", ",": "%2C"}


def render_github(report: Report, _: Style) -> str:
    """Workflow commands: one annotation a fault; nothing when there is none."""
    return "\n".join(_annotation(diagnostic) for diagnostic in report.diagnostics)


def render_summary(report: Report) -> str:
    """The job summary in Markdown: the counts, and a table of the first 50 faults."""
    total = len(report.diagnostics)
    warnings = total - report.errors
    if not total:
        return f"### surefoot: no faults\n\n{_counted(report.files, 'file')} checked.\n"
    counts = [_counted(report.errors, "error"), _counted(warnings, "warning")]
    heading = f"### surefoot: {' and '.join(count for count in counts if not count.startswith('0 '))}"
    rows = [_row(diagnostic) for diagnostic in report.diagnostics[:_SHOWN]]
    table = ["| place | code | what is wrong, and the cure |", "| --- | --- | --- |", *rows]
    more = f"\n\n{total - _SHOWN} more are in the log." if total > _SHOWN else ""
    return "\n".join([heading, "", f"{_counted(report.files, 'file')} checked.", "", *table]) + more + "\n"


def _annotation(d: Diagnostic) -> str:
    properties = {"file": one_line(d.place.file), **_range(d.place), "title": f"{d.code} {d.slug}"}
    listed = ",".join(f"{name}={_replaced(str(value), _PROPERTY_ESCAPES)}" for name, value in properties.items())
    text = f"{d.message}\n{d.help}" if d.help else d.message
    lines = "\n".join(one_line(line) for line in text.split("\n"))
    return f"::{d.severity.value} {listed}::{_replaced(lines, _ESCAPES)}"


def _range(place: Place) -> dict[str, int]:
    """The range; without columns when it spans lines, because GitHub then refuses them."""
    if place.end_line != place.line:
        return {"line": place.line, "endLine": place.end_line}
    columns = {"col": place.column, "endColumn": max(place.column, place.end_column)}
    return {"line": place.line, "endLine": place.end_line, **columns}


def _replaced(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)


def _row(d: Diagnostic) -> str:
    place = f"{d.place.file}:{d.place.line}:{d.place.column}"
    return f"| {_cell(place)} | {d.severity.value} {d.code} | {_cell(message_with_help(d))} |"


def _cell(text: str) -> str:
    """A text that stays in its cell and is shown as it is."""
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace("|", "\\|")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
