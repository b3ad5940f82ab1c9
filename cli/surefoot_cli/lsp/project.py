"""One knowledge base as it stands in the editor: unsaved text where a file is open, the file elsewhere."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from surefoot.checks import Context
from surefoot.diagnostics import Diagnostic
from surefoot.loading import Locator, Reading, SourceFile, read_records
from surefoot.model import Kind, Record, RecordSet
from surefoot.validation import Report, validate
from surefoot_cli.lsp.text import encoded

_MARK = b"\xef\xbb\xbf"


class Project:
    """A knowledge base and the scenarios beside it. `buffers` maps the paths of open files to their text.

    `when_read` is called in the thread of a check as soon as the files are read: the checks take longer, and
    faults of the files themselves are known by then.
    """

    def __init__(self, kb: Path, when_read: Callable[[], Any] = lambda: None) -> None:
        self.kb = kb
        self.buffers: Mapping[str, str] = {}
        self.files: Mapping[str, SourceFile] = {}
        self.context = Context(Reading.nothing().records, date.min)
        self.texts: Mapping[str, bytes] = {}
        self.faults_of_files: tuple[Diagnostic, ...] = ()
        self._when_read = when_read
        self._known: dict[str, tuple[Any, Reading]] = {}
        self._sound: dict[str, Record] = {}

    @property
    def records(self) -> RecordSet:
        """The records as they were last without faults of their own: one that is being edited stays known."""
        return self.context.records

    def check(self, buffers: Mapping[str, str]) -> Report:
        """Every fault of every file; for one thread at a time.

        Raises:
            OSError: the knowledge base is gone.
        """
        self.buffers = buffers
        return validate(self.kb, read=self._read)

    def path_of(self, file: str) -> str:
        """The path of a file as reports show it."""
        return os.path.abspath(file)

    def _read(self, files: Iterable[SourceFile]) -> Reading:
        """Read what has changed since the last time, and join it with the rest."""
        files = tuple(files)
        known = {file.path: self._read_one(file) for file in files}
        self._known = known
        readings = [reading for _, reading in known.values()]
        joined = _joined(readings)
        self.files = {os.path.normcase(file.path): file for file in files}
        self.texts = joined.locator.texts
        self.faults_of_files = joined.diagnostics
        self._sound = {
            path: record
            for path, (_, reading) in known.items()
            if (record := next(iter(reading.records.records), self._sound.get(path)))
        }
        self.context = Context(joined.records.replaced(records=tuple(self._sound.values())), date.min)
        self._when_read()
        return joined

    def _read_one(self, file: SourceFile) -> tuple[Any, Reading]:
        text = self.buffers.get(os.path.normcase(file.path))
        stamp = _stamp(file.path) if text is None else text
        before = self._known.get(file.path)
        if before and stamp is not None and before[0] == stamp:
            return before
        return stamp, read_records([file if text is None else _overlaid(file, text)])


def _stamp(path: str) -> Any:
    """What changes when a file changes; None for a file that cannot be read."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def _overlaid(file: SourceFile, text: str) -> SourceFile:
    """The file with the bytes of an editor. Editors hide a byte-order mark, which is a fault all the same."""
    data = encoded(text)
    try:
        marked = Path(file.path).read_bytes() == _MARK + data
    except OSError:
        marked = False
    return file._replace(data=_MARK + data if marked else data)


def _joined(readings: Iterable[Reading]) -> Reading:
    locator = Locator()
    present: dict[Kind, frozenset[str]] = {}
    records: list[Record] = []
    diagnostics: list[Diagnostic] = []
    for reading in readings:
        locator.texts.update(reading.locator.texts)
        records.extend(reading.records.records)
        diagnostics.extend(reading.diagnostics)
        for kind, ids in reading.records.present.items():
            present[kind] = present.get(kind, frozenset()) | ids
    return Reading(RecordSet(tuple(records), present, Reading.nothing().records.build), tuple(diagnostics), locator)
