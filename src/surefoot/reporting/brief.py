"""A record in one line."""

from typing import Any

from surefoot.model import Record


def brief(record: Record) -> dict[str, Any]:
    """What lists and search results say of a record."""
    return {"kind": record.kind.value, "id": record.id, "title": record.title, "summary": summary(record)}


def summary(record: Record) -> str:
    """One sentence about a record: the first of its texts that says what it is; of a region, whom to call first."""
    for key in ("summary", "question", "what", "meaning", "because", "action", "why", "publisher", "claim"):
        if key in record.content:
            return str(record.content[key])
    return next((str(one["call"]) for one in record.content.get("help", ())), "")
