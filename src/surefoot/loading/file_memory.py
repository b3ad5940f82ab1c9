"""What files without faults hold, kept from run to run: only a file that changed is read and judged again.

A file is known by its state (size, times, place) or, where that changed, by the hash of its bytes. What is known of
it is what does not hang on other files: its JSON, that its schema and its name have nothing against it, and that
its wording is in order by a standard. Faults are never kept, so that whatever is reported was found in this run.
"""

from __future__ import annotations

import marshal
import os
import stat
from collections.abc import Callable, Collection, Iterable

from surefoot.loading.reading import Reading, digest
from surefoot.loading.sparing import read_sparingly
from surefoot.loading.tree import SourceFile
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

State: TypeAlias = tuple[int, int, int, int]

_FORMAT = "1"
"""Rises when the form of what is kept changes."""
_SEAL = 16
_SETTLE_NS = 1_000_000_000
"""A file that changed less than a second before the run may change again within one tick of its clock."""


class _Known(NamedTuple):
    """What is known of a file: its state, the hash of its bytes, the standard by which it is worded well, its JSON."""

    state: State
    digest: bytes
    standard: bytes
    document: Any


class FileMemory:
    """What earlier runs know of the files of one knowledge base.

    `kept` is what a run saved, or None; `program` stands for everything but the files on which it depends, so that
    another version starts anew. What is damaged counts as none.
    """

    def __init__(self, kept: bytes | None, program: str, save: Callable[[bytes], None], started: int) -> None:
        self._seal = digest(f"{_FORMAT}\0{program}".encode())
        self._save = save
        self._started = started
        self._latest, self._known = self._opened(kept)
        self._states: dict[str, State] = {}
        self._digests: dict[str, bytes] = {}
        self._reading = Reading.nothing()
        self._files: dict[str, str] = {}

    @property
    def knows_files(self) -> bool:
        """Whether an earlier run kept what files hold."""
        return bool(self._known)

    def read(self, files: Iterable[SourceFile]) -> Reading:
        """What `read_records` gives, for files on the disk."""
        files = tuple(files)
        known: dict[str, Any] = {}
        for file in files:
            if file.data is None and (found := self._recalled(file.path)):
                known[file.path] = found.document
        self._digests.update((path, self._known[path].digest) for path in known)
        self._reading = read_sparingly(files, known, self._digests)
        self._files = {file.file: file.path for file in files if file.data is None}
        return self._reading

    def well_worded(self, standard: str) -> frozenset[str]:
        """The files that have not changed and in whose wording, by the same standard, no fault was found."""
        known, by = self._known, _named(standard)
        return frozenset(
            file
            for file, path in self._files.items()
            if path in known and known[path].standard == by and known[path].digest == self._digests.get(path)
        )

    def keep(self, standard: str, badly_worded: Collection[str]) -> None:
        """Save what is known now, unless nearly all of it is saved already: that costs more than a few files read."""
        faulty = {diagnostic.place.file for diagnostic in self._reading.diagnostics}
        good, now = _named(standard), dict[str, _Known]()
        for record in self._reading.records.records:
            path = self._files.get(record.file, "")
            if path in self._digests and record.file not in faulty:
                by = b"" if record.file in badly_worded else good
                now[path] = _Known(self._states[path], self._digests[path], by, record.content)
        changed = sum(
            self._known.get(path, known)[:3] != known[:3] or path not in self._known for path, known in now.items()
        )
        if changed + len(self._known.keys() - now.keys()) > _few(len(now)):
            body = marshal.dumps((self._started, {path: tuple(known) for path, known in now.items()}))
            self._save(self._sealed(body) + body)

    def forget(self) -> None:
        """Keep nothing any more, so that the next run knows no files."""
        if self._known:
            self._save(b"")

    def _opened(self, kept: bytes | None) -> tuple[int, dict[str, _Known]]:
        """The time from which on a change is not trusted, and what is known."""
        if kept is None or self._sealed(kept[_SEAL:]) != kept[:_SEAL]:
            return 0, {}
        started, known = marshal.loads(kept[_SEAL:])
        return started - _SETTLE_NS, {path: _Known(*fields) for path, fields in known.items()}

    def _sealed(self, body: bytes) -> bytes:
        return digest(self._seal + digest(body))

    def _recalled(self, path: str) -> _Known | None:
        """What is known of a file, if it is what it was."""
        try:
            found = os.stat(path)
        except OSError:
            return None
        if not stat.S_ISREG(found.st_mode):
            return None
        state = found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino
        self._states[path] = state
        known = self._known.get(path)
        if known is None or state[0] != known.state[0]:
            return None
        if state == known.state and state[1] <= self._latest and state[2] <= self._latest:
            return known
        return known if _digest_of(path) == known.digest else None


def _digest_of(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return digest(stream.read())
    except OSError:
        return None


def _named(standard: str) -> bytes:
    return digest(standard.encode(errors="backslashreplace"))


def _few(files: int) -> int:
    return files // 100
