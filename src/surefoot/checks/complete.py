"""A knowledge base for the checks that need to triage."""

from collections.abc import Mapping

from surefoot.checks.compared import Compared
from surefoot.model import Kind, KnowledgeBase, RecordSet, patterns_in

_OF_TRIAGE = (Kind.KB, Kind.RULE, Kind.PATTERN)


def knowledge_base(records: RecordSet, compared: Mapping[Kind, Compared]) -> KnowledgeBase | None:
    """The records as a knowledge base, or None when they are too faulty to triage with.

    `compared` is what their conditions compare.
    """
    if records.manifest is None or records.manifest.default_urgency not in records.urgencies:
        return None
    rules = records.rules.values()
    if any(rule.urgency not in records.urgencies for rule in rules):
        return None
    if not all(compared[kind].patterns <= records.patterns.keys() for kind in _OF_TRIAGE if kind in compared):
        return None
    if _has_circle(records):
        return None
    return KnowledgeBase.of(records, content_hash="")


def _has_circle(records: RecordSet) -> bool:
    uses = {name: set(patterns_in(pattern.when)) for name, pattern in records.patterns.items()}
    while uses:
        leaves = {name for name, needed in uses.items() if not needed & uses.keys()}
        if not leaves:
            return True
        uses = {name: needed for name, needed in uses.items() if name not in leaves}
    return False
