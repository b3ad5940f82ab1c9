"""Reads files that have no faults of their own; which fault another one has, `reading` tells."""

from __future__ import annotations

import os
from collections.abc import Iterable

import jiter

from surefoot.loading.names import with_name_faults
from surefoot.loading.reading import PLACEHOLDER_BYTES, bytes_of
from surefoot.loading.schemas import forget_validators, validator_for
from surefoot.loading.strict_json import parse_faultless
from surefoot.loading.tree import SourceFile
from surefoot.model import Kind, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def faultless_records(files: Iterable[SourceFile]) -> list[Record] | None:
    """The records of some files, or None when one of them has, or may have, a fault of its own."""
    records = []
    for file in files:
        document = _document_of(file)
        if document is None:
            return None
        records.append(Record(file.kind, document["id"], file.file, document))
    return records


def _document_of(file: SourceFile) -> Any:
    path, _, kind, level, data = file
    try:
        data = bytes_of(path) if data is None else data
        document = parse_faultless(data)
        if document is None or PLACEHOLDER_BYTES in data or not validator_for(kind).allows(document):
            return None
    except (OSError, RecursionError):
        return None
    if kind is not Kind.KB and not path.endswith(f"{os.sep}{document['id']}.json"):
        return None
    return None if level is not None and with_name_faults(file, document["id"], document, []) else document


def forget_kept() -> None:
    """Forget the short texts and the validators that are kept for files that are still to come."""
    jiter.cache_clear()
    forget_validators()
