"""Triage held against the truth: text for people, JSON for programs. The page is in appraisal_page.py."""

from collections.abc import Callable, Mapping
from typing import Any

from surefoot.appraisal import UNDER, Appraisal, Decider, Level, Measure, Pair, Result, Share, measures
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import Style, bullet

OUTSIDE = "out of scope"
_MOST = 8


def render_appraisal_text(result: Result, style: Style) -> str:
    """The matrix, the measures with their intervals, what decided the errors, and what another version changes."""
    blocks = [_heading(result), _matrix(result.appraisal), _measures(result.appraisal)]
    errors = error_lines(result.appraisal)
    if errors:
        blocks.append("\n".join([style("What decided the errors:", "bold"), *map(bullet, errors[:_MOST])]))
        if len(errors) > _MOST:
            blocks[-1] += f"\n  and {len(errors) - _MOST} more; --format json has all of them"
    if result.pair is not None:
        blocks.append("\n".join([style("Against the old version:", "bold"), *map(bullet, pair_lines(result.pair))]))
    if result.rejected:
        common = sorted(result.problems.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]
        lines = [bullet(f"{problem} ({count:,})") for problem, count in common]
        rows = "1 row" if result.rejected == 1 else f"{result.rejected:,} rows"
        blocks.append("\n".join([style(f"{rows} cannot be used:", "red", "bold"), *lines]))
    return "\n\n".join(blocks)


def _heading(result: Result) -> str:
    e = result.appraisal
    left_out = [f"{count:,} {what}" for count, what in _left_out(result) if count]
    without = f" Left out: {', '.join(left_out)}." if left_out else ""
    return f"{e.kb_id} {e.version}: {e.people():,} people whose urgency is known.{without}"


def _left_out(result: Result) -> list[tuple[int, str]]:
    return [(result.unjudged, "without a truth"), (result.rejected, "that cannot be used")]


def matrix_rows(appraisal: Appraisal) -> tuple[list[Level], list[list[int]]]:
    """The answers that occur, the highest first, and for each level of the truth how often each was given."""
    answers: list[Level] = [*appraisal.levels]
    if any(got is None for _, got in appraisal.matrix):
        answers.append(None)
    return answers, [[appraisal.matrix.get((truth, got), 0) for got in answers] for truth in appraisal.levels]


def _matrix(appraisal: Appraisal) -> str:
    from tabulate import tabulate

    answers, rows = matrix_rows(appraisal)
    shown = [
        [f"truth {truth}", *[f"{count:,}" if count else "." for count in row]]
        for truth, row in zip(appraisal.levels, rows, strict=True)
    ]
    headers = ["", *[f"got {answer or OUTSIDE}" for answer in answers]]
    align = ("left", *("right" for _ in answers))
    return tabulate(shown, headers, tablefmt="simple", colalign=align, disable_numparse=True)


def _measures(appraisal: Appraisal) -> str:
    from tabulate import tabulate

    rows = [[m.title, percent(m.share), interval_text(m.share), f"{m.share.part:,} of {m.share.whole:,}"]
            for m in measures(appraisal)]  # fmt: skip
    headers = ["", "rate", "95 % (Wilson)", "people"]
    return tabulate(
        rows, headers, tablefmt="simple", colalign=("left", "right", "right", "right"), disable_numparse=True
    )


def percent(share: Share) -> str:
    """A share for people."""
    return "-" if share.rate is None else f"{share.rate:.1%}"


def interval_text(share: Share) -> str:
    """The limits of a share for people."""
    interval = share.interval
    return "-" if interval is None else f"{interval[0]:.1%} to {interval[1]:.1%}"


def _ordered(appraisal: Appraisal) -> list[tuple[Decider, int]]:
    """What decided errors: too low ones first, then the most frequent."""
    return sorted(appraisal.deciders.items(), key=lambda entry: (entry[0].kind != UNDER, -entry[1], str(entry[0])))


def error_lines(appraisal: Appraisal) -> list[str]:
    """What decided errors, in words."""
    return [
        f"{count:,} too {'low' if decider.kind == UNDER else 'high'}, {decider.truth} got {decider.got}: "
        f"{decider.rule or 'no rule of that urgency, so the default'}"
        for decider, count in _ordered(appraisal)
    ]


def pair_lines(pair: Pair) -> list[str]:
    """What the new version changes, in words."""
    old, new = pair.old, pair.new
    lines = [
        f"{pair.mended:,} people are right with {new.version} only, {pair.broken:,} with {old.version} only; "
        f"a split so uneven has a chance of {pair.chance:.2g} (exact McNemar test)",
        *_changed(pair, "too low", old.wrong(UNDER), new.wrong(UNDER)),
        *_changed(pair, "right", old.right(), new.right()),
    ]
    score = pair.capability(new=True)
    if score is not None:
        lines.append(f"capability comparison score of {new.version}: {score:.1f} (50 is as good as {old.version})")
    moved = sorted(
        ((m, n) for m, n in pair.moves.items() if m[1] != m[2]), key=lambda entry: (-entry[1], str(entry[0]))
    )
    lines += [f"{n:,} of truth {t} move from {b or OUTSIDE} to {a or OUTSIDE}" for (t, b, a), n in moved[:_MOST]]
    return lines


def _changed(pair: Pair, what: str, before: int, after: int) -> list[str]:
    return [f"{what}: {before:,} with {pair.old.version}, {after:,} with {pair.new.version}"]


def render_appraisal_json(result: Result, _: Style) -> str:
    """The form of schemas/appraisal.schema.json."""
    pair = result.pair
    document: dict[str, Any] = {
        "rows": result.rows,
        "without_truth": result.unjudged,
        "rejected": result.rejected,
        "problems": [{"problem": p, "count": n} for p, n in sorted(result.problems.items())],
        "appraisal": _appraisal_json(result.appraisal),
        "against": None if pair is None else _pair_json(pair),
    }
    return json_text(document)


def _appraisal_json(e: Appraisal) -> dict[str, Any]:
    answers, rows = matrix_rows(e)
    return {
        "kb": {"id": e.kb_id, "version": e.version, "hash": e.hash},
        "people": e.people(),
        "matrix": [
            {"truth": truth, "got": got, "count": count}
            for truth, row in zip(e.levels, rows, strict=True)
            for got, count in zip(answers, row, strict=True)
        ],
        "measures": [_measure_json(measure) for measure in measures(e)],
        "deciders": [{**decider._asdict(), "count": count} for decider, count in _ordered(e)],
    }


def _measure_json(measure: Measure) -> dict[str, Any]:
    low, high = measure.share.interval or (None, None)
    return {
        "name": measure.name,
        "level": measure.level,
        "part": measure.share.part,
        "whole": measure.share.whole,
        "rate": measure.share.rate,
        "low": low,
        "high": high,
    }


def _pair_json(pair: Pair) -> dict[str, Any]:
    moves = sorted(pair.moves.items(), key=str)
    return {
        "appraisal": _appraisal_json(pair.old),
        "mended": pair.mended,
        "broken": pair.broken,
        "chance": pair.chance,
        "capability_comparison": {"old": pair.capability(new=False), "new": pair.capability(new=True)},
        "moves": [{"truth": t, "from": b, "to": a, "count": n} for (t, b, a), n in moves],
    }


def _render_page(result: Result, style: Style) -> str:
    from surefoot.reporting.appraisal_page import render_appraisal_page

    return render_appraisal_page(result, style)


APPRAISAL_RENDERERS: Mapping[str, Callable[[Result, Style], str]] = {
    "text": render_appraisal_text,
    "json": render_appraisal_json,
    "html": _render_page,
}
