"""Writing new files, each at one stroke, and never over an old one."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from surefoot.loading import shown


def create_files(contents: Mapping[Path, bytes]) -> None:
    """Write new files, all of them or none.

    Raises:
        FileExistsError: one of them is there already; nothing was written.
        OSError: a folder cannot be written to; nothing was written.
    """
    for path in contents:
        if os.path.lexists(path):
            raise FileExistsError(f"{shown(path)} is there already; it was left as it is")
    made: list[Path] = []
    try:
        for path, data in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _create(path, data)
            made.append(path)
    except BaseException:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _create(path: Path, data: bytes) -> None:
    """Put a whole file in its place, which must be free."""
    # The dot keeps a file that a killed process leaves behind from being taken for a record.
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, 0o666 & ~_mask())
        _take_place(temporary, path)
    finally:
        with suppress(OSError):
            os.unlink(temporary)


def _take_place(temporary: str, path: Path) -> None:
    try:
        # A link, unlike a rename, fails when somebody was quicker.
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise
        os.replace(temporary, path)


def _mask() -> int:
    """The permissions that new files of this process do not get."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
