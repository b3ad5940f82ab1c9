"""The coverage of a suite as one page that loads nothing, reads aloud, prints, and has a dark form."""

from collections.abc import Iterator
from html import escape

from surefoot.adequacy import Aspect, Coverage, Half, Leaf, Reached, RuleCoverage
from surefoot.reporting.style import Style
from surefoot.reporting.vignettes import vignette_lines

_STYLE = """
:root { color-scheme: light dark; --line: #8885; --good: #1a7f37; --bad: #b42318; --none: #6b6b6b; }
@media (prefers-color-scheme: dark) { :root { --good: #4ac26b; --bad: #ff8f85; --none: #a0a0a0; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
code { font-size: .85em; overflow-wrap: anywhere; } meter { width: 8rem; }
section { margin: 2rem 0; } h3 { margin-bottom: 0; } ul { margin: .2rem 0; padding-left: 1.2rem; }
.covered { color: var(--good); } .missing, .undecided { color: var(--bad); font-weight: bold; }
.infeasible { color: var(--none); } a:focus-visible { outline: 3px solid; }
.wide { overflow-x: auto; }
@media print { body { max-width: none; font-size: 9pt; } section { break-inside: avoid-page; } a { color: inherit; } }
"""


def render_coverage_page(coverage: Coverage, _: Style) -> str:
    """The page."""
    manifest = coverage.kb.manifest
    title = escape(f"Coverage of {manifest.title}")
    body = "\n".join(_body(coverage))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>"
    )


def _body(coverage: Coverage) -> Iterator[str]:
    counts = {reached: len(coverage.of(reached)) for reached in Reached}
    feasible = len(coverage.leaves) - counts[Reached.INFEASIBLE]
    version = escape(f"{coverage.kb.manifest.id} {coverage.kb.manifest.version}")
    yield f"<p>Version {version}, {len(coverage.scenarios)} scenarios. A part of a condition is covered when one "
    yield "scenario would get another urgency if the part counted as false there, and another one if it counted as "
    yield "true. A part that no patient can show is infeasible; a solver has proved it.</p>"
    yield f"<p><strong>{counts[Reached.COVERED]} of {feasible}</strong> parts that a patient can show are covered. "
    yield f"{counts[Reached.MISSING]} are missing, {counts[Reached.INFEASIBLE]} infeasible, "
    yield f"{counts[Reached.UNDECIDED]} undecided.</p>"
    yield from _overview(coverage)
    for rule in coverage.rules:
        yield from _section(f"rule-{rule.rule.id}", f"{rule.rule.id}", rule.rule.title, rule.leaves, coverage)
    for name, leaves in coverage.patterns.items():
        yield from _section(f"pattern-{name}", f"{name} (pattern)", coverage.kb.patterns[name].title, leaves, coverage)
    yield from _section("scope", "Scope", "Who is outside", coverage.scope, coverage)


def _overview(coverage: Coverage) -> Iterator[str]:
    yield '<div class="wide"><table><caption>Rules, with the patterns they use</caption><thead><tr>'
    yield '<th scope="col">rule</th><th scope="col">urgency</th><th scope="col">covered</th>'
    yield "".join(f'<th scope="col" class="number">{reached}</th>' for reached in Reached)
    yield "</tr></thead><tbody>"
    for rule in coverage.rules:
        yield _row(coverage, rule)
    yield "</tbody></table></div>"


def _row(coverage: Coverage, rule: RuleCoverage) -> str:
    leaves = coverage.counted_for(rule)
    counts = {reached: sum(leaf.reached is reached for leaf in leaves) for reached in Reached}
    feasible = len(leaves) - counts[Reached.INFEASIBLE]
    share = counts[Reached.COVERED] / feasible if feasible else 1
    words = f"{100 * share:.0f} %"
    meter = f'<meter min="0" max="1" value="{share:.3f}" aria-label="{words}">{words}</meter> {words}'
    name, urgency = escape(rule.rule.id), escape(rule.rule.urgency)
    advice = "" if rule.decides else " (never decides)"
    cells = "".join(f'<td class="number">{counts[reached]}</td>' for reached in Reached)
    link = f'<a href="#rule-{name}">{name}</a>'
    return f'<tr><th scope="row">{link}</th><td>{urgency}{advice}</td><td>{meter}</td>{cells}</tr>'


def _section(anchor: str, name: str, title: str, leaves: tuple[Leaf, ...], coverage: Coverage) -> Iterator[str]:
    yield f'<section id="{escape(anchor)}"><h3>{escape(name)}</h3><p>{escape(title)}</p>'
    yield '<div class="wide"><table><thead><tr><th scope="col">part</th><th scope="col">where it counts as true</th>'
    yield '<th scope="col">where it counts as false</th></tr></thead><tbody>'
    for leaf in leaves:
        halves = "".join(f"<td>{_half(half, coverage)}</td>" for half in (leaf.true, leaf.false))
        by = "" if leaf.by is Aspect.URGENCY else " (by the rules that fire)"
        part = f"<code>{escape(leaf.text)}</code><br>{escape(leaf.pointer)}{by}"
        yield f'<tr><th scope="row">{part}</th>{halves}</tr>'
    yield "</tbody></table></div></section>"


def _half(half: Half, coverage: Coverage) -> str:
    word = f'<span class="{half.reached}">{half.reached}</span>'
    if half.scenarios:
        more = len(half.scenarios) - 1
        return f"{word} by {escape(half.scenarios[0])}{f' and {more} more' if more else ''}"
    if half.vignette is not None:
        lines = "".join(f"<li>{escape(line)}</li>" for line in vignette_lines(half.vignette, coverage.kb.records))
        return f"{word}: the smallest patient who would show it<ul>{lines}</ul>"
    if half.covered_by:
        return f"{word}: {escape(', '.join(half.covered_by))} demands as much"
    return word if half.reached is not Reached.INFEASIBLE else f"{word}: it never decides"
