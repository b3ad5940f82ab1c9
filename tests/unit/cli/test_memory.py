"""What is remembered of a run is exactly what a new run would print."""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repositories import edited

_THROAT = Path(__file__).resolve().parents[2] / "second_kb"
_EDITS = (
    ('"revision": 1', '"revision": 0'),
    ('"revision": 0', '"revision": 1'),
    ('"title": "', '"titel": "'),
    ('"titel": "', '"title": "'),
    ("}\n", "},\n"),
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the second knowledge base whose files have been left alone for a while."""
    shutil.copytree(_THROAT, tmp_path / "throat")
    _age(tmp_path / "throat")
    return tmp_path / "throat"


def _age(folder: Path) -> None:
    """Make the files look as if nobody had touched them lately: the memory trusts no file of the last second.

    The time of the last change of the inode cannot be set back, so the run is moved on instead.
    """
    for file in (folder, *folder.rglob("*")):
        os.utime(file, (1_600_000_000, 1_600_000_000))


def _run(folder: Path, home: Path, *arguments: str, later: float = 5) -> tuple[int, str]:
    """Run the program in a folder, with its clock that many seconds ahead."""
    code = (
        "import sys, time; clock = time.time_ns; "
        f"time.time_ns = lambda: clock() + {int(later * 1e9)}; "
        "from surefoot_cli.start import main; sys.argv = ['surefoot', *sys.argv[1:]]; main()"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return run.returncode, run.stdout


def _remembered(home: Path) -> list[Path]:
    return sorted(path for path in (home / "surefoot").glob("*") if path.is_file())


def test_an_unchanged_run_is_answered_from_memory(copy: Path, tmp_path: Path) -> None:
    """A second run of the same check prints what is in the memory, without reading the files."""
    home = tmp_path / "home"
    first = _run(copy, home, "validate")
    (memory,) = _remembered(home)
    assert _run(copy, home, "validate") == first
    assert first == (0, "No faults in 45 files.\n")
    assert _remembered(home) == [memory]


def test_cached_and_uncached_output_are_the_same_over_random_edits(copy: Path, tmp_path: Path) -> None:
    """However files are edited, added and removed, the answer is that of a run without a memory."""
    chance = random.Random(5)
    files = sorted(copy.rglob("*.json"))
    for turn in range(8):
        file = chance.choice(files)
        if turn % 4 == 3 and file.exists():
            file.unlink()
        elif file.exists():
            old, new = chance.choice(_EDITS)
            file.write_text(file.read_text().replace(old, new, 1))
        else:
            shutil.copy(_THROAT / file.relative_to(copy), file)
        with_memory = _run(copy, tmp_path / "home", "validate", "--format", "concise")
        without = _run(copy, tmp_path / f"empty-{turn}", "validate", "--format", "concise")
        assert with_memory == without
        assert _run(copy, tmp_path / "home", "validate", "--format", "concise") == without


@pytest.mark.parametrize("damage", [b"", b"x", None])
def test_a_damaged_memory_is_not_believed(copy: Path, tmp_path: Path, damage: bytes | None) -> None:
    """A memory that is empty, foreign or cut short is made anew."""
    home = tmp_path / "home"
    first = _run(copy, home, "validate")
    (memory,) = _remembered(home)
    memory.write_bytes(memory.read_bytes()[:-9] if damage is None else damage)
    assert _run(copy, home, "validate") == first
    assert len(memory.read_bytes()) > 100


def test_a_file_touched_within_the_last_second_is_read_again(copy: Path, tmp_path: Path) -> None:
    """A file that changed at about the time of the run may have changed again within one tick of the clock."""
    home = tmp_path / "home"
    _run(copy, home, "validate", later=-3600)
    (memory,) = _remembered(home)
    before = memory.read_bytes()
    _run(copy, home, "validate")
    assert memory.read_bytes() != before


def test_without_a_place_for_the_memory_nothing_is_lost(copy: Path, tmp_path: Path) -> None:
    """A home that cannot be written is no error."""
    (tmp_path / "home").write_text("a file, not a folder")
    assert _run(copy, tmp_path / "home", "validate") == (0, "No faults in 45 files.\n")


def test_the_version_follows_the_knowledge(copy: Path, tmp_path: Path) -> None:
    """The content hash that --version prints changes with the content, remembered or not."""
    home = tmp_path / "home"
    code, first = _run(copy, home, "--version")
    assert (code, _run(copy, home, "--version")) == (0, (0, first))
    edited(copy / "kb" / "kb.json", revision=99)
    code, second = _run(copy, home, "--version")
    assert code == 0
    assert second.splitlines()[0] == first.splitlines()[0]
    assert second != first
