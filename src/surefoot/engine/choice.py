"""Which way a patient is assessed: both answer alike, and which is quicker depends on how many patients there are."""

from __future__ import annotations

from surefoot.engine.judged import Judged, judge_plainly
from surefoot.engine.rules import Fired
from surefoot.model import KnowledgeBase, Presentation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from surefoot.engine.compiled import Engine

_WORTH_IT = 8
"""Compiling a knowledge base takes about as long as assessing so many patients plainly."""


def judged(kb: KnowledgeBase, presentation: Presentation) -> Judged:
    """What the answers of one patient demand. From the ninth patient on the knowledge base is compiled."""
    patients = kb.worked_out["patients"] = kb.worked_out.get("patients", 0) + 1
    engine = engine_of(kb) if patients > _WORTH_IT else None
    if engine is None:
        return judge_plainly(kb, presentation)
    try:
        return engine.judge(presentation)
    except TypeError:  # an answer that cannot be looked up in a table
        return judge_plainly(kb, presentation)


def fired(kb: KnowledgeBase, presentation: Presentation) -> Fired:
    """The urgency and the rules that fire, and nothing else: for callers with many patients."""
    engine = engine_of(kb)
    if engine is not None:
        try:
            return engine.fired(presentation.answers)
        except TypeError:  # an answer that cannot be looked up in a table
            pass
    found = judge_plainly(kb, presentation)
    level = next((level for level in kb.levels if kb.rank(level) == found.urgency), None)
    return Fired(level, tuple(kb.rules[number].id for number in found.fired))


def engine_of(kb: KnowledgeBase) -> Engine | None:
    """The compiled knowledge base, made once; None when its conditions are nested too deep for that."""
    from surefoot.engine.compiled import Engine

    if "engine" not in kb.worked_out:
        try:
            kb.worked_out["engine"] = Engine(kb)
        except RecursionError:
            kb.worked_out["engine"] = None
    engine: Engine | None = kb.worked_out["engine"]
    return engine
