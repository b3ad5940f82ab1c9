"""Packs that the program keeps: what the files of a knowledge base hold, for as long as none of them changes.

Two files make one: an index says which files a pack was made of and in which state they were, and names the pack
by the digest of its bytes. A pack whose bytes do not have this digest is none. A large one that is read only in
part is taken by its state instead: it is none when anything has touched it. Nothing of a patient is ever kept.
"""

import marshal
import os
import sys

from surefoot_cli import store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_FORMAT = 3
"""Rises when the form of a pack or an index changes."""
_FOLDER = "packs"
_MOST_KEPT = 32
_DIGEST = 64


class Packs:
    """The packs of one knowledge base: what its files hold, and what lies beside it."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.are_kept = not store.is_off()
        self._surroundings: list[str] = []

    def find(self, what: str) -> bytes | None:
        """A pack; None when there is none that is still true."""
        name, _ = self._named(what)
        data = store.read(_FOLDER, f"{name}.pack") if name else None
        return data if data is not None and _digest(data).decode() == name else None

    def find_file(self, what: str) -> str | None:
        """The file of a pack that is read only in part; None when there is none that is still true and untouched."""
        name, kept = self._named(what)
        path = store.own(_FOLDER, f"{name}.pack") if name else None
        return path if path is not None and store.state(path) == kept else None

    def _named(self, what: str) -> "tuple[str, store.State | None]":
        """The name of a pack, and the state in which it was left; no name when its files have changed."""
        index = (store.read(_FOLDER, f"{self._key(what)}.index") or b"") if self.are_kept else b""
        body = index[_DIGEST:]
        if not body or index[:_DIGEST] != _digest(body):
            return "", None
        started, states, name, kept = marshal.loads(body)
        return (name, kept) if store.unchanged(states, started) else ("", None)

    def keep(self, what: str, data: bytes, paths: "Iterable[str]", started: int) -> None:
        """Keep a pack that was made from files in a run that began at a time (in nanoseconds)."""
        name = _digest(data).decode()
        store.write(data, _FOLDER, f"{name}.pack", most=_MOST_KEPT)
        try:
            kept = store.state(store.path_of(_FOLDER, f"{name}.pack"))
        except OSError:
            return
        body = marshal.dumps((started, store.states_of(paths), name, kept))
        store.write(_digest(body) + body, _FOLDER, f"{self._key(what)}.index", most=_MOST_KEPT)

    def _key(self, what: str) -> str:
        """What was packed, and everything besides the files on which it depends: place, Python and program."""
        if not self._surroundings:
            self._surroundings += [os.path.abspath(self.root), sys.version, str(_FORMAT), store.program()]
        return _digest("\0".join([what, *self._surroundings]).encode(errors="backslashreplace")).decode()


def _digest(data: bytes) -> bytes:
    """Thirty-two bytes of BLAKE2 in hexadecimal digits."""
    try:
        from _blake2 import blake2b  # hashlib would import OpenSSL
    except ImportError:
        from hashlib import blake2b
    return blake2b(data, digest_size=_DIGEST // 2).hexdigest().encode()
