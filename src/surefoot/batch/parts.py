"""The parts of a run in a folder beside its target, so that a run that was killed goes on where it stopped.

Every file appears under its name only when it is whole. A part counts once its tally is there.
"""

import errno
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from surefoot.batch.columns import BatchError

_JOB, _LOCK = "job.json", "lock"


class Parts:
    """What was done of one job. The job is described by what its results depend on."""

    def __init__(self, target: Path, job: Mapping[str, Any], *, restart: bool) -> None:
        self.folder = target.with_name(f"{target.name}.partial")
        description = json.dumps(job, sort_keys=True, indent=1).encode()
        if self.folder.exists() and not (self.folder / _JOB).exists() and any(self.folder.iterdir()):
            raise BatchError([f"{self.folder} is in the way, and no run left it; move it away"])
        self.folder.mkdir(exist_ok=True)
        self._lock = _locked(self.folder / _LOCK)
        if restart:
            self._clear()
        self.tallies: list[dict[str, Any]] = []
        if self._read(_JOB) not in (None, description) and self._read(_tally(0)) is not None:
            self.close()
            cure = "finish it first, or give --restart to leave it"
            raise BatchError([f"{self.folder} holds an unfinished run of another job; {cure}"])
        write_whole(self.folder / _JOB, description)
        while (data := self._read(_tally(len(self.tallies)))) is not None:
            self.tallies.append(json.loads(data))

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *error: object) -> None:
        if not self.tallies:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.close()

    def close(self) -> None:
        """Let other runs go on from here."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _clear(self) -> None:
        for path in self.folder.iterdir():
            if path.name != _LOCK:
                path.unlink()

    def _read(self, name: str) -> bytes | None:
        try:
            return (self.folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def add(self, results: bytes, rejects: bytes, tally: Mapping[str, Any]) -> None:
        """Keep one more part."""
        number = f"{len(self.tallies):06}"
        write_whole(self.folder / f"{number}.results", results)
        write_whole(self.folder / f"{number}.rejects", rejects)
        write_whole(self.folder / _tally(len(self.tallies)), json.dumps(tally).encode())
        self.tallies.append(dict(tally))

    def each(self, kind: str) -> Iterator[IO[bytes]]:
        """The results or the rejects, opened one after the other."""
        for index in range(len(self.tallies)):
            with (self.folder / f"{index:06}.{kind}").open("rb") as file:
                yield file

    def remove(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.folder)


def _tally(number: int) -> str:
    return f"{number:06}.tally"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears under its name only when it is whole."""
    aside = path.with_name(f"{path.name}.writing")
    with named(path):
        aside.write_bytes(data)
        aside.replace(path)


@contextmanager
def named(path: Path) -> Iterator[None]:
    """An error while a file is written names it; of a full disk it also says how to go on.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            problem = "the disk is full; make room, then the same command goes on where it stopped"
            raise OSError(error.errno, problem, str(path)) from None
        raise OSError(error.errno, error.strerror, str(path)) from None


def _locked(path: Path) -> int | None:
    """Keep two runs from working on the same target at once, where the system can."""
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(path, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise BatchError([f"another run is working on {path.parent}; wait for it"]) from None
    return descriptor
