"""Work that two processes share: whoever is free takes the next piece, so that both end at the same time."""

import os
from collections.abc import Iterator

MOST = 2000
"""So many pieces there are at most: their numbers have to fit into a pipe, and the smallest pipes hold 4096 bytes."""
_WIDTH = 2


class Shares:
    """The places of a list of `count` items in pieces of about `size`, each of which one process gets.

    The numbers of the pieces lie in a pipe, from which whoever reads first takes one away. A copy of the process
    has the pipe too.
    """

    def __init__(self, count: int, size: int) -> None:
        self._count = count
        self._size = max(size, -(-count // MOST))
        pieces = range(-(-count // self._size))
        self._source, target = os.pipe()
        os.write(target, b"".join(number.to_bytes(_WIDTH, "big") for number in pieces))
        os.close(target)

    def __iter__(self) -> Iterator[range]:
        """Take piece after piece, until none is left."""
        while number := os.read(self._source, _WIDTH):
            start = int.from_bytes(number, "big") * self._size
            yield range(start, min(start + self._size, self._count))

    def stop(self) -> None:
        """Take what is left, so that nobody works on it."""
        for _ in self:
            pass

    def close(self) -> None:
        """Take nothing any more."""
        os.close(self._source)
