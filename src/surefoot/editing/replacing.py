"""Writing files so that whoever looks, and whenever the power goes, finds the old content or the new one."""

import errno
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_REFUSALS = {
    "file": "nothing was changed: this file is read-only; allow writing to it",
    "folder": "nothing was changed: this folder is read-only; allow writing to it",
    "saved": "nothing was changed: somebody saved this file meanwhile; run the command again",
}


class Replacement(NamedTuple):
    """A file and how it is shown, what it held when it was read, and what it shall hold."""

    path: str
    file: str
    old: bytes
    new: bytes


def replace_files(replacements: Iterable[Replacement]) -> None:
    """Replace the content of files, each at one stroke; permissions are kept, and a link stays a link.

    Raises:
        OSError: a file is read-only or was changed meanwhile; then nothing is replaced. Or the disk
            failed; then each file holds its old content or its new one.
    """
    chosen = [replacement._replace(path=os.path.realpath(replacement.path)) for replacement in replacements]
    for replacement in chosen:
        _demand_replaceable(replacement)
    for replacement in chosen:
        _replace(replacement)


def store_file(path: Path, content: bytes) -> None:
    """Write a file at one stroke, new or in place of an old one; only its owner may read it.

    Raises:
        OSError: it cannot be written; the old file, if there is one, is as it was.
    """
    _put(os.path.realpath(path), content)


def _demand_replaceable(replacement: Replacement) -> None:
    path = replacement.path
    mode = stat.S_IMODE(os.stat(path).st_mode)
    # The bits are asked too: to root everything is writable, and yet somebody has protected the file.
    if not mode & 0o222 or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, _REFUSALS["file"], replacement.file)
    if not os.access(os.path.dirname(path), os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, _REFUSALS["folder"], os.path.dirname(replacement.file) or ".")
    with open(path, "rb") as stream:
        if stream.read() != replacement.old:
            raise OSError(errno.EBUSY, _REFUSALS["saved"], replacement.file)


def _replace(replacement: Replacement) -> None:
    _put(replacement.path, replacement.new, lambda temporary: _keep_permissions(replacement.path, temporary))


def _put(path: str, content: bytes, prepare: Callable[[str], None] | None = None) -> None:
    import tempfile

    folder, name = os.path.split(path)
    # The dot keeps a file that a killed process leaves behind from being taken for a record.
    handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".tmp", dir=folder)
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if prepare is not None:
            prepare(temporary)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _keep_permissions(path: str, temporary: str) -> None:
    status = os.stat(path)
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(temporary, status.st_uid, status.st_gid)
    os.chmod(temporary, stat.S_IMODE(status.st_mode))
