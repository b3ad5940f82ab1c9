"""Work that two processes share."""

import sys

import pytest

from surefoot.loading import Shares, work_aside
from surefoot.loading.shares import MOST


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 1000, 64 * MOST, 64 * MOST + 1, 1_000_000])
def test_every_place_is_taken_once(count):
    """However many there are, the pieces follow on each other, and the last one may be shorter."""
    shares = Shares(count, 64)
    pieces = list(shares)
    shares.close()
    assert [place for piece in pieces for place in piece] == list(range(count))
    assert len(pieces) <= MOST
    assert all(len(piece) >= 64 for piece in pieces[:-1])


@pytest.mark.skipif(sys.platform == "win32", reason="no process can be copied there")
def test_what_one_process_takes_the_other_does_not():
    """Two processes together take every piece once."""
    shares = Shares(5000, 1 + 5000 // MOST)
    theirs = work_aside(lambda: repr([piece.start for piece in shares]).encode())
    mine = [piece.start for piece in shares]
    taken = theirs()
    shares.close()
    assert taken is not None
    assert sorted(mine + eval(taken)) == list(range(0, 5000, 3))


def test_what_is_stopped_is_left():
    """After a stop nobody finds a piece."""
    shares = Shares(1000, 10)
    first = next(iter(shares))
    shares.stop()
    assert (first, list(shares)) == (range(10), [])
    shares.close()
