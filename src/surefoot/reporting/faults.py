"""Reports of `validate`: text for people, JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from surefoot.diagnostics import Diagnostic, Severity
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, in_columns, one_line
from surefoot.validation import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

_MANY, _FIRST = 20, 3
"""From how many on faults that say the same are counted, and how many of them are shown."""

Renderer: TypeAlias = Callable[[Report, Style], str]


def render_faults(report: Report, style: Style) -> str:
    """Each fault with place, source line and caret, then one line that counts."""
    blocks = [*_blocks(report.diagnostics, style)]
    return "\n\n".join([*blocks, _summary(report, style)])


def _blocks(diagnostics: Sequence[Diagnostic], style: Style) -> Iterator[str]:
    """Each fault; of very many that say the same, as after a change of a name, the first few, and how many more."""
    same = Counter(map(_said, diagnostics))
    seen = Counter[tuple[str, ...]]()
    for diagnostic in diagnostics:
        said = _said(diagnostic)
        seen[said] += 1
        if same[said] <= _MANY or seen[said] <= _FIRST:
            yield render_fault(diagnostic, style)
        elif seen[said] == same[said]:
            more = f"... and {same[said] - _FIRST} more places of {diagnostic.code}: {one_line(diagnostic.message)}"
            yield f"{more}\n  {style('help:', 'bold')} list them all with: surefoot validate --format concise"


def _said(diagnostic: Diagnostic) -> tuple[str, ...]:
    return diagnostic.code, diagnostic.message, diagnostic.help


def render_json(report: Report, _: Style) -> str:
    """The form of schemas/report.schema.json."""
    return json_text(
        {
            "files": report.files,
            "errors": report.errors,
            "warnings": len(report.diagnostics) - report.errors,
            "waived": len(report.waived),
            "diagnostics": [diagnostic_json(diagnostic) for diagnostic in report.diagnostics],
        }
    )


def _imported(module: str) -> Renderer:
    """The function `render_<module>` of a module that is imported when it is first used."""

    def render(report: Report, style: Style) -> str:
        from importlib import import_module

        chosen: Renderer = getattr(import_module(f"surefoot.reporting.{module}"), f"render_{module}")
        return chosen(report, style)

    return render


FAULT_RENDERERS: Mapping[str, Renderer] = {
    "text": render_faults,
    "json": render_json,
    **{name: _imported(name) for name in ("concise", "sarif", "github", "junit")},
}


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, object]:
    """One fault as JSON."""
    d = diagnostic
    return {
        "code": d.code,
        "slug": d.slug,
        "severity": d.severity.value,
        "file": d.place.file,
        "line": d.place.line,
        "column": d.place.column,
        "end_line": d.place.end_line,
        "end_column": d.place.end_column,
        "pointer": d.pointer,
        "message": d.message,
        "help": d.help,
        "related": [
            {"file": r.place.file, "line": r.place.line, "column": r.place.column, "note": r.note} for r in d.related
        ],
        "fingerprint": d.fingerprint,
    }


def render_fault(d: Diagnostic, style: Style) -> str:
    """One fault with place, source line and caret, its cure, and the places that belong to it."""
    colour = "red" if d.severity is Severity.ERROR else "yellow"
    place = style(f"{one_line(d.place.file)}:{d.place.line}:{d.place.column}", "bold")
    fixable = " [*]" if _is_fixable(d) else ""
    lines = [place, f"  {style(f'{d.severity} {d.code}', colour, 'bold')}{fixable} {d.slug}: {one_line(d.message)}"]
    if d.source_line.strip():
        lines += _frame(d, style, colour)
    if d.help:
        lines.append(f"  {style('help:', 'bold')} {one_line(d.help)}")
    for related in d.related:
        at = f"{one_line(related.place.file)}:{related.place.line}:{related.place.column}"
        lines.append(f"  {style('see:', 'bold')} {at}: {one_line(related.note)}")
    return "\n".join(lines)


def _frame(d: Diagnostic, style: Style, colour: str) -> list[str]:
    """The source line with the range underlined; a long line is cut around the range."""
    width = 100
    line = in_columns(d.source_line)
    start = d.place.column - 1
    end = d.place.end_column - 1 if d.place.end_line == d.place.line else len(line)
    end = min(max(end, start + 1), max(len(line), start + 1))
    cut = max(0, start - 40) if len(line) > width else 0
    shown = line[cut : cut + width]
    carets = "^" * max(1, min(end, cut + width) - start)
    number = str(d.place.line)
    gutter = " " * len(number)
    mark = "... " if cut else ""
    return [
        f"  {style(f'{number} |', 'dim')} {mark}{shown}",
        f"  {style(f'{gutter} |', 'dim')} {' ' * (len(mark) + start - cut)}{style(carets, colour)}",
    ]


def _summary(report: Report, style: Style) -> str:
    files = f"{report.files} file{'' if report.files == 1 else 's'}"
    if report.waived:
        files += f"; {len(report.waived)} waived"
    warnings = len(report.diagnostics) - report.errors
    if not report.diagnostics:
        return f"{style('No faults', 'green')} in {files}."
    errors = f"{report.errors} error{'' if report.errors == 1 else 's'}"
    more = f" and {warnings} warning{'' if warnings == 1 else 's'}" if warnings else ""
    return f"{style(f'{errors}{more}', 'red' if report.errors else 'yellow')} in {files}{_fixable(report)}."


def _is_fixable(diagnostic: Diagnostic) -> bool:
    """Whether `--fix` mends it, without `--unsafe-fixes`."""
    return any(fix.safe for fix in diagnostic.fixes)


def _fixable(report: Report) -> str:
    safe = sum(map(_is_fixable, report.diagnostics))
    others = sum(bool(diagnostic.fixes) for diagnostic in report.diagnostics) - safe
    if safe and others:
        return f"; {safe} fixable with --fix, {others} more with --unsafe-fixes"
    return f"; {safe} fixable with --fix" if safe else f"; {others} fixable with --unsafe-fixes" if others else ""
