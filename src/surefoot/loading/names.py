"""What the name and the folder of a file promise of its record: the id, and the urgency."""

from __future__ import annotations

from collections.abc import Mapping

from surefoot.diagnostics import Change, Fault, Repair
from surefoot.loading.tree import SourceFile
from surefoot.model import Kind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

Found: TypeAlias = tuple[str, Fault]


def with_name_faults(file: SourceFile, file_id: str, document: Mapping[str, Any], faults: list[Found]) -> list[Found]:
    """The faults of a document and those of its name and folder, each mistake once.

    `faults` are those that its schema finds. An id that has not the form of one is told with the cure that
    the file name gives, and is not also a wrong name.
    """
    found = _name_faults(file, file_id, document)
    if not faults:
        return found
    if file.kind is not Kind.KB and is_id(file_id):
        faults = [_with_cure(file_id, slug, fault) for slug, fault in faults]
    broken = {fault.pointer for _, fault in faults}
    return [*faults, *((slug, fault) for slug, fault in found if fault.pointer not in broken)]


def is_id(name: str) -> bool:
    """Whether a text has the form of an id, as schemas/common.schema.json gives it."""
    import re

    return re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) is not None


def _with_cure(file_id: str, slug: str, fault: Fault) -> Found:
    """A fault of the id with the id that the file name promises, any other fault as it is."""
    pair = f'"id": "{file_id}"'
    if fault.pointer == "/id" and slug in ("wrong-form", "wrong-type"):
        return slug, fault._replace(help=f"write {pair}, which is the file name", repairs=(_named(file_id),))
    if slug == "missing-key" and fault.pointer == "" and "`id`" in fault.message:
        repair = Repair(f"add {pair}", False, (Change("append", "", ("id", file_id)),))
        return slug, fault._replace(help=f"add {pair}, which is the file name", repairs=(repair,))
    return slug, fault


def _named(file_id: str) -> Repair:
    return Repair(f'write "{file_id}"', False, (Change("set", "/id", file_id),))


def _name_faults(file: SourceFile, file_id: str, document: Mapping[str, Any]) -> list[Found]:
    faults: list[Found] = []
    record_id = document.get("id")
    if file.kind is not Kind.KB and isinstance(record_id, str) and record_id != file_id:
        message = f"the id `{record_id}` is not the file name `{file_id}`"
        named = is_id(file_id)
        cure = f'write "id": "{file_id}", or rename the file' if named else f"rename the file to {record_id}.json"
        repairs = (_named(file_id),) if named else ()
        faults.append(("file-name-differs", Fault(file.file, "/id", message, cure, repairs=repairs)))
    level, pointer = _level(file, document)
    if isinstance(level, str) and file.level is not None and level != file.level:
        message = f"the urgency is `{level}`, but the file lies in {file.kind.folder}/{file.level}/"
        cure = f"move the file to {file.kind.folder}/{level}/"
        faults.append(("wrong-folder", Fault(file.file, pointer, message, cure)))
    return faults


def _level(file: SourceFile, document: Mapping[str, Any]) -> tuple[Any, str]:
    """The urgency that a rule or scenario names, and where."""
    if file.kind is Kind.RULE:
        return document.get("urgency"), "/urgency"
    expect = document.get("expect")
    if file.kind is Kind.SCENARIO and isinstance(expect, Mapping) and "urgency" in expect:
        return expect["urgency"] or "out-of-scope", "/expect/urgency"
    return None, ""
