"""Files -> records: strict JSON, schema, name and folder, each fault with its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping

from surefoot.diagnostics import Diagnostic, Fault
from surefoot.loading.build import build
from surefoot.loading.canonical import canonical_json
from surefoot.loading.codes import LOADING_CODES
from surefoot.loading.locator import Locator
from surefoot.loading.names import with_name_faults
from surefoot.loading.schemas import validator_for
from surefoot.loading.strict_json import SyntaxFault, parse_json
from surefoot.loading.tree import SourceFile
from surefoot.model import PLACEHOLDER, Kind, Record, RecordSet, placeholders_in
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Reading(NamedTuple):
    """What the files hold: the records without faults of their own, and the faults of the rest."""

    records: RecordSet
    diagnostics: tuple[Diagnostic, ...]
    locator: Locator

    @classmethod
    def nothing(cls) -> Reading:
        """The reading of no files."""
        return read_records(())


_KINDS = {kind.value: kind for kind in Kind}
PLACEHOLDER_BYTES = PLACEHOLDER.encode()
_MOST_AT_ONCE = 1 << 16
_OPENED_TO_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""What is no ordinary file must not keep the reader waiting."""


def read_records(files: Iterable[SourceFile]) -> Reading:
    """Read every file; one that is faulty is reported, and the rest go on."""
    draft = Draft()
    for file in files:
        draft.read(file)
    return draft.reading()


class Draft:
    """A reading that grows file by file. To save memory, the texts of files without faults are not kept.

    The hash of the bytes of each file without faults is put into `digests`, by path.
    """

    def __init__(self, *, keeps_texts: bool = True, digests: dict[str, bytes] | None = None) -> None:
        self._keeps_texts = keeps_texts
        self._digests = digests
        self._locator = Locator()
        self._diagnostics: list[Diagnostic] = []
        self._records: list[Record] = []
        self._present: dict[Kind, set[str]] = {}

    def read(self, file: SourceFile) -> bool:
        """Read a file; whether it has no faults of its own."""
        file_id = file.id
        if file.kind is not Kind.KB:
            self._present.setdefault(file.kind, set()).add(file_id)
        record, faults = _read(file, file_id, self._locator)
        self._diagnostics.extend(faults)
        if record is None:
            self._note_stray(file, file_id, faults)
            return False
        if file.kind is not Kind.KB and record.id != file_id:
            self._present[file.kind].add(record.id)  # nobody can tell which of the two names others mean
            return False
        self._add(record)
        if not faults and self._digests is not None:
            self._digests[file.path] = digest(self._locator.texts[file.file])
        if not faults and not self._keeps_texts:
            self._forget(file)
        return not faults

    def _note_stray(self, file: SourceFile, file_id: str, faults: list[Diagnostic]) -> None:
        """What lies in the folder of another kind is there for those who link to it, as the kind that it names."""
        wrong = LOADING_CODES["wrong-folder"].code
        if any(fault.code == wrong and fault.pointer == "/$schema" for fault in faults):
            named = kind_named(parse_json(self._locator.texts[file.file]))
            if named is not None:
                self._present.setdefault(named, set()).add(file_id)

    def add(self, file: SourceFile, document: Any) -> None:
        """Add what a file holds that is known to have no faults of its own."""
        self._add(Record(file.kind, document["id"], file.file, document))
        self._forget(file)

    def _forget(self, file: SourceFile) -> None:
        if file.data is None:
            self._locator.forget(file.file, file.path)
        else:
            self._locator.texts[file.file] = file.data

    def _add(self, record: Record) -> None:
        self._records.append(record)
        self._present.setdefault(record.kind, set()).add(record.id)

    def reading(self) -> Reading:
        """What has been read."""
        present = {kind: frozenset(names) for kind, names in self._present.items()}
        records = record_set(self._records, present)
        return Reading(records, tuple(self._diagnostics), self._locator)


def record_set(
    records: Iterable[Record],
    present: Mapping[Kind, frozenset[str]] | None = None,
    build: Callable[[Record], Any] = build,
) -> RecordSet:
    """Records that can be built; `present` names those of files that could not be read too."""
    return RecordSet(tuple(records), present or {}, build, canonical_json)


def digest(data: bytes) -> bytes:
    """The hash by which the bytes of a file are known again."""
    from _blake2 import blake2b  # hashlib has it too, and takes longer to import than 100 files to read

    return blake2b(data, digest_size=16).digest()


