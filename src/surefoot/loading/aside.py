"""Two things at once: a part of the work is done in a copy of this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from io import RawIOBase
    from typing import TypeAlias

Result: TypeAlias = Callable[[], "bytearray | None"]

_permission: list[bool] = []
_ending: list[int] = []
"""The copies that have handed over their result, and may not have ended yet."""
_SIZE = 8
_MUCH = 1 << 20
"""So many bytes a pipe may hold at most, as systems are set up."""


def allow_work_aside() -> None:
    """Say that this process may be copied: a program knows that of itself, and a library does not."""
    _permission.append(True)


def can_work_aside() -> bool:
    """Whether this process may and can be copied, and a second core is there to run the copy.

    A copy has only one thread: what another one holds would stay locked in it.
    """
    if not _permission:
        return False
    import _thread  # `threading` asks the same, and costs more to import than this module

    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return hasattr(os, "fork") and cores > 1 and _thread._count() == 0


def work_aside(work: Callable[[], bytes]) -> Result:
    """Begin a piece of work in a copy of this process. The result waits for it; None means that it failed."""
    take_leave()
    source, target = os.pipe()
    _widen(target)
    child = os.fork()
    if child == 0:
        os._exit(_worked(work, target))
    os.close(target)

    def result() -> bytearray | None:
        with open(source, "rb", buffering=0) as stream:
            size = _read(stream, _SIZE)
            found = None if size is None else _read(stream, int.from_bytes(size, "big"))
        _ending.append(child)
        take_leave()
        return found

    return result


def _widen(target: int) -> None:
    """Let much be handed over at once, where that can be: else the two wait for each other many times."""
    with suppress(ImportError, AttributeError, OSError):
        from fcntl import F_SETPIPE_SZ, fcntl

        fcntl(target, F_SETPIPE_SZ, _MUCH)


def _read(stream: RawIOBase, size: int) -> bytearray | None:
    """So many bytes; None when there are fewer."""
    found = bytearray(size)
    left = memoryview(found)
    while left:
        count = stream.readinto(left)
        if not count:
            return None
        left = left[count:]
    return found


def take_leave() -> None:
    """Let go of the copies that have ended since they handed over their result.

    To wait for the end of one there takes longer than its result: all its memory is given back first.
    """
    _ending[:] = [child for child in _ending if os.waitpid(child, os.WNOHANG)[0] == 0]


def _worked(work: Callable[[], bytes], target: int) -> int:
    """Do the work and hand it over after its size; the exit code. Nothing may escape: the copy must end here."""
    try:
        with open(target, "wb", buffering=0) as stream:
            found = memoryview(work())
            stream.write(len(found).to_bytes(_SIZE, "big"))
            while found:
                found = found[stream.write(found) :]
    except BaseException:
        return 1
    return 0
