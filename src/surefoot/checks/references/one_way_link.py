"""A link that the other record does not return.

What it flags: a condition or cause that names an evaluation or treatment which does not name it, or
the other way round.
Why it matters: people who come from one side do not find the other.
Example: sciatica names mri-spine, but mri-spine does not list sciatica in "looks_for"
How to fix: add the id on the other side, or remove it here.
"""

from collections.abc import Collection, Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.links import RETURNED, WITH_RETURN
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Change, Fault, Repair
from surefoot.model import Record, RecordSet


def one_way_links(context: Context) -> Iterator[Fault]:
    """Yield every link that is not returned, at the place where it stands."""
    records = context.records
    misspelt = {(link.record.file, link.pointer.split("/")[1]) for link in context.dangling}
    for ill in (record for kind in WITH_RETURN for record in records.of(kind)):
        for key, kind, back in RETURNED:
            others = [(i, records.get(kind, other)) for i, other in enumerate(ill.content[key])]
            yield from _unreturned(ill, key, others, back, misspelt)
    for key, kind, back in RETURNED:
        for record in records.of(kind):
            ills = [(i, _ill(records, ill_id)) for i, ill_id in enumerate(record.content[back])]
            yield from _unreturned(record, back, ills, key, misspelt)


def _ill(records: RecordSet, ill_id: str) -> Record | None:
    return next((found for kind in WITH_RETURN if (found := records.get(kind, ill_id))), None)


def _unreturned(
    record: Record, key: str, others: list[tuple[int, Record | None]], back: str, misspelt: Collection[tuple[str, str]]
) -> Iterator[Fault]:
    """A list that names what there is not may have meant this record."""
    for index, other in others:
        if other and record.id not in other.content[back] and (other.file, back) not in misspelt:
            message = f"`{other.id}` does not name `{record.id}` in return"
            cure = f'add "{record.id}" to "{back}" of {other.id}, or remove it here'
            also = ((other.file, f"/{back}", "the list that lacks it"),)
            change = Change("append", f"/{back}", record.id, other.file)
            repairs = (Repair(f"add `{record.id}` to `{back}` of {other.id}", True, (change,)),)
            yield Fault(record.file, f"/{key}/{index}", message, cure, also=also, repairs=repairs)


def may_lead_one_way(context: Screened) -> bool:
    """Whether a link may not be returned."""
    linked = context.noted.linked
    ways = [(linked.get(key, {}), linked.get(back, {})) for key, _, back in RETURNED]
    return any(
        name not in returned.get(other, ())
        for there, back in ways
        for named, returned in ((there, back), (back, there))
        for name, others in named.items()
        for other in others
    )


CHECK = Check(documented("R104", "one-way-link", __doc__), one_way_links, screen=may_lead_one_way)
