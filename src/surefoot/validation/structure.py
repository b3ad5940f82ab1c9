"""What a knowledge base must have, and what no two of its records may share."""

from collections.abc import Sequence

from surefoot.diagnostics import Fault
from surefoot.loading import Tree, holds_records
from surefoot.model import Kind, Record, RecordSet


def structure_faults(tree: Tree, records: RecordSet) -> list[tuple[str, Fault]]:
    """Ids given twice, and what a knowledge base must have and lacks."""
    faults = list(_duplicates(records.records))
    manifest = "kb.json" if tree.root == "." else f"{tree.root}/kb.json"
    if not any(file.kind is Kind.KB for file in tree.files):
        message = "this folder holds no kb.json, so it is no knowledge base"
        cure = "restore kb.json" if holds_records(tree.root) else "name the folder that holds kb.json"
        return [*faults, ("no-knowledge-base", Fault(manifest, "", message, cure))]
    for kind in (Kind.URGENCY, Kind.FINDING, Kind.RULE):
        if not records.present.get(kind):
            message = f"the knowledge base has no {kind.value}: {kind.folder}/ is missing or empty"
            fault = Fault(manifest, "", message, f"add one to {kind.folder}/")
            faults.append(("no-knowledge-base", fault))
    return faults


def _duplicates(records: Sequence[Record]) -> list[tuple[str, Fault]]:
    first: dict[str, Record] = {}
    faults: list[tuple[str, Fault]] = []
    if len({record.id for record in records}) == len(records):
        return faults
    for record in (record for record in records if record.kind is not Kind.KB):
        known = first.setdefault(record.id, record)
        if known is not record:
            message = f"the {known.kind.value} {known.file} has the id `{record.id}` too"
            also = ((known.file, "/id", "the other one"),)
            fault = Fault(record.file, "/id", message, "give one of them another id", also=also)
            faults.append(("duplicate-id", fault))
    return faults
