"""A report as one line a fault, for `grep` and for the error lists of editors."""

from surefoot.diagnostics import Diagnostic
from surefoot.reporting.style import Style, one_line
from surefoot.validation import Report


def render_concise(report: Report, _: Style) -> str:
    """`file:line:column: code message (help)`, one line a fault; nothing when there is none."""
    return "\n".join(_line(diagnostic) for diagnostic in report.diagnostics)


def message_with_help(diagnostic: Diagnostic) -> str:
    """The message and, in brackets, the cure, on one line."""
    cure = f" ({diagnostic.help})" if diagnostic.help else ""
    return one_line(diagnostic.message + cure)


def _line(diagnostic: Diagnostic) -> str:
    place = diagnostic.place
    where = f"{one_line(place.file)}:{place.line}:{place.column}"
    return f"{where}: {diagnostic.code} {message_with_help(diagnostic)}"
