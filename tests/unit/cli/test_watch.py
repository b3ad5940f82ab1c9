"""validate --watch, as an author uses it: save, look, mend, stop."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

_THROAT = Path(__file__).resolve().parents[2] / "second_kb"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="stops the program as a terminal does, with SIGINT")


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str], "queue.Queue[str]"]]:
    """A copy of the second knowledge base that is being watched, the program, and the lines it prints."""
    shutil.copytree(_THROAT, tmp_path / "throat")
    program = [sys.executable, "-u", "-m", "surefoot_cli", "validate", "--watch", "--format", "concise"]
    process = subprocess.Popen(
        program, cwd=tmp_path / "throat", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    lines: queue.Queue[str] = queue.Queue()
    assert process.stdout is not None
    reader = threading.Thread(target=lambda: [lines.put(line.rstrip()) for line in process.stdout], daemon=True)
    reader.start()
    yield tmp_path / "throat", process, lines
    process.kill()
    process.wait()
    reader.join()
    process.stdout.close()


def _until(lines: "queue.Queue[str]", wanted: str) -> list[str]:
    seen: list[str] = []
    while not seen or wanted not in seen[-1]:
        seen.append(lines.get(timeout=30))
    return seen


def test_an_author_saves_mends_and_stops(watched) -> None:
    """A save shows the new fault, mending it that it is gone; Ctrl-C ends it with the last exit code."""
    folder, process, lines = watched
    _until(lines, "Watching")
    pattern = folder / "kb" / "patterns" / "danger-sign.json"
    sound = pattern.read_text()
    pattern.write_text(sound.replace('"revision": 1', '"revision": 0'))
    assert "S108" in "".join(_until(lines, "S108"))
    pattern.write_text(sound)
    assert _until(lines, "1 gone")[-1].endswith("0 new, 1 gone")
    pattern.write_text("{")
    _until(lines, "S004")
    process.send_signal(signal.SIGINT)
    rest = _until(lines, "Stopped")
    assert process.wait(timeout=30) == 1
    assert not any("Traceback" in line for line in rest)
