"""Triage held against the truth, as one page that needs nothing else: no script, no font, no image from elsewhere.

Every plot is followed by, or made of, the figures as text; colour never stands alone; light and dark follow the reader.
"""

from collections.abc import Sequence
from html import escape

from surefoot.appraisal import Appraisal, Measure, Result, measures
from surefoot.reporting.appraisal import OUTSIDE, error_lines, interval_text, matrix_rows, pair_lines, percent
from surefoot.reporting.style import Style

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --line: #c8ccd1; --ok: #1a7f37; --low: #b3261e;
  --high: #9a6700; --soft: #f3f4f6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --paper: #14171b; --line: #444b54; --ok: #57c17a;
  --low: #ff8f85; --high: #e3b341; --soft: #20252b; } }
body { font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; } caption { text-align: left; padding-bottom: .4rem; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: right; } th { background: var(--soft); }
th[scope=row], td.text { text-align: left; } td.right { outline: 2px solid var(--ok); outline-offset: -3px; }
td.low b { color: var(--low); } td.high b { color: var(--high); } .wide { overflow-x: auto; }
svg { width: 100%; height: auto; } svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
svg .axis { stroke: var(--line); } svg .reach { stroke: var(--ink); stroke-width: 2; } svg .rate { fill: var(--ok); }
svg .low { fill: var(--low); } svg .high { fill: var(--high); }
""".strip()


def render_appraisal_page(result: Result, _: Style) -> str:
    """The page."""
    e = result.appraisal
    title = f"{e.kb_id} {e.version}: triage against the truth"
    parts = [f"<h1>{escape(title)}</h1>", _lead(result), _matrix(e), _plot(list(measures(e))), _figures(e)]
    errors = error_lines(e)
    if errors:
        parts.append(_list("What decided the errors", errors))
    if result.pair is not None:
        parts.append(_list(f"Against {result.pair.old.version}", pair_lines(result.pair)))
        parts += [f"<h2>{escape(result.pair.old.version)}</h2>", _matrix(result.pair.old), _figures(result.pair.old)]
    if result.problems:
        parts.append(_list("Rows that cannot be used", [f"{p} ({n:,})" for p, n in sorted(result.problems.items())]))
    body = "\n".join(parts)
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    return (
        f'<!doctype html>\n<html lang="en">\n<head>{head}\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n'
        f"</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>"
    )


def _lead(result: Result) -> str:
    e = result.appraisal
    return (
        f"<p>{e.people():,} people whose urgency is known; {result.unjudged:,} rows without a truth and "
        f"{result.rejected:,} that cannot be used are left out. Intervals are 95 % Wilson score intervals. "
        f"Content hash {escape(e.hash)}.</p>"
    )


def _matrix(appraisal: Appraisal) -> str:
    answers, rows = matrix_rows(appraisal)
    heads = "".join(f'<th scope="col">got {escape(answer or OUTSIDE)}</th>' for answer in answers)
    lines = []
    for index, (truth, row) in enumerate(zip(appraisal.levels, rows, strict=True)):
        cells = "".join(_cell(count, place, index, answers[place] is None) for place, count in enumerate(row))
        lines.append(f'<tr><th scope="row">truth {escape(truth)}</th>{cells}</tr>')
    return (
        '<div class="wide"><table><caption>How often each urgency was given. A frame marks the right ones; '
        f"&#8595; is too low, &#8593; too high.</caption><tr><td></td>{heads}</tr>{''.join(lines)}</table></div>"
    )


def _cell(count: int, place: int, truth: int, outside: bool) -> str:
    if outside or not count:
        return f"<td>{count:,}</td>"
    if place == truth:
        return f'<td class="right">{count:,}</td>'
    kind, mark = ("low", "&#8595;") if place > truth else ("high", "&#8593;")
    return f'<td class="{kind}"><b>{mark}</b> {count:,}</td>'


def _plot(shown: Sequence[Measure]) -> str:
    """Each rate as a dot and its interval as a line."""
    known = [measure for measure in shown if measure.share.rate is not None]
    height = 26 * len(known) + 40
    lines = [_ruler(height)]
    lines += [_dot(measure, 24 + 26 * index) for index, measure in enumerate(known)]
    label = "Rates with their 95 % intervals; the table below has the same figures."
    return (
        f'<h2>Rates</h2><svg viewBox="0 0 800 {height}" role="img" aria-label="{label}"><title>{label}</title>'
        f"{''.join(lines)}</svg>"
    )


def _ruler(height: int) -> str:
    marks = []
    for tenth in range(0, 11, 2):
        x = _x(tenth / 10)
        marks.append(f'<line class="axis" x1="{x}" x2="{x}" y1="8" y2="{height - 26}"/>')
        marks.append(f'<text x="{x}" y="{height - 8}" text-anchor="middle">{tenth * 10} %</text>')
    return "".join(marks)


def _x(rate: float) -> float:
    return round(310 + 460 * rate, 1)


def _dot(measure: Measure, y: int) -> str:
    rate, interval = measure.share.rate, measure.share.interval
    assert rate is not None
    assert interval is not None
    kind = {"under_triage": "low", "over_triage": "high"}.get(measure.name, "rate")
    low, high = map(_x, interval)
    told = escape(f"{measure.title}: {percent(measure.share)}, {interval_text(measure.share)}")
    return (
        f'<g><title>{told}</title><text x="300" y="{y + 4}" text-anchor="end">{escape(measure.title)}</text>'
        f'<line class="reach" x1="{low}" x2="{high}" y1="{y}" y2="{y}"/>'
        f'<circle class="{kind}" cx="{_x(rate)}" cy="{y}" r="5"/></g>'
    )


def _figures(appraisal: Appraisal) -> str:
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("rate", "95 % (Wilson)", "people"))
    rows = "".join(
        f'<tr><th scope="row">{escape(m.title)}</th><td>{percent(m.share)}</td><td>{interval_text(m.share)}</td>'
        f"<td>{m.share.part:,} of {m.share.whole:,}</td></tr>"
        for m in measures(appraisal)
    )
    return f'<div class="wide"><table><caption>The figures</caption><tr><td></td>{heads}</tr>{rows}</table></div>'


def _list(title: str, lines: Sequence[str]) -> str:
    return f"<h2>{escape(title)}</h2><ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
