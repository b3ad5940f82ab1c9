"""New files come whole, all or none, and never over an old one."""

import os
import threading

import pytest

from surefoot.scaffolding import create_files, writing


def test_new_files_and_their_folders_are_made(tmp_path):
    """Every file has its content, and nothing else lies about."""
    files = {tmp_path / "a" / "b" / "x.json": b"{}\n", tmp_path / "y.json": b"[]\n"}
    create_files(files)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files


@pytest.mark.parametrize("there", ["file", "link"])
def test_nothing_is_written_over(tmp_path, there):
    """When one of the files is there, even as a dead link, it stays and no other is written."""
    old = tmp_path / "old.json"
    old.write_bytes(b"old") if there == "file" else old.symlink_to("nowhere")
    with pytest.raises(FileExistsError):
        create_files({tmp_path / "new.json": b"new", old: b"new"})
    assert [path.name for path in tmp_path.iterdir()] == ["old.json"]
    assert there == "link" or old.read_bytes() == b"old"


def test_a_failure_leaves_nothing_behind(tmp_path):
    """When the second file cannot be written, the first one is taken back."""
    (tmp_path / "blocked").write_bytes(b"")
    with pytest.raises(OSError, match="blocked"):
        create_files({tmp_path / "x.json": b"{}", tmp_path / "blocked" / "y.json": b"{}"})
    assert [path.name for path in tmp_path.iterdir()] == ["blocked"]


def test_of_many_writers_one_wins(tmp_path):
    """When several create the same file at once, one succeeds, and its content is whole."""
    path, won = tmp_path / "x.json", []

    def write(number):
        try:
            create_files({path: str(number).encode() * 10000})
        except FileExistsError:
            return
        won.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert path.read_bytes() == str(won[0]).encode() * 10000
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_system_without_links(tmp_path, monkeypatch):
    """Where a file cannot be linked it is renamed, and an old one is still not written over."""

    def refuse(*_):
        raise OSError("no links here")

    monkeypatch.setattr(writing.os, "link", refuse)
    create_files({tmp_path / "x.json": b"1"})
    assert (tmp_path / "x.json").read_bytes() == b"1"
    with pytest.raises(FileExistsError):
        create_files({tmp_path / "x.json": b"2"})
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_others_may_read_it(tmp_path):
    """A new file has the permissions that every new file of this person has."""
    (tmp_path / "plain").write_bytes(b"")
    create_files({tmp_path / "x.json": b"1"})
    assert (tmp_path / "x.json").stat().st_mode == (tmp_path / "plain").stat().st_mode
