"""What became of the rows of a table: text for people, JSON for programs."""

from collections.abc import Callable, Mapping

from surefoot.batch import Summary
from surefoot.model import KnowledgeBase
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet

_MOST = 5
_OUTSIDE = "out of scope"


def render_summary_text(summary: Summary, kb: KnowledgeBase, style: Style) -> str:
    """The counts, the urgencies from the highest, and what was wrong most often."""
    rows = f"{summary.rows:,} row{'' if summary.rows == 1 else 's'}"
    lines = [f"{rows}: {summary.triaged:,} triaged, {summary.rejected:,} rejected."]
    width = len(f"{summary.triaged:,}")
    levels = [*kb.levels, *([None] if None in summary.urgencies else [])]
    lines += [f"  {summary.urgencies.get(level, 0):{width},}  {level or _OUTSIDE}" for level in levels]
    if summary.rejected:
        lines.append(style("Rows were rejected because of:", "red", "bold"))
        common = sorted(summary.problems.items(), key=lambda entry: (-entry[1], entry[0]))
        lines += [bullet(f"{problem} ({count:,} row{'' if count == 1 else 's'})") for problem, count in common[:_MOST]]
        if len(common) > _MOST:
            lines.append(bullet(f"{len(common) - _MOST} more kinds; the rejects file has all of them"))
    return "\n".join(lines)


def render_summary_json(summary: Summary, kb: KnowledgeBase, _: Style) -> str:
    """The form of schemas/batch-summary.schema.json."""
    manifest = kb.manifest
    levels = [*kb.levels, *([None] if None in summary.urgencies else [])]
    content = {
        "kb": {"id": manifest.id, "version": manifest.version, "hash": kb.hash},
        "rows": summary.rows,
        "triaged": summary.triaged,
        "rejected": summary.rejected,
        "urgencies": [{"urgency": level, "count": summary.urgencies.get(level, 0)} for level in levels],
        "problems": [{"problem": p, "count": n} for p, n in sorted(summary.problems.items(), key=lambda e: (-e[1], e))],
    }
    return json_text(content)


BATCH_RENDERERS: Mapping[str, Callable[[Summary, KnowledgeBase, Style], str]] = {
    "text": render_summary_text,
    "json": render_summary_json,
}
