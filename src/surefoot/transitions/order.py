"""Which of two levels is lower, where the versions may have different ones."""

from surefoot.model import KnowledgeBase


def is_lower(before: str | None, after: str | None, old: KnowledgeBase, new: KnowledgeBase) -> bool:
    """Whether a patient who moves from a level of the old version to one of the new version may get less care.

    It is so when either version puts the second one below the first. Levels that neither version has both of are
    compared through those that both have; what cannot be compared counts as lower. Outside the scope is lowest.
    """
    comparable = [kb for kb in (old, new) if {before, after} <= {None, *kb.levels}]
    if comparable:
        return any(_height(after, kb) < _height(before, kb) for kb in comparable)
    common = [level for level in old.levels if level in new.levels]
    return not any(old.rank(x) > _height(before, old) and new.rank(x) < _height(after, new) for x in common)


def _height(level: str | None, kb: KnowledgeBase) -> float:
    return float("-inf") if level is None else kb.rank(level)
