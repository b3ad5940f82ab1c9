"""What the word under the cursor means."""

from collections.abc import Iterator, Mapping
from typing import Any

from lsprotocol.types import Hover, MarkupContent, MarkupKind

from surefoot.loading import build_condition
from surefoot.model import Record, RecordSet
from surefoot.reporting import condition_lines, summary
from surefoot_cli.lsp.document import Document
from surefoot_cli.lsp.json_tree import Cursor, Path
from surefoot_cli.lsp.naming import Named, named_at
from surefoot_cli.lsp.schema_at import described


def hover(document: Document, cursor: Cursor) -> Hover | None:
    """The record that an id names, the text of a statement or value, or what the schema says about a key."""
    if cursor.token is None:
        return None
    named = named_at(document, cursor)
    lines = list(_about(named, document.records) if named else _schema_text(document, cursor.path))
    if not lines:
        return None
    span = document.text.range(cursor.token.start, cursor.token.end)
    return Hover(MarkupContent(MarkupKind.Markdown, "\n\n".join(lines)), span)


def _about(named: Named, records: RecordSet) -> Iterator[str]:
    record = named.record
    if named.part:
        entry = _at(record.content, named.part)
        yield f"**{entry['id']}**: {entry.get('text', entry.get('label', ''))}"
        yield f"{record.title} (`{record.kind} {record.id}`)"
        return
    yield f"**{record.title}** (`{record.kind} {record.id}`)"
    if text := summary(record):
        yield text
    if "urgency" in record.content:
        yield f"Urgency: {record.content['urgency']}"
    yield from _answers(record)
    yield from _condition(record, records)


def _answers(record: Record) -> Iterator[str]:
    answer: Mapping[str, Any] = record.content.get("answer", {})
    if values := answer.get("values"):
        yield "\n".join(f"- `{value['id']}`: {value['label']}" for value in values)
    elif answer:
        yield f"Answer: {answer['type']}{' of ' + answer['unit'] if 'unit' in answer else ''}"


def _condition(record: Record, records: RecordSet) -> Iterator[str]:
    if "when" in record.content:
        lines = condition_lines(build_condition(record.content["when"]), records)
        yield "\n".join(("```text", "when", *(f"  {line}" for line in lines), "```"))


def _schema_text(document: Document, path: Path) -> Iterator[str]:
    part = described(document.kind, document.root, path)
    if part is None:
        return
    if title := part.schema.get("title"):
        yield f"**{title}**"
    if text := part.schema.get("description"):
        yield str(text)
    if values := part.schema.get("enum"):
        yield f"One of: {', '.join(f'`{value}`' for value in values)}"


def _at(content: Any, path: Path) -> Any:
    for step in path:
        content = content[step]
    return content
