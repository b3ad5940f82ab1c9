"""The urgency of every row as Polars does it best: patterns and rules as columns of native expressions, one choice."""

from typing import Any

import polars as pl
from peers import Words, fires, side

from surefoot.batch.columns import UNSURE
from surefoot.model import (
    Answered,
    AnswerType,
    Bound,
    Comparison,
    Has,
    In,
    Is,
    KnowledgeBase,
    PatternHolds,
    Unsure,
    patterns_in,
)

_COMPARED = {
    Comparison.ABOVE: pl.Expr.gt,
    Comparison.AT_LEAST: pl.Expr.ge,
    Comparison.BELOW: pl.Expr.lt,
    Comparison.AT_MOST: pl.Expr.le,
}


def urgencies(kb: KnowledgeBase, frame: pl.LazyFrame) -> pl.LazyFrame:
    """One column, the urgency; null outside the scope. `frame` has the columns that the SQL reads."""
    words = _words(kb)
    for patterns in _stages(kb):
        columns = {f"pattern {name} {truth}": _filled(side(kb, kb.patterns[name].when, truth, words))
                   for name in patterns for truth in (True, False)}  # fmt: skip
        frame = frame.with_columns(**columns)
    frame = frame.with_columns(**{f"rule {rule.id}": _filled(fires(kb, rule, words)) for rule in kb.rules})
    outside = kb.manifest.outside
    left = _filled(side(kb, outside.when, True, words))
    if outside.unless is not None:
        left &= ~_filled(side(kb, outside.unless, True, words))
    chosen: Any = pl
    for level in kb.levels:
        names = [f"rule {rule.id}" for rule in kb.rules if rule.urgency == level]
        if kb.rank(level) == kb.default_rank:
            chosen = chosen.when(left).then(pl.lit(None, pl.String))
            lower = [f"rule {rule.id}" for rule in kb.rules if kb.rank(rule.urgency) < kb.default_rank]
            holds = pl.any_horizontal(names) if names else pl.lit(False)
            chosen = chosen.when(holds | ~pl.any_horizontal(lower) if lower else pl.lit(True)).then(pl.lit(level))
        elif names:
            chosen = chosen.when(pl.any_horizontal(names)).then(pl.lit(level))
    return frame.select(chosen.otherwise(None).alias("urgency"))


def _stages(kb: KnowledgeBase) -> list[list[str]]:
    """The patterns, those that name others after them."""
    stages: list[list[str]] = []
    done: set[str] = set()
    while len(done) < len(kb.patterns):
        stage = [n for n, p in kb.patterns.items() if n not in done and set(patterns_in(p.when)) <= done]
        stages.append(stage)
        done.update(stage)
    return stages


def _filled(expression: pl.Expr) -> pl.Expr:
    return expression.fill_null(False)


def _words(kb: KnowledgeBase) -> Words:
    def known(finding: str) -> pl.Expr:
        answer = kb.findings[finding].answer
        if answer.type is AnswerType.CHOICES:
            return pl.col(f"{finding}:{next(iter(answer.values))}").is_not_null()
        column = pl.col(finding)
        return column.is_not_null() & (column != UNSURE) if answer.type is AnswerType.CHOICE else column.is_not_null()

    def unsure(finding: str) -> pl.Expr:
        if kb.findings[finding].answer.type is AnswerType.CHOICE:
            return pl.col(finding) == UNSURE
        return pl.col(f"{finding}:{UNSURE}")

    def atom(condition: Any, truth: bool) -> pl.Expr:
        match condition:
            case PatternHolds(name):
                return pl.col(f"pattern {name} {truth}")
            case Is(finding, bool(value)):
                return pl.col(finding) if value is truth else ~pl.col(finding)
            case Is(finding, value):
                return pl.col(finding) == value if truth else known(finding) & (pl.col(finding) != value)
            case In(finding, values):
                within = pl.col(finding).is_in(list(values))
                return within if truth else known(finding) & ~within
            case Has(finding, value):
                return pl.col(f"{finding}:{value}") if truth else ~pl.col(f"{finding}:{value}")
            case Bound(finding, comparison, limit):
                holds = _COMPARED[comparison](pl.col(finding), limit)
                return holds if truth else ~holds
            case Unsure(finding) | Answered(finding):
                return unsure(finding) if isinstance(condition, Unsure) is truth else known(finding)
        raise TypeError(condition)

    def every(parts: list[pl.Expr]) -> pl.Expr:
        return pl.all_horizontal(parts) if parts else pl.lit(True)

    def some(parts: list[pl.Expr]) -> pl.Expr:
        return pl.any_horizontal(parts) if parts else pl.lit(False)

    def at_least(count: int, parts: list[pl.Expr]) -> pl.Expr:
        return pl.sum_horizontal(_filled(part).cast(pl.UInt8) for part in parts) >= count

    return Words(atom, every, some, at_least, lambda part: ~_filled(part), has_patterns=True)
