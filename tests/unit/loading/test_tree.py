"""Which files there are: folders of nothing but records are taken as a whole, and that must make no difference."""

import os
import sys
from itertools import chain
from pathlib import Path

import pytest

from surefoot.loading import scan_kb, scan_scenarios
from surefoot.loading.tree import Entry, kb_tree, scenario_tree

ROOT = Path(__file__).parents[3]
ODD = (
    *("kb.json", "README.md", "notes.txt", ".hidden.json", "__cache/x.json", "causes/a.json", "causes/.a.json"),
    *("causes/README.md", "causes/deep/b.json", "findings/b.json", "findings/a.json", "findings/a-b.json"),
    *("rules/urgent/b.json", "rules/urgent/a.json", "rules/c.json", "rules/urgent/deep/d.json", "unknown/a.json"),
    *("sources/a.txt", "sources/a.json", "scenarios/urgent/a.json", "patterns/Z.json", "patterns/ä.json"),
)


def one_by_one(root, sort):
    """The tree of a folder, each file by itself: first the files of a folder, then its folders, by name."""

    def below(folder: Path):
        inside = sorted((one for one in folder.iterdir() if not one.name.startswith(".")), key=lambda one: one.name)
        yield from (one for one in inside if not one.is_dir() or one.suffix == ".json")
        folders = (one for one in inside if one.is_dir() and one.suffix != ".json" and not one.name.startswith("__"))
        yield from chain.from_iterable(map(below, folders))

    entries = ((str(one), one.relative_to(Path.cwd()).as_posix(), one.relative_to(root).parts) for one in below(root))
    return sort((Entry(*entry) for entry in entries), root.relative_to(Path.cwd()).as_posix())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ODD:
        (tmp_path / "kb" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "kb" / name).write_text("{}", "utf-8")
    return tmp_path / "kb"


def test_odd_files_are_told_as_one_by_one(folder):
    """Files that lie wrong, hidden ones, and those that are no records."""
    assert scan_kb(folder) == one_by_one(folder, kb_tree)
    assert scan_scenarios(folder) == one_by_one(folder, scenario_tree)
    assert len(scan_kb(folder).files) == 10
    assert len(scan_kb(folder).faults) == 7


def test_a_folder_that_is_named_like_a_record_is_taken_for_one(folder):
    """It cannot be read, and that is said; what lies in it is no record."""
    (folder / "causes" / "c.json").mkdir()
    (folder / "causes" / "c.json" / "d.json").write_text("{}", "utf-8")
    tree = scan_kb(folder)
    assert tree == one_by_one(folder, kb_tree)
    assert [file.id for file in tree.files if file.kind == "cause"] == ["a", "c"]


@pytest.mark.parametrize("name", ["kb", "scenarios"])
def test_the_knowledge_of_this_project(name, monkeypatch):
    """In the same order, shown in the same way."""
    monkeypatch.chdir(ROOT)
    scan, sort = {"kb": (scan_kb, kb_tree), "scenarios": (scan_scenarios, scenario_tree)}[name]
    assert scan(name) == one_by_one(ROOT / name, sort)
    assert scan(ROOT / name).files[0].file == scan(name).files[0].file


@pytest.mark.skipif(sys.platform == "win32", reason="links need a permission there")
def test_links_are_followed_once(folder, tmp_path):
    """A linked folder is read, and a circle of links is entered once."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "z.json").write_text("{}", "utf-8")
    (folder / "treatments").symlink_to(tmp_path / "elsewhere")
    (folder / "rules" / "again").symlink_to(folder)
    tree = scan_kb(folder)
    assert [file.file for file in tree.files if file.kind == "treatment"] == ["kb/treatments/z.json"]
    assert not [file.file for file in tree.files if "again" in file.file]
    assert not [fault for _, fault in tree.faults if "again" in fault.file]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="everybody may read everything")
def test_a_folder_that_cannot_be_read_is_told(folder):
    """What lies in it would silently be missing."""
    (folder / "findings").chmod(0)
    faults = [fault for slug, fault in scan_kb(folder).faults if slug == "unreadable-file"]
    (folder / "findings").chmod(0o700)
    assert [fault.file for fault in faults] == ["kb/findings"]
