"""What comes from a pack is exactly what reading the files would give, and no file is ever believed too long."""

import io
import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from surefoot_cli import exit_codes, opening, quick, store
from surefoot_cli.packs import Packs

THROAT = Path(__file__).resolve().parents[2] / "second_kb"
SICK = '{"sore-throat": true, "drooling": true, "fever": null, "throat-days": 3}'
CLOCK = time.time_ns
COMMANDS = [
    ("triage", "--with", "sore-throat", "--with", "drooling"),
    ("triage", "--with=sore-throat", "--without", "fever", "--kb=kb"),
    ("triage", "--answers", "sick.json"),
    ("triage", "--answers", "sick.json", "--format", "json"),
    ("triage", "--answers=sick.json", "--format=markdown"),
    ("triage", "--answers", "sick.json", "--fail-on", "red"),
    ("triage", "--answers", "-"),
    ("test",),
    ("test", "--kb", "kb"),
]
NOT_PLAIN = [
    ("triage",),
    ("triage", "--answers", "nowhere.json"),
    ("triage", "--answers", "broken.json"),
    ("triage", "--with", "sore-throt"),
    ("triage", "--with", "fever", "--without", "fever"),
    ("triage", "--with", "fever", "--fail-on", "purple"),
    ("triage", "--with", "fever", "--format", "yaml"),
    ("triage", "--with", "fever", "--kb", "nowhere"),
    ("triage", "--with", "fever", "--no-color"),
    ("triage", "--answers", "sick.json", "--answers", "sick.json"),
    ("triage", "--help"),
    ("triage", "--with"),
    ("test", "scenarios"),
    ("test", "--format", "json"),
]


@pytest.fixture
def copy(tmp_path, monkeypatch) -> Path:
    """A copy of the second knowledge base, left alone for a while, as the working directory; and an empty cache."""
    folder = tmp_path / "throat"
    shutil.copytree(THROAT, folder)
    (folder / "sick.json").write_text(SICK, encoding="utf-8")
    (folder / "broken.json").write_text('{"fever": tru}', encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SUREFOOT_MEMORY", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(time, "time_ns", lambda: CLOCK() + 5_000_000_000)  # an inode's time cannot be set back
    return folder


def fill() -> None:
    """Make the packs, as the first run of the commands does."""
    opening.opened(Path("kb"))
    opening.scenarios_beside(Path("kb"))


def kept(folder: Path) -> dict[str, bytes]:
    """The files in the cache."""
    return {str(path): path.read_bytes() for path in (folder.parent / "cache").rglob("*") if path.is_file()}


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_both_ways_say_the_same(arguments, surefoot, copy, monkeypatch):
    """The quick way prints the bytes that click prints, and ends with the same code."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy.parent / "cache"))
    fill()
    slow = surefoot(*arguments, stdin=SICK)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SICK.encode()), encoding="utf-8"))
    assert quick.run([*arguments]) == (slow.code, slow.out)
    assert slow.err == ""


@pytest.mark.parametrize("arguments", NOT_PLAIN, ids=" ".join)
def test_what_is_not_plain_is_left_to_click(arguments, copy):
    """Every other option, and every mistake, is not for the quick way."""
    fill()
    assert quick.run([*arguments]) is None


def test_standard_input_can_be_read_again(copy, monkeypatch):
    """What the quick way could not use is there for click to say so."""
    fill()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"fever": 3}'), encoding="utf-8"))
    assert quick.run(["triage", "--answers", "-"]) is None
    assert sys.stdin.buffer.read() == b'{"fever": 3}'


NOT_NEEDED = {
    *("click", "dataclasses", "hashlib", "json", "pathlib", "re", "tabulate", "textwrap", "typing"),
    *("surefoot.checks", "surefoot.intake.words", "surefoot.validation"),
}


def test_the_quick_way_imports_little(copy):
    """It is quick because of what it does not import."""
    fill()
    code = (
        "import sys; from surefoot_cli import quick\n"
        "for form in ('text', 'json'):\n"
        "    assert quick.run(['triage', '--answers', 'sick.json', '--format', form])\n"
        "assert quick.run(['test'])\n"
        f"print(sorted({NOT_NEEDED} & {{*sys.modules}}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"


def test_packs_are_made_by_the_first_run_and_used_by_the_second(surefoot, copy, monkeypatch):
    """Look-ups, triage and tests open the files once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy.parent / "cache"))
    commands = [
        ["triage", "--with", "fever"],
        ["test"],
        ["list", "finding"],
        ["show", "fever"],
        ["lookup", "fever"],
        ["list"],
    ]
    first = [surefoot(*command) for command in commands]
    monkeypatch.setattr("surefoot.validation.peek", None)
    monkeypatch.setattr("surefoot.validation.open_knowledge_base", None)
    monkeypatch.setattr("surefoot.validation.read_scenarios", None)
    assert [surefoot(*command) for command in commands] == first
    assert all(run.code == 0 for run in first)


