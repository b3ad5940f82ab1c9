"""A link to a record that does not exist.

What it flags: an id, in whatever place, for which there is no file of the kind that belongs there.
Why it matters: what the link should bring, a pattern, a source, a test, is silently missing.
Example: {"pattern": "stroke-sing"}
How to fix: write the id of an existing record, or add the record.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.links import Link
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Change, Fault, Repair, nearest
from surefoot.model import PLACEHOLDER_ID, Kind, RecordSet

_KEYS = (Kind.FINDING, Kind.PATTERN)
_ATOMS = ("/finding", "/pattern")
"""The keys of a condition that name a record of one kind and are taken for each other."""


def dangling_references(context: Context) -> Iterator[Fault]:
    """Yield every link without a target, but those to a record that is known to have been removed."""
    for link in context.dangling:
        if context.removed_target(link) is None:
            yield _fault(link, context.records)


def _fault(link: Link, records: RecordSet) -> Fault:
    kinds = " or ".join(kind.value for kind in link.kinds)
    message = f"there is no {kinds} `{link.id}`"
    candidates = [name for kind in link.kinds for name in records.present.get(kind, ())]
    meant = nearest(link.id, candidates)
    elsewhere = sorted(kind.value for kind, ids in records.present.items() if link.id in ids)
    if link.id == PLACEHOLDER_ID:
        message, meant = f"still to fill in: the id of a {kinds}", None
        cure = "write the id of an existing record, or remove the link"
    elif elsewhere:
        meant, cure = None, f"`{link.id}` is a {elsewhere[0]}, and a {kinds} belongs here"
    elif meant:
        cure = f"did you mean `{meant}`?"
    else:
        folders = " or ".join(f"kb/{kind.folder}/" for kind in link.kinds)
        cure = f"add it to {folders}, or remove the link"
    in_key = link.pointer.startswith("/presentation/")
    repairs: tuple[Repair, ...] = ()
    if elsewhere and link.pointer.endswith(_ATOMS) and elsewhere[0] in _KEYS:
        cure = f'`{link.id}` is a {elsewhere[0]}: write {{"{elsewhere[0]}": "{link.id}"}}'
        repairs = (Repair(f"write `{elsewhere[0]}`", False, (Change("rename", link.pointer, elsewhere[0]),)),)
    if meant:
        change = Change("rename" if in_key else "set", link.pointer, meant)
        repairs = (Repair(f"write `{meant}`", False, (change,)),)
    return Fault(link.record.file, link.pointer, message, cure, in_key, repairs=repairs)


def may_dangle(context: Screened) -> bool:
    """Whether something that is named may not be there."""
    present, noted = context.records.present, context.noted
    return any(
        not names.issubset(frozenset[str]().union(*(present.get(kind, ()) for kind in kinds)))
        for kinds, names in (*noted.named.items(), *noted.told.items())
    )


CHECK = Check(
    documented("R101", "dangling-reference", __doc__), dangling_references, needed_to_triage=True, screen=may_dangle
)
