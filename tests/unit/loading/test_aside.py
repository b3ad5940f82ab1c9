"""Work in a second process."""

import _thread
import os
import sys
import threading
import time

import pytest

from surefoot.loading import allow_work_aside, can_work_aside, work_aside

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process can be copied there")
aside_module = sys.modules["surefoot.loading.aside"]
_LARGE = b"x" * 300_000


def test_the_result_comes_back_whole():
    """A result that is larger than what fits between two processes at once comes back as it is."""
    assert work_aside(lambda: _LARGE)() == _LARGE


def test_an_empty_result_is_none_that_failed():
    """Nothing found is an answer."""
    assert work_aside(lambda: b"")() == b""


@pytest.mark.parametrize("size", [0, 3, 8, 9, 1000])
def test_a_result_that_breaks_off_is_none(monkeypatch, size):
    """A process that is ended while it hands over has handed over nothing."""

    def broken(work, target):
        whole = (len(work())).to_bytes(8, "big") + work()
        os.write(target, whole[:size])
        return 0

    monkeypatch.setattr(aside_module, "_worked", broken)
    assert work_aside(lambda: bytes(1000))() is None


def test_no_copy_stays_behind():
    """A copy that has handed over its result is taken leave of, at the latest when the next one is made."""
    for _ in range(3):
        assert work_aside(lambda: b"x")() == b"x"
    assert len(aside_module._ending) <= 3
    deadline = time.monotonic() + 10
    while aside_module._ending and time.monotonic() < deadline:
        aside_module.take_leave()
    assert not aside_module._ending


def test_work_that_fails_gives_none_and_says_nothing(capfd):
    """An exception ends the second process alone, without a traceback."""
    assert work_aside(lambda: bytes(1 // 0))() is None
    assert capfd.readouterr() == ("", "")


def test_the_second_process_never_goes_on_with_the_program():
    """Not even a request to exit leaves the piece of work."""
    here = os.getpid()
    assert work_aside(lambda: sys.exit(0))() is None
    assert os.getpid() == here


def test_nobody_is_copied_unasked(monkeypatch):
    """A program that only imports the library is never copied; one that allows it is, where there are two cores."""
    monkeypatch.setattr(aside_module, "_permission", [])
    assert not can_work_aside()
    if _thread._count() == 0 and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1:
        allow_work_aside()
        assert can_work_aside()


def test_nothing_is_done_aside_beside_other_threads(monkeypatch):
    """A copy would keep the locks that another thread holds, for ever."""
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    monkeypatch.setattr(aside_module, "_permission", [True])
    try:
        assert not can_work_aside()
    finally:
        done.set()
        thread.join()