def test_no_edit_is_missed(surefoot, copy, monkeypatch):
    """However files are edited, added and removed, the answer is that of a run without packs."""
    cache = str(copy.parent / "cache")
    chance = random.Random(7)
    files = sorted(copy.rglob("*.json"))
    edits = (('"urgency": "red"', '"urgency": "amber"'), ('"title": "', '"title": "X'), ("true", "false"), ("{", "}"))
    for turn in range(24):
        file = chance.choice(files)
        if turn % 4 == 3 and file.exists():
            file.unlink()
        elif file.exists() and turn % 2:
            file.write_text(file.read_text().replace(*chance.choice(edits), 1))
        else:
            shutil.copy(THROAT / file.relative_to(copy), file) if (THROAT / file.relative_to(copy)).exists() else None
        for command in (["triage", "--with", "fever", "--format", "json"], ["test"], ["list", "finding"]):
            monkeypatch.setenv("SUREFOOT_MEMORY", "off")
            without = surefoot(*command)
            monkeypatch.delenv("SUREFOOT_MEMORY")
            monkeypatch.setenv("XDG_CACHE_HOME", cache)
            answered = quick.run(command)
            assert answered is None or answered == (without.code, without.out)
            assert surefoot(*command) == without
    assert kept(copy)


def test_a_file_of_the_last_second_is_not_believed(copy, monkeypatch):
    """A file that changed at about the time of the run may have changed again within one tick of the clock."""
    monkeypatch.setattr(time, "time_ns", CLOCK)
    os.utime("kb/kb.json")
    fill()
    assert quick.run(["test"]) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "turned", "foreign"])
@pytest.mark.parametrize("ending", [".index", ".pack"])
def test_a_damaged_pack_is_made_anew(damage, ending, copy):
    """A pack or index that is empty, cut short, changed by one bit or another's is none, and is replaced."""
    fill()
    whole = quick.run(["test"])
    assert whole is not None
    files = list((copy.parent / "cache").rglob(f"*{ending}"))
    assert len(files) == 3
    for path, other in zip(files, (*files[1:], files[0]), strict=True):
        data = path.read_bytes()
        middle = len(data) // 2
        turned = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        foreign = other.read_bytes() if ending == ".pack" else b"[]"
        path.write_bytes({"empty": b"", "cut": data[:-9], "turned": turned, "foreign": foreign}[damage])
    assert quick.run(["test"]) is None
    fill()
    assert quick.run(["test"]) == whole


def test_another_python_or_program_finds_nothing(copy, monkeypatch):
    """A pack serves the Python and the version of the program that made it."""
    fill()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", "4.0")
        assert quick.run(["test"]) is None
    with monkeypatch.context() as patch:
        patch.setattr(store, "program", lambda: "another")
        assert quick.run(["test"]) is None
    assert quick.run(["test"]) is not None


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
def test_what_others_can_write_is_not_believed(copy, monkeypatch):
    """A pack that somebody else owns, or may write, may be somebody else's."""
    fill()
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: 4711)
        assert quick.run(["test"]) is None
    for path in (copy.parent / "cache").rglob("*.pack"):
        assert path.stat().st_mode & 0o777 == 0o600
        path.chmod(0o666)
    assert quick.run(["test"]) is None


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_is_no_pack(copy):
    """A pack is a file of its own."""
    fill()
    for path in (copy.parent / "cache").rglob("*.pack"):
        path.rename(path.with_suffix(".moved"))
        path.symlink_to(path.with_suffix(".moved"))
    assert quick.run(["test"]) is None


