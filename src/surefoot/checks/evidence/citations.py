"""Who cites which statement."""

from collections.abc import Iterator, Mapping
from typing import Any

from surefoot.model import Kind, Record, RecordSet


def statements_of(source: Record) -> Mapping[str, int]:
    """The statement numbers of a source, with their index."""
    return {statement["id"]: i for i, statement in enumerate(source.content.get("statements", ()))}


def cited_statements(records: RecordSet) -> Iterator[tuple[Record, str, str, str]]:
    """Every cited statement of the knowledge: record, JSON pointer, source id, number."""
    for record in records.records:
        if record.kind is not Kind.SCENARIO:
            for pointer, source, statement in _in(record.content, ""):
                yield record, pointer, source, statement


def _in(json: Any, pointer: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(json, list):
        for index, item in enumerate(json):
            yield from _in(item, f"{pointer}/{index}")
    elif isinstance(json, Mapping):
        if json.get("basis") == "statement":
            for index, statement in enumerate(json["statements"]):
                yield f"{pointer}/statements/{index}", json["source"], statement
            return
        for key, value in json.items():
            if key in ("sources", "questions") or isinstance(value, Mapping):
                yield from _in(value, f"{pointer}/{key}")
