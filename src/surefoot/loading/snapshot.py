"""A snapshot: a whole knowledge base in one file, with the same bytes for the same knowledge."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from surefoot.loading.canonical import canonical_json
from surefoot.loading.location import shown
from surefoot.loading.reading import hash_of, kind_named
from surefoot.loading.schemas import schema_named, validator_for
from surefoot.loading.strict_json import SyntaxFault, parse_json
from surefoot.loading.tree import SourceFile, Tree
from surefoot.model import Kind, Record, RecordSet

_OUT_OF_SCOPE = "out-of-scope"


def snapshot_of(records: RecordSet, *, scenarios: bool = False) -> bytes:
    """The knowledge as a snapshot: one record a line, by kind and id; the scenarios only where asked for."""
    knowledge, patients = _parted(records.records)
    head: dict[str, Any] = {"$schema": schema_named("snapshot")["$id"], "kb": _identity(knowledge)}
    if scenarios:
        head["scenarios"] = {"count": len(patients), "hash": hash_of(patients)}
    listed = sorted([*knowledge, *(patients if scenarios else ())], key=lambda record: (record.kind, record.id))
    keys = [f"{canonical_json(key)}:{canonical_json(value)}" for key, value in head.items()]
    lines = ",\n".join(canonical_json(record.content) for record in listed)
    return f'{{{",".join(keys)},"records":[\n{lines}\n]}}\n'.encode()


def read_snapshot(path: str | os.PathLike[str], *, scenarios: bool = True) -> Tree:
    """The records of a snapshot, as files of a tree; scenarios only where asked for.

    Raises:
        OSError: the file cannot be read, is no snapshot, or does not hold what its hash says.
    """
    name = shown(path)
    with open(path, "rb") as stream:
        document = _parsed(stream.read(), name)
    records = [_record(content, name) for content in document["records"]]
    _check(document, records, name)
    wanted = [record for record in records if scenarios or record.kind is not Kind.SCENARIO]
    return Tree(tuple(_file(record, str(path)) for record in wanted), (), f"{name}:kb")


def write_snapshot(path: Path, data: bytes) -> None:
    """Write the file at one stroke: whoever looks finds the old content or the new one.

    Raises:
        OSError: it cannot be written; then the old content is still there.
    """
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as stream:
            stream.write(data)
        return
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    except OSError as error:
        with suppress(OSError):
            os.unlink(temporary)
        raise OSError(error.errno, error.strerror, str(path)) from None


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:
    try:
        document: Mapping[str, Any] = parse_json(data)
    except SyntaxFault as fault:
        raise _refused(name, f"line {fault.line}, column {fault.column}: {fault.message}") from None
    violations = list(validator_for("snapshot").violations(document))
    if violations:
        from surefoot.loading.explain import explain

        first = explain(violations)[0]
        raise _refused(name, f"{first.pointer or 'at the top'}: {first.message}")
    return document


def _record(content: Mapping[str, Any], name: str) -> Record:
    kind = kind_named(content)
    if kind is None:
        raise _refused(name, f'the record `{content["id"]}` names no kind of record in "$schema"')
    level = content.get("urgency") if kind is Kind.RULE else None
    expect = content.get("expect")
    if kind is Kind.SCENARIO and isinstance(expect, Mapping):
        level = expect.get("urgency") or _OUT_OF_SCOPE
    parts = ["scenarios" if kind is Kind.SCENARIO else "kb", "" if kind is Kind.SCENARIO else kind.folder]
    parts += [level if isinstance(level, str) else "", "kb" if kind is Kind.KB else str(content["id"])]
    return Record(kind, content["id"], f"{name}:{'/'.join(part for part in parts if part)}.json", content)


def _check(document: Mapping[str, Any], records: list[Record], name: str) -> None:
    knowledge, patients = _parted(records)
    promised = document.get("scenarios", {"count": 0, "hash": hash_of(())})
    found = {"count": len(patients), "hash": hash_of(patients)}
    if sum(record.kind is Kind.KB for record in knowledge) != 1:
        raise _refused(name, "it must hold exactly one record of the kind kb")
    if _identity(knowledge) != document["kb"] or promised != found:
        raise _refused(name, "its content does not match its hash; it was changed after it was exported")


def _identity(knowledge: list[Record]) -> dict[str, Any]:
    manifest = next(record for record in knowledge if record.kind is Kind.KB)
    return {"hash": hash_of(knowledge), "id": manifest.id, "version": manifest.content.get("version")}


def _parted(records: Iterable[Record]) -> tuple[list[Record], list[Record]]:
    """The knowledge, and the scenarios."""
    listed = list(records)
    return (
        [record for record in listed if record.kind is not Kind.SCENARIO],
        [record for record in listed if record.kind is Kind.SCENARIO],
    )


def _file(record: Record, path: str) -> SourceFile:
    """The record as a file that nobody has to open."""
    name = record.file.rpartition(":")[2]
    data = canonical_json(record.content).encode()
    return SourceFile(f"{path}/{name}", record.file, record.kind, None, data)


def _refused(name: str, why: str) -> OSError:
    return OSError(f"{name} is no snapshot that can be used: {why}")
