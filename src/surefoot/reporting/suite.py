"""The result of a scenario suite: text with the matrix, JSON, JUnit."""

from collections.abc import Callable, Mapping

from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet, wrap
from surefoot.scenarios import MissKind, Outcome, Suite


def render_suite_text(suite: Suite, style: Style) -> str:
    """The misses, under-triage first and loudest, then the matrix and the count."""
    blocks = [_failure(outcome, style) for outcome in suite.failures]
    return "\n\n".join([*blocks, _matrix(suite), _verdict(suite, style)])


def render_suite_json(suite: Suite, _: Style) -> str:
    """The form of schemas/suite.schema.json."""
    return json_text(
        {
            "scenarios": len(suite.outcomes),
            "failed": len(suite.failures),
            "under_triage": suite.count(MissKind.UNDER),
            "over_triage": suite.count(MissKind.OVER),
            "matrix": [{"expected": e, "got": g, "count": count} for (e, g), count in sorted(suite.matrix.items())],
            "rules_fired": sorted(suite.fired),
            "failures": [
                {
                    "scenario": outcome.scenario.id,
                    "file": outcome.scenario.file,
                    "expected": outcome.scenario.expect.urgency,
                    "got": outcome.verdict.urgency,
                    "misses": [{"kind": miss.kind.value, "message": miss.message} for miss in outcome.misses],
                }
                for outcome in suite.failures
            ],
        }
    )


def render_suite_junit(suite: Suite, _: Style) -> str:
    """JUnit XML: one test case for each scenario."""
    from xml.etree import ElementTree

    root = ElementTree.Element("testsuites")
    attributes = {"name": "surefoot", "tests": str(len(suite.outcomes)), "failures": str(len(suite.failures))}
    element = ElementTree.SubElement(root, "testsuite", attributes)
    for outcome in sorted(suite.outcomes, key=lambda o: o.scenario.file):
        where = {"classname": outcome.scenario.file, "name": outcome.scenario.id, "file": outcome.scenario.file}
        case = ElementTree.SubElement(element, "testcase", where)
        if not outcome.passed:
            text = "\n".join(f"{miss.kind}: {miss.message}" for miss in outcome.misses)
            failure = {"type": outcome.misses[0].kind.value, "message": outcome.misses[0].message}
            ElementTree.SubElement(case, "failure", failure).text = text
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True)


SUITE_RENDERERS: Mapping[str, Callable[[Suite, Style], str]] = {
    "text": render_suite_text,
    "json": render_suite_json,
    "junit": render_suite_junit,
}


def _failure(outcome: Outcome, style: Style) -> str:
    kind = outcome.misses[0].kind
    name = kind.value.upper() if kind is MissKind.UNDER else kind.value
    lines = [f"{style(name, 'red', 'bold')}  {outcome.scenario.file}", wrap(f'"{outcome.scenario.story}"', "    ")]
    lines += [bullet(miss.message, "    ") for miss in outcome.misses]
    return "\n".join(lines)


def _matrix(suite: Suite) -> str:
    """Written by hand: importing a library for tables takes longer than running the suite."""
    matrix = suite.matrix
    rows = [["", *(f"got {level}" for level in suite.levels)]]
    rows += [
        [f"expected {expected}", *(str(matrix.get((expected, got), 0) or ".") for got in suite.levels)]
        for expected in suite.levels
    ]
    widths = [max(len(head) + 2, *map(len, column)) for head, *column in zip(*rows, strict=True)]
    rows.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell.rjust(width) if n else cell.ljust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def _verdict(suite: Suite, style: Style) -> str:
    total, failed = len(suite.outcomes), len(suite.failures)
    if not total:
        return "There are no scenarios."
    if not failed:
        passed = f"{total} scenario{'' if total == 1 else 's'} passed"
        return f"{style(passed, 'green')}: no under-triage, no over-triage."
    counts = ", ".join(f"{suite.count(kind)} {kind}" for kind in MissKind if suite.count(kind))
    return f"{style(f'{failed} of {total} scenarios failed', 'red', 'bold')}: {counts}."
