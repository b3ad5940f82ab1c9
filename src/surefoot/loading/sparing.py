"""Reads many files in half the time and memory: two processes, and texts that are not kept."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping, Sequence

from surefoot.loading.aside import Result, can_work_aside, work_aside
from surefoot.loading.reading import Draft, Reading
from surefoot.loading.schemas import validator_for
from surefoot.loading.tree import SourceFile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORTH_TWO_PROCESSES = 500
"""From so many files on, the second process saves more time than it takes to start."""


def read_sparingly(
    files: Iterable[SourceFile], known: Mapping[str, Any] | None = None, digests: dict[str, bytes] | None = None
) -> Reading:
    """What `read_records` gives, for files on the disk; their texts are read again when they are asked for.

    `known` says what files without faults hold, by path: they are not read. The hash of every other one is put
    into `digests`.
    """
    files, documents = tuple(files), dict(known or {})
    draft = Draft(keeps_texts=False, digests=digests)
    unknown = [file for file in files if file.path not in documents]
    waiting = None
    if len(unknown) >= WORTH_TWO_PROCESSES and can_work_aside():
        unknown = unknown[len(unknown) * 9 // 20 :]  # the other process hands over what it read: it gets more of it
        waiting = _read_aside(files, unknown, digests is not None)
        asked = unknown[0].path
    for file in files:
        if waiting and file.path == asked:
            documents.update(_handed_over(waiting(), unknown, digests))
        if (document := documents.get(file.path)) is None:
            draft.read(file)
        else:
            draft.add(file, document)
    return draft.reading()


def _read_aside(files: Sequence[SourceFile], unknown: Sequence[SourceFile], with_digests: bool) -> Result:
    """Begin to read some files in another process. Those in which it finds a fault are read again here."""
    for kind in {file.kind for file in files}:
        validator_for(kind.value)  # else each of the two would make its own

    def work() -> bytes:
        digests: dict[str, bytes] | None = {} if with_digests else None
        documents = [_faultless(file, digests) for file in unknown]
        return marshal.dumps((documents, digests))

    return work_aside(work)


def _handed_over(
    found: bytearray | None, unknown: Sequence[SourceFile], digests: dict[str, bytes] | None
) -> Mapping[str, Any]:
    """What the other process read, by path; a file in which it found a fault has None, and is read here."""
    if found is None:
        return {}
    documents, hashes = marshal.loads(found)
    if digests is not None:
        digests.update(hashes)
    return dict(zip((file.path for file in unknown), documents, strict=True))


def _faultless(file: SourceFile, digests: dict[str, bytes] | None) -> Any:
    """What a file holds; None when it has a fault."""
    draft = Draft(keeps_texts=False, digests=digests)
    return draft.reading().records.records[0].content if draft.read(file) else None
