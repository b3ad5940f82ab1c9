"""A report as JUnit XML: a test case for each file with faults, and one for the rest."""

from collections.abc import Sequence
from itertools import groupby

from surefoot.diagnostics import Diagnostic, Severity
from surefoot.reporting.concise import message_with_help
from surefoot.reporting.style import Style, one_line
from surefoot.validation import Report

_REST = "all other files"


def render_junit(report: Report, _: Style) -> str:
    """Errors fail the case of their file; warnings are printed in it. Only ASCII, so that no encoding spoils it."""
    from xml.etree import ElementTree

    grouped = [(file, list(found)) for file, found in groupby(report.diagnostics, lambda d: d.place.file)]
    failed = sum(any(_fails(d) for d in found) for _, found in grouped)
    counts = {"tests": str(len(grouped) + 1), "failures": str(failed), "errors": "0"}
    root = ElementTree.Element("testsuites", {"name": "surefoot", **counts})
    suite = ElementTree.SubElement(root, "testsuite", {"name": "surefoot validate", **counts})
    for file, found in grouped:
        name = one_line(file)
        case = ElementTree.SubElement(suite, "testcase", {"classname": "validate", "name": name, "file": name})
        errors = [d for d in found if _fails(d)]
        if errors:
            failure = {"type": errors[0].code, "message": _headline(errors)}
            ElementTree.SubElement(case, "failure", failure).text = _listed(errors)
        if len(errors) < len(found):
            ElementTree.SubElement(case, "system-out").text = _listed([d for d in found if not _fails(d)])
    ElementTree.SubElement(suite, "testcase", {"classname": "validate", "name": _REST})
    ElementTree.indent(root)
    # INVARIANT: one_line() has replaced the characters that XML forbids
    text = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=False).decode("ascii")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _fails(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is Severity.ERROR


def _headline(errors: Sequence[Diagnostic]) -> str:
    first = f"{errors[0].code} {one_line(errors[0].message)}"
    return first if len(errors) == 1 else f"{len(errors)} errors, the first: {first}"


def _listed(diagnostics: Sequence[Diagnostic]) -> str:
    return "\n".join(
        f"{d.place.line}:{d.place.column}: {d.severity} {d.code} {d.slug}: {message_with_help(d)}" for d in diagnostics
    )
