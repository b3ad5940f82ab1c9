"""A knowledge base for the checks that need to triage."""

from surefoot.model import KnowledgeBase, RecordSet, patterns_in


def knowledge_base(records: RecordSet) -> KnowledgeBase | None:
    """The records as a knowledge base, or None when they are too faulty to triage with."""
    if records.manifest is None or records.manifest.default_urgency not in records.urgencies:
        return None
    rules = records.rules.values()
    if any(rule.urgency not in records.urgencies for rule in rules):
        return None
    outside = records.manifest.outside
    conditions = [outside.when, *([outside.unless] if outside.unless else [])]
    conditions += [condition for rule in rules for condition in (rule.when, rule.unless) if condition]
    conditions += [pattern.when for pattern in records.patterns.values()]
    if any(name not in records.patterns for condition in conditions for name in patterns_in(condition)):
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
