"""What decides in a knowledge base, part by part, and a knowledge base made of such parts."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from surefoot.model import Kind, KnowledgeBase, Record, RecordSet

Parts: TypeAlias = Mapping[Kind, Mapping[str, Any]]
"""The typed records that triage gives a meaning to, by kind and id; that of kb.json has the id "kb"."""

MANIFEST = "kb"


def parts_of(kb: KnowledgeBase) -> dict[Kind, dict[str, Any]]:
    """The parts of a knowledge base."""
    return {
        Kind.KB: {MANIFEST: kb.manifest},
        Kind.URGENCY: dict(kb.urgencies),
        Kind.FINDING: dict(kb.findings),
        Kind.PATTERN: dict(kb.patterns),
        Kind.CONSTRAINT: dict(kb.records.constraints),
        Kind.RULE: {rule.id: rule for rule in kb.rules},
    }


def assembled(parts: Parts, content_hash: str) -> KnowledgeBase:
    """A knowledge base of these parts, to triage with; its records have no content."""
    records = tuple(Record(kind, name, "", {}) for kind, things in parts.items() for name in things)
    present = {kind: frozenset(things) for kind, things in parts.items()}
    return KnowledgeBase.of(RecordSet(records, present, lambda one: parts[one.kind][one.id]), content_hash)
