"""A whole file through `surefoot batch`: rows a second, peak memory, and the same bytes after a kill and a restart.

python benchmarks/whole_file.py ROWS [parquet|csv|ndjson] [ENGINE]      writes into build/, and leaves nothing there
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import presentations

from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "build" / "whole-file"


class Run(NamedTuple):
    """What one run took: seconds by the wall and of the processor, and its peak of resident memory in MiB."""

    code: int
    wall: float
    cpu: float
    peak: float


def run(source: Path, target: Path, engine: str, kill_after: float | None = None) -> Run:
    """One run of the command; with `kill_after` it is killed so many seconds after it began."""
    command = [sys.executable, "-m", "surefoot_cli", "batch", str(source), str(target), "--key", "call"]
    started = time.perf_counter()
    process = subprocess.Popen([*command, "--engine", engine])
    if kill_after is not None:
        time.sleep(kill_after)
        process.kill()
    _, status, used = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return Run(code, time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Make the file, run it through, run it again with a kill in the middle, and compare."""
    rows, form, engine = (*sys.argv[1:], *("1000000", "parquet", "numpy")[len(sys.argv) - 1 :])
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    source, whole, stopped = (FOLDER / f"{name}.{form}" for name in ("in", "whole", "stopped"))
    presentations.write(open_knowledge_base(ROOT / "kb"), int(rows), source)
    print(f"{int(rows):,} rows of {form}, {source.stat().st_size / 1e9:.2f} GB, {engine}", flush=True)
    one = run(source, whole, engine)
    print(
        f"wall {one.wall:.1f} s, cpu {one.cpu:.1f} s: {int(rows) / one.wall:,.0f} rows/s, "
        f"{int(rows) / one.cpu:,.0f} for a second of the processor; peak {one.peak:.0f} MiB",
        flush=True,
    )
    killed = run(source, stopped, engine, one.wall / 3)
    again = run(source, stopped, engine)
    same = one.code == again.code == 0 and digest(whole) == digest(stopped)
    bytes_ = "the same bytes" if same else "OTHER BYTES"
    print(f"killed after {killed.wall:.1f} s (exit code {killed.code}), then gone on with: {bytes_}")
    shutil.rmtree(FOLDER)
    sys.exit(0 if same else 1)


if __name__ == "__main__":
    main()
