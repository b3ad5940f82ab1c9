"""Where `validate` keeps what it knows of the files of a knowledge base, from run to run."""

import os
import sys
import time
from functools import partial

from surefoot_cli import memory, store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from surefoot.loading import FileMemory
    from surefoot.validation import Remembering

_MOST_KEPT = 8
"""Of so many knowledge bases the files are known; one with 10,000 records takes about 15 MB."""


def remembering() -> "Remembering | None":
    """Opens what is known of the files of a knowledge base; None when nothing is to be kept."""
    return None if store.is_off() else _file_memory


def _file_memory(kb: "str | os.PathLike[str]") -> "FileMemory":
    from surefoot.loading import FileMemory

    name = os.path.join("files", memory.name_of(os.path.abspath(kb)))
    program = f"{sys.version} {memory.program(['validate'])}"
    save = partial(_save, name)
    return FileMemory(store.read(name), program, save, time.time_ns())


def _save(name: str, data: bytes) -> None:
    store.write(data, name, most=_MOST_KEPT)
