"""Records and lists, as text, Markdown and JSON."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from surefoot.loading import build_condition, citation_label, schema_named, schema_texts
from surefoot.lookup import Relation, View
from surefoot.model import Record, RecordSet
from surefoot.reporting.brief import brief
from surefoot.reporting.conditions import condition_lines
from surefoot.reporting.style import Style, bullet, wrap

_CONDITION_KEYS = ("when", "unless", "then", "asked_when")
_HIDDEN = ("$schema", "id", "title", "revision", "review")
_MOST_RELATIONS = 12


def record_json(shown: View) -> dict[str, Any]:
    """The form of schemas/record-view.schema.json."""
    return {
        "kind": shown.record.kind.value,
        "record": shown.record.content,
        "names": [_relation(relation) for relation in shown.names],
        "named_by": [_relation(relation) for relation in shown.named_by],
    }


def list_json(records: Iterable[Record]) -> list[dict[str, Any]]:
    """The form of schemas/record-list.schema.json."""
    return [brief(record) for record in records]


def _relation(relation: Relation) -> dict[str, Any]:
    record = relation.record
    return {"kind": record.kind.value, "id": record.id, "title": record.title, "how": relation.how}


def render_record(shown: View, records: RecordSet, style: Style) -> str:
    """A record with its fields under their names, and its links."""
    record = shown.record
    lines = [f"{style(record.title, 'bold')}  {style(f'{record.kind} {record.id}', 'dim')}"]
    for heading, body in _fields(record, records):
        lines += ["", style(heading, "bold"), *body]
    for heading, relations in (("Links to", shown.names), ("Linked from", shown.named_by)):
        if relations:
            lines += ["", style(heading, "bold"), *_relation_lines(relations)]
    return "\n".join([*lines, "", _state(record)])


def render_record_markdown(shown: View, records: RecordSet) -> str:
    """A record as a Markdown page."""
    record = shown.record
    lines = [f"# {record.title}", "", f"`{record.kind} {record.id}`"]
    for heading, body in _fields(record, records):
        lines += ["", f"## {heading}", "", *(line.removeprefix("  ") for line in body)]
    for heading, relations in (("Links to", shown.names), ("Linked from", shown.named_by)):
        if relations:
            lines += ["", f"## {heading}", ""]
            lines += [f"- {r.record.title} (`{r.record.kind} {r.record.id}`, {r.how})" for r in relations]
    return "\n".join([*lines, "", _state(record)])


def _state(record: Record) -> str:
    review = record.content["review"]
    reviewed = f"reviewed on {review['reviewed_on']}" if review["reviewed_on"] else str(review["status"])
    return wrap(f"Revision {record.content['revision']}, {reviewed}, review due on {review['due_on']}.")


def _relation_lines(relations: Sequence[Relation]) -> Iterator[str]:
    groups: dict[str, list[Relation]] = {}
    for relation in relations:
        groups.setdefault(f"{relation.record.kind} ({relation.how})", []).append(relation)
    for name, group in groups.items():
        shown = ", ".join(relation.record.id for relation in group[:_MOST_RELATIONS])
        more = f" and {len(group) - _MOST_RELATIONS} more" if len(group) > _MOST_RELATIONS else ""
        yield wrap(f"{name}: {shown}{more}", "      ", "  ")


def _fields(record: Record, records: RecordSet) -> Iterator[tuple[str, list[str]]]:
    properties = schema_named(record.kind.value)["properties"]
    for key, value in record.content.items():
        if key in _HIDDEN or value in ([], None):
            continue
        heading = _titled(properties.get(key, {})) or key.replace("_", " ").capitalize()
        if key in _CONDITION_KEYS:
            yield heading, condition_lines(build_condition(value), records, "  ")
        elif key == "sources":
            yield heading, [bullet(_citation(citation, records)) for citation in value]
        else:
            yield heading, _plain(value)


def _titled(schema: Mapping[str, Any]) -> str:
    """The title of a property, its own or that of the definition it refers to."""
    if "title" in schema or "$ref" not in schema:
        return str(schema.get("title", ""))
    name, _, pointer = schema["$ref"].partition("#/$defs/")
    common = next(s for i, s in schema_texts().items() if i.endswith("/common.schema.json"))
    return str(common["$defs"][pointer].get("title", "")) if name == "common.schema.json" else ""


def _citation(citation: Mapping[str, Any], records: RecordSet) -> str:
    label = citation_label(citation)
    if citation["basis"] == "common-knowledge":
        return f"common clinical knowledge, to be confirmed: {citation['claim']}"
    source = next((r for r in records.named(citation["source"])), None)
    name = f"{source.content['publisher']}: {source.title} ({label})" if source else label
    about = citation.get("supports")
    return f"{name}, for {', '.join(about)}" if about else name


def _plain(value: Any) -> list[str]:
    if isinstance(value, list):
        return [bullet(_line(item)) for item in value]
    if isinstance(value, Mapping):
        return [bullet(f"{key.replace('_', ' ')}: {_line(item)}") for key, item in value.items() if item is not None]
    return [wrap(_line(value), "  ")]


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key.replace('_', ' ')}: {_line(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(_line, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
