"""Two versions compared: text for people, JSON for programs, Markdown for a review."""

from collections.abc import Callable, Mapping
from typing import Any

from surefoot.model import Kind
from surefoot.reporting.changes import change_blocks, difference_json
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet, wrap
from surefoot.versions import Comparison, Direction, Move, RecordChange, Version, Weight

_OUTSIDE = "out of scope"
_LOUD = {Direction.LOWERED: "LOWERED", Direction.MOVED: "moved", Direction.RAISED: "raised"}


def render_comparison(comparison: Comparison, style: Style) -> str:
    """The moves, the most dangerous first; then the records, the heaviest change first; then the version."""
    blocks = [_heading(comparison)]
    if comparison.moves.moves:
        blocks.append(style(_moves_title(comparison), "bold"))
    blocks += [_move_text(move, style) for move in comparison.moves.moves]
    if comparison.moves.shifted:
        blocks.append(wrap(_shifted(comparison), "  ", ""))
    blocks += ["\n".join(change_blocks(change, comparison, style)) for change in _shown(comparison)]
    colour = "green" if comparison.enough else "red"
    return "\n\n".join([*blocks, style(wrap(_verdict(comparison)), colour)])


def render_comparison_markdown(comparison: Comparison, _: Style) -> str:
    """The same for a review or a release page."""
    parts = [f"# {_heading(comparison)}", _verdict(comparison)]
    if comparison.moves.moves:
        rows = ["| scenario | from | to | rules |", "| --- | --- | --- | --- |"]
        rows += [_move_row(move) for move in comparison.moves.moves]
        parts += [f"## {_moves_title(comparison)}", "\n".join(rows)]
    if comparison.moves.shifted:
        parts.append(_shifted(comparison))
    changes = _shown(comparison)
    for weight in sorted({change.weight for change in changes}, reverse=True):
        parts.append(f"## {weight.word.capitalize()} changes" if weight else "## Scenarios")
        parts += [_change_markdown(change, comparison) for change in changes if change.weight is weight]
    return "\n\n".join(parts)


def render_comparison_json(comparison: Comparison, _: Style) -> str:
    """The form of schemas/knowledge-diff.schema.json."""
    return json_text(comparison_json(comparison))


def comparison_json(comparison: Comparison) -> dict[str, Any]:
    """The same as values."""
    return {
        "old": _version_json(comparison.old),
        "new": _version_json(comparison.new),
        "moves": [_move_json(move) for move in comparison.moves.moves],
        "shifted": list(comparison.moves.shifted),
        "scenarios": comparison.moves.patients,
        "records": [_change_json(change, comparison) for change in comparison.changes],
        "renamed": [{"kind": kind.value, "old": old, "new": new} for kind, old, new in comparison.renamed],
        "needed": {
            "part": comparison.weight.word,
            "version": comparison.needed,
            "reasons": list(comparison.reasons),
        },
        "enough": comparison.enough,
    }


COMPARISON_RENDERERS: Mapping[str, Callable[[Comparison, Style], str]] = {
    "text": render_comparison,
    "json": render_comparison_json,
    "markdown": render_comparison_markdown,
}


def _heading(comparison: Comparison) -> str:
    old, new = (f"{v.kb.manifest.id} {v.kb.manifest.version} ({v.name})" for v in (comparison.old, comparison.new))
    return f"{old} -> {new}"


def _moves_title(comparison: Comparison) -> str:
    return f"{len(comparison.moves.moves)} of {comparison.moves.patients} scenarios get another urgency"


def _shifted(comparison: Comparison) -> str:
    names = comparison.moves.shifted
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return f"{len(names)} keep the urgency and get other bounds or reasons: {', '.join(names[:5])}{more}."


def _shown(comparison: Comparison) -> list[RecordChange]:
    return [c for c in comparison.changes if c.weight is not Weight.NONE or c.record.kind is Kind.SCENARIO]


def _move_text(move: Move, style: Style) -> str:
    colours = ("red", "bold") if move.direction is Direction.LOWERED else ("yellow",)
    lines = [f"{style(_LOUD[move.direction], *colours)} {move.before or _OUTSIDE} -> {move.after or _OUTSIDE}"]
    lines[0] += f"  {move.scenario.file}"
    lines += [wrap(f'"{move.scenario.story}"', "    "), *(bullet(text, "    ") for text in _why(move))]
    return "\n".join(lines)


def _why(move: Move) -> list[str]:
    expected = move.scenario.expect.urgency or _OUTSIDE
    said = "as" if expected == (move.after or _OUTSIDE) else "but"
    told = [f"no longer demands {move.before}: {rule}" for rule in move.lost]
    told += [f"demands {move.after} now: {rule}" for rule in move.gained]
    changed = ", ".join(f"{kind.value} {name}" for kind, name in move.because_of)
    return [
        *told,
        *([f"because of what changed in: {changed}"] if changed else []),
        f"{said} the scenario expects {expected}",
    ]


def _move_row(move: Move) -> str:
    story = move.scenario.story.replace("|", "\\|")
    name = f"**{move.scenario.id}**" if move.direction is Direction.LOWERED else move.scenario.id
    rules = ", ".join([*(f"-{rule}" for rule in move.lost), *(f"+{rule}" for rule in move.gained)])
    return f"| {name}: {story} | {move.before or _OUTSIDE} | {move.after or _OUTSIDE} | {rules} |"


def _change_markdown(change: RecordChange, comparison: Comparison) -> str:
    title, *rest = change_blocks(change, comparison, Style())
    return "\n".join([f"### {title}", *(["", "```diff", *rest, "```"] if rest else [])])


def _verdict(comparison: Comparison) -> str:
    old, new = comparison.old.kb.manifest.version, comparison.new.kb.manifest.version
    if comparison.weight is Weight.NONE and comparison.enough:
        return "Only scenarios changed." if _shown(comparison) else "Nothing changed in meaning."
    reasons = "; ".join(comparison.reasons[:3]) + ("; ..." if len(comparison.reasons) > 3 else "")
    why = f"a {comparison.weight.word} change: {reasons}" if comparison.weight else "the version fell"
    if comparison.enough:
        return f"The version rose far enough, from {old} to {new}: {why}."
    cure = 'write it in "version" of kb.json, and what changed in "changelog"'
    return f"The version must be {comparison.needed} or higher, and is {new}: {why}. Cure: {cure}."


def _version_json(version: Version) -> dict[str, str]:
    manifest = version.kb.manifest
    return {"name": version.name, "id": manifest.id, "version": manifest.version, "hash": version.kb.hash}


def _move_json(move: Move) -> dict[str, Any]:
    return {
        "scenario": move.scenario.id,
        "file": move.scenario.file,
        "story": move.scenario.story,
        "from": move.before,
        "to": move.after,
        "direction": move.direction.value,
        "expected": move.scenario.expect.urgency,
        "rules_lost": list(move.lost),
        "rules_gained": list(move.gained),
        "because_of": [{"kind": kind.value, "id": name} for kind, name in move.because_of],
    }


def _change_json(change: RecordChange, comparison: Comparison) -> dict[str, Any]:
    return {
        "kind": change.record.kind.value,
        "id": change.record.id,
        "title": change.record.title,
        "status": change.status.value,
        "part": change.weight.word,
        "changes": [difference_json(difference, weight, comparison) for difference, weight in change.differences],
    }
