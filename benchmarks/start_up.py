"""How long it takes from start to answer, as a multiple of `python -c pass`, by the clock and in turns.

python benchmarks/start_up.py [ROUNDS] runs each command first as often as it takes to have made what it keeps, in a
cache of its own, and then ROUNDS (31) times, one after the other. Each run is a process of its own; the program's byte
code is there, as `make install` leaves it.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

_ROOT = Path(__file__).parents[1]
_SUREFOOT = str(Path(sys.executable).with_name("surefoot"))
_ANSWERS = '{"leg-weakness": true, "leg-paralysis": true, "onset": "sudden"}'
_FIRST_RUNS = 3
_SETTLED = 1.1
"""Files that are younger than a second are not believed."""


class Run(NamedTuple):
    """A command, and how many times `python -c pass` it may take; None where no bound is set."""

    name: str
    command: Sequence[str]
    most: float | None = None


def runs(answers: str) -> list[Run]:
    """What is measured, the yardstick first."""
    triage = (_SUREFOOT, "triage", "--answers", answers)
    return [
        Run("python -c pass", (sys.executable, "-c", "pass")),
        Run("surefoot --version", (_SUREFOOT, "--version"), 1.3),
        Run("surefoot --help", (_SUREFOOT, "--help"), 5),
        Run("surefoot triage --answers", triage, 4),
        Run("surefoot triage --answers --format json", (*triage, "--format", "json"), 4),
        Run("surefoot test", (_SUREFOOT, "test"), 6),
        Run("surefoot lookup 'foot drop'", (_SUREFOOT, "lookup", "foot drop")),
        Run("surefoot validate, nothing changed", (_SUREFOOT, "validate")),
    ]


def milliseconds(run: Run, surroundings: dict[str, str]) -> float:
    """How long one process takes.

    Raises:
        subprocess.CalledProcessError: it fails.
    """
    before = time.perf_counter()
    subprocess.run(run.command, cwd=_ROOT, env=surroundings, stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - before) * 1000


def main(rounds: int) -> None:
    """Measure, and print a table."""
    with TemporaryDirectory() as folder:
        answers = Path(folder, "answers.json")
        answers.write_text(_ANSWERS)
        surroundings = {**os.environ, "XDG_CACHE_HOME": folder}
        listed = runs(str(answers))
        time.sleep(_SETTLED)
        for run in listed * _FIRST_RUNS:
            milliseconds(run, surroundings)
        times = [[milliseconds(run, surroundings) for run in listed] for _ in range(rounds)]
    yardstick = statistics.median(row[0] for row in times)
    print(f"{platform.machine()}, Python {platform.python_version()}, median and least of {rounds} rounds\n")
    print(f"{'':41}median ms  least ms  times  at most")
    for run, column in zip(listed, zip(*times, strict=True), strict=True):
        median, bound = statistics.median(column), "" if run.most is None else f"{run.most:7}"
        print(f"{run.name:40}{median:10.1f}{min(column):10.1f}{median / yardstick:7.2f}  {bound}".rstrip())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 31)
