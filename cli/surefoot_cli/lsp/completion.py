"""What can be written at the cursor: keys, values, ids of records, statements of a source, answers of a finding."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind, InsertTextFormat, Range, TextEdit

from surefoot.model import AnswerType, Comparison, Kind
from surefoot_cli.lsp.document import Document
from surefoot_cli.lsp.json_tree import Cursor
from surefoot_cli.lsp.naming import Choices, choices_at, kinds_named
from surefoot_cli.lsp.schema_at import Part, alternatives, described

_KEYS_OF_ANSWER = {
    AnswerType.BOOLEAN: {"is"},
    AnswerType.CHOICE: {"is", "in"},
    AnswerType.CHOICES: {"has"},
    AnswerType.NUMBER: {comparison.value for comparison in Comparison},
}
_EMPTY = {"string": '"$1"', "array": "[$1]", "object": "{$1}"}


class Option(NamedTuple):
    """Something that can be written: its value, what it is, and more about it."""

    value: Any
    detail: str = ""
    documentation: str = ""
    kind: CompletionItemKind = CompletionItemKind.Value


class Rest(NamedTuple):
    """What is written behind a word: the colon of a key, and as a snippet the empty value that follows."""

    text: str = ""
    snippet: bool = False


def complete(document: Document, cursor: Cursor, snippets: bool) -> list[CompletionItem]:
    """Everything that can be written at the cursor, the best first. `snippets`: the editor can fill in blanks."""
    made = []
    if cursor.on_key and not kinds_named(document.kind, cursor):
        made = [(option, _rest(document, cursor, option.value, snippets)) for option in _keys(document, cursor)]
    else:
        rest = Rest(": " if cursor.on_key and not _has_colon(cursor) else "")
        made = [(option, rest) for option in _values(document, cursor)]
    return [_item(document, cursor, option, rank, rest) for rank, (option, rest) in enumerate(made)]


def _values(document: Document, cursor: Cursor) -> list[Option]:
    taken = _already_listed(cursor)
    found = {repr(option.value): option for option in _options(document, cursor) if repr(option.value) not in taken}
    return list(found.values())


def _options(document: Document, cursor: Cursor) -> Iterator[Option]:
    if cursor.path == ("id",) and document.kind is not Kind.KB:
        yield Option(document.id, "the name of the file")
        return
    for kind in kinds_named(document.kind, cursor):
        for record in sorted(document.records.of(kind), key=lambda record: record.id):
            yield Option(record.id, record.title, kind.value, CompletionItemKind.Reference)
    if cursor.on_key:
        return
    if cursor.path[-2:-1] == ("supports",):
        yield from (Option(member.key.value) for member in document.root.members)
    if choices := choices_at(document, cursor):
        yield from _answers(choices, may_be_unsure=cursor.path[:-1] == ("presentation",))
        return
    for part in alternatives(document.kind, document.root, cursor.path):
        yield from _of_schema(part)


def _answers(choices: Choices, may_be_unsure: bool) -> Iterator[Option]:
    for entry in choices.entries:
        words = str(entry.get("label", entry.get("text", "")))
        yield Option(entry["id"], words, "", CompletionItemKind.EnumMember)
    if choices.record.content.get("answer", {}).get("type") == AnswerType.BOOLEAN:
        yield from (Option(True, "yes"), Option(False, "no"))
    if may_be_unsure:
        yield Option(None, "asked, and not sure")


def _of_schema(part: Part) -> Iterator[Option]:
    """The values that a schema lists; where a record says which schema it follows, its example."""
    schema = part.schema
    values = [*schema.get("enum", ()), *([schema["const"]] if "const" in schema else ())]
    types = schema.get("type", ())
    names = [types] if isinstance(types, str) else types
    values += [True, False] if "boolean" in names else []
    values += [None] if "null" in names else []
    values += schema["examples"] if "schemas/" in schema.get("pattern", "") else []
    yield from (Option(value, str(schema.get("title", "")), str(schema.get("description", ""))) for value in values)


def _already_listed(cursor: Cursor) -> set[str]:
    """What the list or object around the cursor holds already; the word under the cursor left out."""
    if cursor.on_key:
        return {repr(member.key.value) for member in cursor.container.members if member is not cursor.member}
    return {repr(item.value) for item in cursor.container.items if item is not cursor.token}


def _keys(document: Document, cursor: Cursor) -> Iterator[Option]:
    container = cursor.container
    taken = _already_listed(cursor)
    allowed = _keys_of_finding(document, cursor)
    forms = alternatives(document.kind, document.root, container.path, cursor.member)
    for key in dict.fromkeys(key for form in forms for key in form.properties):
        if repr(key) in taken or (allowed is not None and key not in allowed):
            continue
        about = described(document.kind, document.root, (*container.path, key))
        schema = about.schema if about else {}
        title, text = str(schema.get("title", "")), str(schema.get("description", ""))
        yield Option(key, title, text, CompletionItemKind.Property)


def _keys_of_finding(document: Document, cursor: Cursor) -> set[str] | None:
    """The keys that compare the finding of this condition with a value; None when it is no such condition."""
    named = cursor.container.get("finding")
    finding = document.records.get(Kind.FINDING, str(named.value)) if named else None
    return _KEYS_OF_ANSWER[AnswerType(finding.content["answer"]["type"])] if finding else None


def _has_colon(cursor: Cursor) -> bool:
    return cursor.member is not None and cursor.member.colon is not None


def _rest(document: Document, cursor: Cursor, key: str, snippets: bool) -> Rest:
    if _has_colon(cursor):
        return Rest()
    parts = alternatives(document.kind, None, (*cursor.container.path, key))
    types = {str(part.schema.get("type")) for part in parts}
    empty = _EMPTY.get(types.pop()) if len(types) == 1 and snippets else None
    if empty is None:
        return Rest(": ")
    followed = any(member.key.start > cursor.offset for member in cursor.container.members)
    comma = "," if followed and not (cursor.member and cursor.member.comma) else ""
    return Rest(f": {empty}{comma}", True)


def _item(document: Document, cursor: Cursor, option: Option, rank: int, rest: Rest) -> CompletionItem:
    written = json.dumps(option.value, ensure_ascii=False)
    word = written.replace("\\", "\\\\").replace("$", "\\$") if rest.snippet else written
    return CompletionItem(
        label=option.value if isinstance(option.value, str) else written,
        kind=option.kind,
        detail=option.detail or None,
        documentation=option.documentation or None,
        sort_text=f"{rank:04}",
        # what is typed includes the quotation mark; a record is also found by its title
        filter_text=f"{written} {option.detail}" if option.kind is CompletionItemKind.Reference else written,
        insert_text_format=InsertTextFormat.Snippet if rest.snippet else InsertTextFormat.PlainText,
        text_edit=TextEdit(_replaced(document, cursor), word + rest.text),
    )


def _replaced(document: Document, cursor: Cursor) -> Range:
    """The word under the cursor; of a string without an end only what stands before the cursor."""
    word = cursor.token
    if word is None:
        return document.text.range(cursor.offset, cursor.offset)
    return document.text.range(word.start, word.end if word.closed else cursor.offset)