def content_hash(records: RecordSet) -> str:
    """SHA-256 of the content of the knowledge, whatever the layout and order of its files; scenarios left out."""
    return hash_of(record for record in records.records if record.kind is not Kind.SCENARIO)


def hash_of(records: Iterable[Record]) -> str:
    """SHA-256 of the content of these records, whatever their order."""
    import hashlib

    digest = hashlib.sha256()
    for record in sorted(records, key=lambda record: (record.kind, record.id)):
        digest.update(f"{record.kind}/{record.id}\0{canonical_json(record.content)}\0".encode())
    return digest.hexdigest()


def _read(file: SourceFile, file_id: str, locator: Locator) -> tuple[Record | None, list[Diagnostic]]:
    try:
        data = bytes_of(file.path) if file.data is None else file.data
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        fault = Fault(file.file, "", f"the file cannot be read: {reason}")
        return None, [locator.diagnostic(LOADING_CODES["unreadable-file"], fault)]
    locator.texts[file.file] = data
    try:
        document = parse_json(data)
    except SyntaxFault as fault:
        return None, [locator.syntax_diagnostic(file.file, fault)]
    slugs_and_faults = [*_schema_faults(file, document)]
    unusable = bool(slugs_and_faults)
    if PLACEHOLDER_BYTES in data:
        slugs_and_faults = _with_placeholders(file, document, slugs_and_faults)
    if isinstance(document, Mapping):
        slugs_and_faults = with_name_faults(file, file_id, document, slugs_and_faults)
    diagnostics = [locator.diagnostic(LOADING_CODES[slug], fault) for slug, fault in slugs_and_faults]
    if unusable:
        return None, diagnostics
    return Record(file.kind, document["id"], file.file, document), diagnostics


def bytes_of(path: str) -> bytes:
    """The bytes of a file, with as few calls of the operating system as can be.

    Raises:
        OSError: it cannot be read, or is no ordinary file.
    """
    try:
        handle = os.open(path, _OPENED_TO_READ)
        try:
            data = os.read(handle, _MOST_AT_ONCE)
        finally:
            os.close(handle)
    except OSError:
        data = b""
    return data if 0 < len(data) < _MOST_AT_ONCE else _bytes_with_care(path)


def _bytes_with_care(path: str) -> bytes:
    if os.path.islink(path) and not os.path.exists(path):
        raise OSError(0, "it is a link that leads nowhere")
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(0, "it is a folder" if stat.S_ISDIR(mode) else "it is no ordinary file")
    with open(path, "rb", buffering=0) as stream:
        return stream.read()


def _schema_faults(file: SourceFile, document: Any) -> list[tuple[str, Fault]]:
    named = kind_named(document)
    if named is not None and named is not file.kind:
        home = "kb.json" if named is Kind.KB else f"{named.folder}/"
        message = f'"$schema" says this is a {named.value}, but the folder holds {file.kind.folder or file.kind.value}'
        return [("wrong-folder", Fault(file.file, "/$schema", message, f'move the file to {home}, or mend "$schema"'))]
    try:
        violations = list(validator_for(file.kind.value).violations(document))
    except RecursionError:
        return [("nested-too-deeply", Fault(file.file, "", "the conditions are nested too deep", "use fewer levels"))]
    if not violations:
        return []
    from surefoot.loading.explain import explain

    return [
        (f.slug, Fault(file.file, f.pointer, f.message, f.help, f.on_key, repairs=f.repairs))
        for f in explain(violations)
    ]


def _with_placeholders(file: SourceFile, document: Any, faults: list[tuple[str, Fault]]) -> list[tuple[str, Fault]]:
    """The faults of a document that is not filled in; what the schema says about a placeholder is left out."""
    left = []
    for path, text in placeholders_in(document):
        pointer = "".join(f"/{str(token).replace('~', '~0').replace('/', '~1')}" for token in path)
        wanted = text.removeprefix(PLACEHOLDER).lstrip(": ")
        message = f"still to fill in{f': {wanted}' if wanted else ''}"
        left.append(("placeholder-left", Fault(file.file, pointer, message)))
    holes = {fault.pointer for _, fault in left}
    return [*left, *((slug, fault) for slug, fault in faults if fault.pointer not in holes)]


def kind_named(document: Any) -> Kind | None:
    """The kind that "$schema" names, if it names one."""
    named = document.get("$schema") if isinstance(document, Mapping) else None
    if not isinstance(named, str):
        return None
    name = named.rsplit("/", 1)[-1].removesuffix(".schema.json")
    return _KINDS.get(name)
