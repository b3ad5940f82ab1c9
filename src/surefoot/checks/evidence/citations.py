"""Who cites which statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surefoot.model import Kind, Record, RecordSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def statements_of(source: Record) -> Mapping[str, int]:
    """The statement numbers of a source, with their index."""
    return {statement["id"]: i for i, statement in enumerate(source.content.get("statements", ()))}


def cited_statements(records: RecordSet) -> Iterator[tuple[Record, str, str, str]]:
    """Every cited statement of the knowledge: record, JSON pointer, source id, number."""
    for record in records.records:
        if record.kind is not Kind.SCENARIO:
            for start, citations in _citations(record.content):
                for index, citation in enumerate(citations):
                    for position, statement in enumerate(citation.get("statements", ())):
                        yield record, f"{start}/{index}/statements/{position}", citation["source"], statement


def _citations(content: Mapping[str, Any]) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """The lists of citations of a record: its own, and those of its questions and exemptions."""
    yield "/sources", content.get("sources", [])
    for index, question in enumerate(content.get("questions", ())):
        yield f"/questions/{index}/sources", question["sources"]
    for index, exemption in enumerate(content.get("exemptions", ())):
        yield f"/exemptions/{index}/sources", exemption["sources"]


def citations_of(content: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The citations of a record: its own, and those of its questions and exemptions."""
    own: list[Mapping[str, Any]] = content.get("sources", [])
    if "questions" in content or "exemptions" in content:
        return [citation for _, citations in _citations(content) for citation in citations]
    return own
