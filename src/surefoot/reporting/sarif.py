"""A report as SARIF 2.1.0, which code scanning services and editors read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from surefoot.diagnostics import Code, Diagnostic, Fix, Place, Related, Severity, TextEdit
from surefoot.reporting.concise import message_with_help
from surefoot.reporting.style import Style, one_line
from surefoot.validation import Report, all_codes

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_MOST_RESULTS = 25_000
"""How many results a run may have: GitHub refuses a file with more."""
_ROOT = "SRCROOT"


def render_sarif(report: Report, _: Style) -> str:
    """One run with a rule for each code and a result for each fault. Only ASCII, so that no encoding spoils it."""
    codes = all_codes()
    index = {code.code: position for position, code in enumerate(codes)}
    chosen = _most_severe(report.diagnostics)
    run = {
        "tool": {"driver": _driver(codes)},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder in which surefoot ran."}}},
        "invocations": [_invocation(report, len(report.diagnostics) - len(chosen))],
        "results": [_result(diagnostic, index) for diagnostic in chosen],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _most_severe(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """As many as a run may have; when there are too many, the warnings at the end go first."""
    if len(diagnostics) <= _MOST_RESULTS:
        return diagnostics
    return sorted(diagnostics, key=lambda d: d.severity is not Severity.ERROR)[:_MOST_RESULTS]


def _driver(codes: Iterable[Code]) -> dict[str, Any]:
    from surefoot import __version__

    rules = [_rule(code) for code in codes]
    return {"name": "surefoot", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _rule(code: Code) -> dict[str, Any]:
    plain = f"What it flags: {code.flags}. Why it matters: {code.matters}. How to fix: {code.cure}."
    page = (
        f"# {code.code} {code.slug}\n\n**What it flags:** {code.flags}\n\n**Why it matters:** {code.matters}\n\n"
        f"**Example:**\n\n```text\n{code.example}\n```\n\n**How to fix:** {code.cure}\n"
    )
    return {
        "id": code.code,
        "name": code.slug,
        "shortDescription": {"text": code.slug.replace("-", " ")},
        "fullDescription": {"text": f"{code.flags}; {code.matters}"},
        "help": {"text": plain, "markdown": page},
        "helpUri": f"docs/reference/checks/{code.code}.md",
        "defaultConfiguration": {"level": code.severity.value},
    }


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    made: dict[str, Any] = {"executionSuccessful": not report.unusable_paths}
    if left_out:
        text = f"{left_out} more faults are left out, because a run may have {_MOST_RESULTS} results at most."
        made["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return made


def _result(d: Diagnostic, index: Mapping[str, int]) -> dict[str, Any]:
    location = _location(d.place)
    if d.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": d.pointer}]
    result: dict[str, Any] = {
        "ruleId": d.code,
        "level": d.severity.value,
        "message": {"text": message_with_help(d)},
        "locations": [location],
        "partialFingerprints": {"surefoot/v1": d.fingerprint},
    }
    if d.code in index:
        result["ruleIndex"] = index[d.code]
    if d.related:
        result["relatedLocations"] = [_related(number, related) for number, related in enumerate(d.related, 1)]
    if d.fixes:
        result["fixes"] = [_fix(fix) for fix in d.fixes]
    return result


def _related(number: int, related: Related) -> dict[str, Any]:
    return {"id": number, **_location(related.place), "message": {"text": one_line(related.note)}}


def _fix(fix: Fix) -> dict[str, Any]:
    ordered = sorted(fix.edits, key=lambda edit: (edit.place.file, edit.start))
    changes = [
        {"artifactLocation": _artifact(file), "replacements": [_replacement(edit) for edit in edits]}
        for file, edits in groupby(ordered, lambda edit: edit.place.file)
    ]
    return {
        "description": {"text": one_line(fix.title)},
        "artifactChanges": changes,
        "properties": {"safe": fix.safe},
    }


def _replacement(edit: TextEdit) -> dict[str, Any]:
    return {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.text}}


def _location(place: Place) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": _region(place)}}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(file: str) -> dict[str, str]:
    """Where a file is: below the folder of the run, or, for a file elsewhere, by its whole address."""
    from urllib.parse import quote

    path = quote(file.replace("\\", "/").encode("utf-8", "surrogateescape"))
    if path.startswith("/"):
        return {"uri": f"file://{path}"}
    if file[1:2] == ":":
        return {"uri": f"file:///{path.replace('%3A', ':', 1)}"}
    return {"uri": path, "uriBaseId": _ROOT}
