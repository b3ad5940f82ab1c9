"""Waivers of an edit: they let people move to a lower urgency, and each names whom, why, and a source."""

from collections.abc import Iterator
from datetime import date

from surefoot.model import Kind, KnowledgeBase
from surefoot.transitions.renaming import Names
from surefoot.transitions.result import Waiver

LOWERED = "V401"
EXCLUDED = "V402"


def new_waivers(old: KnowledgeBase, new: KnowledgeBase, names: Names, today: date) -> tuple[Waiver, ...]:
    """The waivers in force that came with the edit. One that was there before was for an earlier edit."""
    return tuple(_new(old, new, names, today.isoformat()))


def _new(old: KnowledgeBase, new: KnowledgeBase, names: Names, today: str) -> Iterator[Waiver]:
    for record in new.records.records:
        stated = record.content.get("waivers", ())
        if not any(waiver["code"] in (LOWERED, EXCLUDED) for waiver in stated):
            continue
        name = old.manifest.id if record.kind is Kind.KB else names.was(record.kind, record.id)
        earlier = old.records.get(record.kind, name)
        known = earlier.content.get("waivers", ()) if earlier else ()
        for index, waiver in enumerate(stated):
            if waiver["code"] in (LOWERED, EXCLUDED) and waiver["until"] >= today and waiver not in known:
                yield Waiver(record.kind, record.id, record.file, index, waiver)
