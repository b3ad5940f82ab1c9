"""Writing files: at one stroke, with their permissions, or not at all."""

import os
import stat
from pathlib import Path

import pytest

from surefoot.editing import Replacement, replace_files


def _replacement(path: Path, new: bytes = b"new") -> Replacement:
    return Replacement(str(path), path.name, path.read_bytes(), new)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files to replace."""
    paths = [tmp_path / "a.json", tmp_path / "b.json"]
    for path in paths:
        path.write_bytes(b"old")
    return paths


def test_all_files_are_replaced(files):
    """Every file holds its new content, and nothing else is left in the folder."""
    replace_files(map(_replacement, files))
    assert [path.read_bytes() for path in files] == [b"new", b"new"]
    assert sorted(files[0].parent.iterdir()) == files


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755])
def test_permissions_are_kept(files, mode):
    """A file keeps its permissions."""
    files[0].chmod(mode)
    replace_files([_replacement(files[0])])
    assert stat.S_IMODE(files[0].stat().st_mode) == mode


def test_a_link_stays_a_link(files):
    """Replacing what a link leads to leaves the link, and changes the file it leads to."""
    link = files[0].parent / "link.json"
    link.symlink_to(files[0])
    replace_files([_replacement(link)])
    assert link.is_symlink()
    assert files[0].read_bytes() == b"new"


def test_a_read_only_file_stops_everything(files):
    """When one file is read-only none is changed, and the error names it."""
    files[1].chmod(0o444)
    with pytest.raises(PermissionError) as error:
        replace_files(map(_replacement, files))
    assert error.value.filename == "b.json"
    assert [path.read_bytes() for path in files] == [b"old", b"old"]


def test_a_file_saved_meanwhile_stops_everything(files):
    """What somebody saved after the file was read is not overwritten, and no other file is changed."""
    replacements = [_replacement(path) for path in files]
    files[1].write_bytes(b"newer")
    with pytest.raises(OSError, match="saved") as error:
        replace_files(replacements)
    assert error.value.filename == "b.json"
    assert [path.read_bytes() for path in files] == [b"old", b"newer"]


@pytest.mark.parametrize("function", ["fsync", "replace", "chmod"])
def test_a_disk_that_fails_leaves_the_old_file(files, function, monkeypatch):
    """When writing fails the file holds its old content, and what was begun is removed."""

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, function, fail)
    with pytest.raises(OSError, match="No space"):
        replace_files([_replacement(files[0])])
    monkeypatch.undo()
    assert files[0].read_bytes() == b"old"
    assert sorted(files[0].parent.iterdir()) == files
