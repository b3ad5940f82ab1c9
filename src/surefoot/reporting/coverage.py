"""The coverage of a suite: text for people, JSON for programs. The page is in coverage_page.py."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from surefoot.adequacy import Aspect, Coverage, Half, Leaf, Reached, RuleCoverage
from surefoot.model import RecordSet
from surefoot.reporting.coverage_page import render_coverage_page
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet
from surefoot.reporting.vignettes import vignette_json, vignette_lines

_COUNTS = {True: "true", False: "false"}
"""An unknown part of a condition counts as what the rule takes it for."""


def render_coverage_text(coverage: Coverage, style: Style) -> str:
    """What is missing with the vignette that would show it, what is infeasible and why, and the counts."""
    records = coverage.kb.records
    lines: list[str] = []
    for leaf in coverage.leaves:
        for held, half in ((True, leaf.true), (False, leaf.false)):
            if half.reached in (Reached.MISSING, Reached.UNDECIDED):
                lines += [*_lacking(leaf, held, half, records, style), ""]
    impossible = [_impossible(leaf, style) for leaf in coverage.of(Reached.INFEASIBLE)]
    lines += [*impossible, *([""] if impossible else [])]
    return "\n".join([*lines, *_totals(coverage, style)])


def _lacking(leaf: Leaf, held: bool, half: Half, records: RecordSet, style: Style) -> list[str]:
    head = style(half.reached.value, "yellow" if half.reached is Reached.UNDECIDED else "red", "bold")
    lines = [f"{head}: {leaf.kind.value} {leaf.id} at {leaf.pointer}", f"  {leaf.text}"]
    shown = "which urgency is right" if leaf.by is Aspect.URGENCY else "which rules fire"
    lines.append(f"  no scenario in which it counts as {_COUNTS[held]} and decides {shown}")
    if half.vignette is not None:
        lines.append("  the smallest patient who would show it:")
        lines += [bullet(words, "    ") for words in vignette_lines(half.vignette, records)]
    return lines


def _impossible(leaf: Leaf, style: Style) -> str:
    reasons = "; ".join(why_infeasible(held, half) for held, half in _infeasible_halves(leaf))
    return f"{style('infeasible', 'dim')}: {leaf.kind.value} {leaf.id} at {leaf.pointer} {leaf.text}: {reasons}"


def _infeasible_halves(leaf: Leaf) -> list[tuple[bool, Half]]:
    return [(h, half) for h, half in ((True, leaf.true), (False, leaf.false)) if half.reached is Reached.INFEASIBLE]


def why_infeasible(held: bool, half: Half) -> str:
    """Why no patient can show this half of a leaf."""
    when = f"where it counts as {_COUNTS[held]}"
    if half.covered_by is None:
        return f"{when}, it never decides whether a rule fires"
    if not half.covered_by:
        return f"{when} and decides, the default holds anyway"
    return f"{when} and decides, {', '.join(half.covered_by)} demands as much"


def _totals(coverage: Coverage, style: Style) -> list[str]:
    missing, unsure = len(coverage.of(Reached.MISSING)), len(coverage.of(Reached.UNDECIDED))
    covered, impossible = len(coverage.of(Reached.COVERED)), len(coverage.of(Reached.INFEASIBLE))
    feasible = covered + missing + unsure
    advice = sum(not rule.decides for rule in coverage.rules)
    good = covered == feasible
    share = f"{100 * covered / feasible:.1f} %" if feasible else "nothing to cover"
    mark = style("covered", "green") if good else style("NOT COVERED", "red", "bold")
    lines = [f"{mark}: {covered} of {feasible} parts of conditions that a patient can show ({share}), MC/DC"]
    lines.append(f"  {missing} missing, {impossible} infeasible{f', {unsure} undecided' if unsure else ''}")
    if advice:
        what = "rule never decides" if advice == 1 else "rules never decide"
        lines.append(f"  {advice} {what} the urgency: there a scenario must state which rules fire")
    lines.append(f"{len(coverage.scenarios)} scenarios, {coverage.questions} questions to the solver, "
                 f"{coverage.seconds:.1f} s.")  # fmt: skip
    return lines


def render_coverage_json(coverage: Coverage, _: Style) -> str:
    """The form of schemas/coverage.schema.json."""
    manifest = coverage.kb.manifest
    report = {
        "kb": {"id": manifest.id, "version": manifest.version, "hash": coverage.kb.hash},
        "scenarios": len(coverage.scenarios),
        **{reached.value: len(coverage.of(reached)) for reached in Reached},
        "questions": coverage.questions,
        "rules": [_rule_json(coverage, rule) for rule in coverage.rules],
        "leaves": [_leaf_json(leaf) for leaf in coverage.leaves],
    }
    return json_text(report)


def _rule_json(coverage: Coverage, rule: RuleCoverage) -> dict[str, Any]:
    leaves = coverage.counted_for(rule)
    counts = {reached.value: sum(leaf.reached is reached for leaf in leaves) for reached in Reached}
    return {
        "rule": rule.rule.id,
        "urgency": rule.rule.urgency,
        "decides": rule.decides,
        "patterns": list(rule.patterns),
        **counts,
    }


def _leaf_json(leaf: Leaf) -> dict[str, Any]:
    return {
        "kind": leaf.kind.value,
        "id": leaf.id,
        "pointer": leaf.pointer,
        "condition": json.loads(leaf.text),
        "shows_in": leaf.by.value,
        "reached": leaf.reached.value,
        "true": _half_json(leaf.true),
        "false": _half_json(leaf.false),
    }


def _half_json(half: Half) -> dict[str, Any]:
    return {
        "reached": half.reached.value,
        "scenarios": len(half.scenarios),
        "example": half.scenarios[0] if half.scenarios else None,
        "vignette": vignette_json(half.vignette),
        "covered_by": None if half.covered_by is None else list(half.covered_by),
    }


COVERAGE_RENDERERS: Mapping[str, Callable[[Coverage, Style], str]] = {
    "text": render_coverage_text,
    "json": render_coverage_json,
    "html": render_coverage_page,
}
