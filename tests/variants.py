"""A knowledge base with some records changed, without files: whole knowledge, quickly, and not validated."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from surefoot.loading import content_hash
from surefoot.model import Kind, KnowledgeBase, Record, RecordSet

Changes: TypeAlias = Mapping[tuple[Kind, str], Mapping[str, Any] | None]
"""The new content of records, by kind and id; None for one that is gone."""


def variant(kb: KnowledgeBase, changes: Changes) -> KnowledgeBase:
    """The knowledge base with these contents; the one of kb.json is found by its kind."""
    base = kb.records
    records = [record for record in base.records if (record.kind, record.id) not in changes]
    for (kind, name), content in changes.items():
        if content is not None:
            earlier = base.get(kind, name)
            file = earlier.file if earlier else f"kb/{kind.folder}/{name}.json"
            records.append(Record(kind, name, file, content))
    present = {kind: frozenset(one.id for one in records if one.kind is kind) for kind in Kind}
    new = RecordSet(tuple(records), present, base.build, base.canonical)
    return KnowledgeBase.of(new, content_hash(new))


def content_of(kb: KnowledgeBase, kind: Kind, name: str = "") -> dict[str, Any]:
    """A copy of what a record says; without a name that of kb.json."""
    import copy

    record = kb.records.get(kind, name or kb.manifest.id)
    assert record is not None, (kind, name)
    return copy.deepcopy(dict(record.content))
