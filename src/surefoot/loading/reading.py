"""Files -> records: strict JSON, schema, name and folder, each fault with its place."""

import os
import stat
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from surefoot.diagnostics import Change, Code, Diagnostic, Fault, Fix, Place, Related, TextEdit
from surefoot.loading.build import build
from surefoot.loading.canonical import canonical_json
from surefoot.loading.codes import LOADING_CODES
from surefoot.loading.schemas import validator_for
from surefoot.loading.strict_json import SyntaxFault, parse_json
from surefoot.loading.tree import SourceFile
from surefoot.model import PLACEHOLDER, Kind, Record, RecordSet, placeholders_in


class Reading(NamedTuple):
    """What the files hold: the records without faults of their own, and the faults of the rest."""

    records: RecordSet
    diagnostics: tuple[Diagnostic, ...]
    locator: "Locator"

    @classmethod
    def nothing(cls) -> "Reading":
        """The reading of no files."""
        return read_records(())


_KINDS = {kind.value: kind for kind in Kind}


class Locator:
    """Gives faults their places. The text of a file is kept until it is asked for."""

    def __init__(self) -> None:
        self.texts: dict[str, bytes] = {}
        self._positions: dict[str, Any] = {}

    def diagnostic(self, code: Code, fault: Fault) -> Diagnostic:
        """The fault with its code, place and source line."""
        place = self._place(fault.file, fault.pointer, fault.on_key)
        related = tuple(Related(self._place(file, pointer, False), note) for file, pointer, note in fault.also)
        return self._made(code, fault, place, related, self._fixes(fault))

    def syntax_diagnostic(self, file: str, fault: SyntaxFault) -> Diagnostic:
        """A fault of the syntax, which has a place but no pointer."""
        place = Place(file, fault.line, fault.column, fault.line, fault.column + 1)
        related = (Related(Place(file, *fault.first, *fault.first), "the first one is here"),) if fault.first else ()
        made = Fault(file, "", fault.message, fault.help)
        return self._made(LOADING_CODES[fault.slug], made, place, related, self._text_fixes(file, fault))

    def _text_fixes(self, file: str, fault: SyntaxFault) -> tuple[Fix, ...]:
        if fault.repair is None:
            return ()
        from surefoot.loading.syntax import position_at

        title, safe, start, end, text = fault.repair
        before = [self.texts[file][:offset].decode() for offset in (start, end)]
        place = Place(file, *position_at(before[0]), *position_at(before[1]))
        return (Fix(title, safe, (TextEdit(place, start, end, text),)),)

    def _fixes(self, fault: Fault) -> tuple[Fix, ...]:
        fixes = []
        for repair in fault.repairs:
            edits = [self._edit(change, fault.file) for change in repair.changes]
            if all(edits):
                fixes.append(Fix(repair.title, repair.safe, tuple(edit for edit in edits if edit)))
        return tuple(fixes)

    def _edit(self, change: Change, file: str) -> TextEdit | None:
        positions = self._positions_of(change.file or file)
        edit: TextEdit | None = positions.text_edit(change) if positions else None
        return edit

    def _positions_of(self, file: str) -> Any:
        text = self.texts.get(file)
        if text and file not in self._positions:
            from surefoot.loading.positions import Positions

            self._positions[file] = Positions(file, text)
        return self._positions.get(file)

    def _made(
        self,
        code: Code,
        fault: Fault,
        place: Place,
        related: tuple[Related, ...],
        fixes: tuple[Fix, ...] = (),
    ) -> Diagnostic:
        return Diagnostic(
            code=code.code,
            slug=code.slug,
            severity=code.severity,
            place=place,
            pointer=fault.pointer,
            message=fault.message,
            help=fault.help or code.cure,
            related=related,
            fixes=fixes,
            source_line=self._line(place),
        )

    def _place(self, file: str, pointer: str, on_key: bool) -> Place:
        positions = self._positions_of(file)
        place: Place = positions.locate(pointer, on_key) if positions else Place(file)
        return place

    def _line(self, place: Place) -> str:
        lines = self.texts.get(place.file, b"").split(b"\n")
        text = lines[place.line - 1] if place.line <= len(lines) else b""
        return text.decode(errors="replace").rstrip("\r")


def read_records(files: Iterable[SourceFile]) -> Reading:
    """Read every file; one that is faulty is reported, and the rest go on."""
    locator = Locator()
    diagnostics: list[Diagnostic] = []
    records: list[Record] = []
    present: dict[Kind, set[str]] = {}
    for file in files:
        if file.kind is not Kind.KB:
            present.setdefault(file.kind, set()).add(file.id)
        record, faults = _read(file, locator)
        diagnostics.extend(faults)
        if record is None:
            continue
        records.append(record)
        present.setdefault(record.kind, set()).add(record.id)
    ids = {kind: frozenset(names) for kind, names in present.items()}
    return Reading(RecordSet(tuple(records), ids, build, canonical_json), tuple(diagnostics), locator)


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


def _read(file: SourceFile, locator: Locator) -> tuple[Record | None, list[Diagnostic]]:
    try:
        data = _bytes_of(file.path) if file.data is None else file.data
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
    if PLACEHOLDER.encode() in data:
        slugs_and_faults = _with_placeholders(file, document, slugs_and_faults)
    if isinstance(document, Mapping):
        slugs_and_faults += _name_faults(file, document)
    diagnostics = [locator.diagnostic(LOADING_CODES[slug], fault) for slug, fault in slugs_and_faults]
    if unusable:
        return None, diagnostics
    return Record(file.kind, document["id"], file.file, document), diagnostics


def _bytes_of(path: str) -> bytes:
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


def _name_faults(file: SourceFile, document: Mapping[str, Any]) -> list[tuple[str, Fault]]:
    faults: list[tuple[str, Fault]] = []
    record_id = document.get("id")
    if file.kind is not Kind.KB and isinstance(record_id, str) and record_id != file.id:
        message = f"the id `{record_id}` is not the file name `{file.id}`"
        faults.append(
            ("file-name-differs", Fault(file.file, "/id", message, f'write "id": "{file.id}", or rename the file'))
        )
    expect = document.get("expect")
    level = document.get("urgency") if file.kind is Kind.RULE else None
    if file.kind is Kind.SCENARIO and isinstance(expect, Mapping) and "urgency" in expect:
        level = expect["urgency"] or "out-of-scope"
    if isinstance(level, str) and file.level is not None and level != file.level:
        pointer = "/urgency" if file.kind is Kind.RULE else "/expect/urgency"
        message = f"the urgency is `{level}`, but the file lies in {file.kind.folder}/{file.level}/"
        faults.append(
            ("wrong-folder", Fault(file.file, pointer, message, f"move the file to {file.kind.folder}/{level}/"))
        )
    return faults