def test_many_processes_may_make_packs_at_once(copy):
    """Whoever is first, all answer the same, and the packs are whole afterwards."""
    command = [sys.executable, "-m", "surefoot_cli", "test"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
    found = {(*process.communicate(timeout=120), process.returncode) for process in running}
    assert len(found) == 1
    assert not [name for name in kept(copy) if name.endswith(".tmp")]
    fill()
    assert quick.run(["test"]) is not None


@pytest.mark.parametrize("home", ["a-file", "relative"])
def test_without_a_place_for_packs_nothing_is_lost(home, surefoot, copy, monkeypatch):
    """A home that cannot be written is no error, and nothing is written elsewhere."""
    (copy.parent / "a-file").write_text("no folder")
    monkeypatch.setenv("HOME", str(copy.parent / "a-file"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy.parent / "a-file") if home == "a-file" else "caches")
    assert surefoot("test").code == exit_codes.CLEAN
    assert not (copy / "caches").exists()


def test_packs_can_be_switched_off(copy, monkeypatch):
    """With SUREFOOT_MEMORY=off nothing is kept and nothing is recalled."""
    monkeypatch.setenv("SUREFOOT_MEMORY", "off")
    fill()
    assert kept(copy) == {}
    monkeypatch.delenv("SUREFOOT_MEMORY")
    fill()
    assert quick.run(["test"]) is not None
    monkeypatch.setenv("SUREFOOT_MEMORY", "off")
    assert quick.run(["test"]) is None


def test_nothing_of_a_patient_is_kept(surefoot, copy, monkeypatch):
    """However many patients are assessed, the cache holds the knowledge and nothing else."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(copy.parent / "cache"))
    opening.opened(Path("kb"))
    before = kept(copy)
    for answers in (["--with", "fever"], ["--answers", "sick.json"], ["--with", "drooling", "--format", "json"]):
        assert surefoot("triage", *answers).code == 0
        assert quick.run(["triage", *answers]) is not None
    assert kept(copy) == before


def test_the_oldest_packs_are_removed(copy, monkeypatch):
    """The cache does not grow without end."""
    monkeypatch.setattr("surefoot_cli.packs._MOST_KEPT", 4)
    for number in range(9):
        Packs("kb").keep(f"pack-{number}", bytes([number]), ["kb"], time.time_ns())
    assert len(kept(copy)) <= 4


def read_as(reader) -> tuple:
    """What a reader makes of a few texts."""
    texts = ("my throat hurts and I am hot", "no fever, can not swallow", "for three days")
    return tuple(reader.understand(text) for text in texts)


def a_reader(monkeypatch, kept_only: bool = False):
    """The reader of the copy; where it may only be recalled, making one is an error."""
    base = opening.opened(Path("kb"))
    with monkeypatch.context() as patch:
        if kept_only:
            patch.setattr(sys.modules["surefoot.intake.words.understand"], "phrases_of", None)
        return opening.reader_of(Path("kb"), base)


def test_a_reader_from_its_pack_reads_the_same(copy, monkeypatch):
    """What reads plain words is worked out once, and reads from its pack what it read before."""
    first = read_as(a_reader(monkeypatch))
    assert first[0].understood
    again = a_reader(monkeypatch, kept_only=True)
    monkeypatch.setattr(sys.modules["surefoot.intake.words.understand"], "phrases_of", None)
    assert read_as(again) == first


def test_a_reader_of_other_phrases_is_not_believed(copy, monkeypatch):
    """After an edit of a phrase the pack of the reader is none, whatever the times of the files are."""
    a_reader(monkeypatch)
    path = Path("kb/findings/fever.json")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["says"].append("hot as an oven")
    path.write_text(json.dumps(content), encoding="utf-8")
    understood = a_reader(monkeypatch).understand("hot as an oven").understood
    assert [reading.finding for reading in understood] == ["fever"]


@pytest.mark.parametrize("damage", ["empty", "cut", "turned", "foreign"])
def test_a_damaged_reader_is_made_anew(damage, copy, monkeypatch):
    """A reader whose pack is empty, cut short, changed by one bit or another's is worked out again."""
    first = read_as(a_reader(monkeypatch))
    biggest = max((copy.parent / "cache").rglob("*.pack"), key=lambda path: path.stat().st_size)
    other = min((copy.parent / "cache").rglob("*.pack"), key=lambda path: path.stat().st_size)
    data = biggest.read_bytes()
    middle = len(data) // 2
    turned = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    biggest.write_bytes({"empty": b"", "cut": data[:-9], "turned": turned, "foreign": other.read_bytes()}[damage])
    assert read_as(a_reader(monkeypatch)) == first
    assert read_as(a_reader(monkeypatch, kept_only=True)) == first


def test_names_of_files_follow_the_folder(copy, monkeypatch):
    """A pack made in one folder names the files as they are shown from another."""
    fill()
    monkeypatch.chdir(copy / "kb")
    files = {record.file for record in opening.opened(Path(".")).records.records}
    assert "kb.json" in files
    assert "findings/fever.json" in files
