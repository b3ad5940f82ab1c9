"""What is known of files from earlier runs makes a run quicker, and never another one."""

import json
import os
import shutil
from datetime import date
from pathlib import Path
from random import Random

import pytest

from surefoot.loading import FileMemory, file_memory, read_records, reading
from surefoot.validation import validate

SECOND_KB = Path(__file__).parents[2] / "second_kb"
TODAY = date(2026, 11, 22)


class Store:
    """Keeps what a run saves, in memory; its clock runs an hour ahead, so that every file has settled."""

    def __init__(self) -> None:
        self.data: bytes | None = None
        self.program = "1"
        self.ahead = 3_600_000_000_000

    def __call__(self, kb: Path) -> FileMemory:
        newest = max(path.stat().st_ctime_ns for path in kb.parent.rglob("*.json"))
        return FileMemory(self.data, self.program, self.save, newest + self.ahead)

    def save(self, data: bytes) -> None:
        self.data = data


@pytest.fixture
def root(tmp_path):
    shutil.copytree(SECOND_KB, tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def parsed(monkeypatch):
    """How many files have been parsed since the list was emptied."""
    count: list[bytes] = []
    parse = reading.parse_json
    monkeypatch.setattr(reading, "parse_json", lambda data: count.append(data) or parse(data))
    return count


def run(root, store=None):
    """Validate without screening, which reads a faultless knowledge base and keeps nothing of it."""
    report = validate(root / "kb", today=TODAY, read=read_records, remembering=store)
    return report.diagnostics, report.files, report.waived


def test_one_edit_costs_one_file(root, parsed):
    """After a run, a run parses no file; after an edit of one file, that one; a file that was only touched, none."""
    store = Store()
    run(root, store)
    parsed.clear()
    run(root, store)
    assert len(parsed) == 0
    file = root / "kb" / "findings" / "fever.json"
    file.write_text(file.read_text().replace("Do you have a fever?", "Have you a fever?"))
    run(root, store)
    assert len(parsed) == 1
    parsed.clear()
    os.utime(root / "kb" / "findings" / "drooling.json", (1, 1))
    run(root, store)
    assert len(parsed) == 0


@pytest.mark.parametrize("seed", range(12))
def test_what_is_known_changes_no_answer(root, seed):
    """Over random sequences of edits, a run with what is known reports exactly what a run without it does."""
    chance, store = Random(seed), Store()
    for _ in range(8):
        for _ in range(chance.randint(1, 3)):
            _edit(root, chance)
        if chance.random() < 0.15:
            store.ahead = -store.ahead  # no state is trusted any more, or again
        assert run(root, store) == run(root)
    assert store.data is not None


def _edit(root: Path, chance: Random) -> None:
    """Do to one file what people and programs do to files."""
    files = sorted(path for name in ("kb", "scenarios") for path in (root / name).rglob("*.json"))
    file, other = chance.sample(files, 2)
    before = file.stat()
    match chance.randrange(10):
        case 0:
            file.write_text(file.read_text().replace("true", "ture", 1))
        case 1:
            shutil.copyfile(SECOND_KB / file.relative_to(root), file) if (
                SECOND_KB / file.relative_to(root)
            ).exists() else None
        case 2:
            file.unlink() if file.name != "kb.json" else None
        case 3:
            shutil.copyfile(file, file.with_name(f"copy-{chance.randrange(9)}.json"))
        case 4:
            file.rename(file.with_name(f"moved-{chance.randrange(9)}.json")) if file.name != "kb.json" else None
        case 5:
            first, second = file.read_bytes(), other.read_bytes()
            file.write_bytes(second)
            other.write_bytes(first)
        case 6:
            text = file.read_text()
            file.write_text(text.replace("2027", "2017"))  # as long as before
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        case 7:
            manifest = root / "kb" / "kb.json"
            if manifest.exists():
                text = manifest.read_text()
                manifest.write_text(
                    text.replace('"reading_age": 1', '"reading_age": 9') if chance.random() < 0.5 else text
                )
        case 8:
            file.write_text(file.read_text().replace('title": "', 'title": "Contraindicated multidisciplinary ', 1))
        case 9:
            os.utime(file)


def test_the_standard_of_the_wording_counts(root):
    """A stricter standard in kb.json finds its faults in files that have not changed."""
    store = Store()
    run(root, store)
    manifest = root / "kb" / "kb.json"
    content = json.loads(manifest.read_text())
    stated = {"reading_age": 6, "jargon": {"thrombosis": "clot"}, "vague_words": ["sore"], "action_verbs": ["Call"]}
    manifest.write_text(json.dumps({**content, "language": {**content.get("language", {}), **stated}}, indent=2))
    found = run(root, store)
    assert found == run(root)
    assert {d.code for d in found[0]} >= {"W101", "W103"}


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "another program"])
def test_what_is_damaged_counts_as_none(root, parsed, harm):
    """A memory that was cut short, changed in one bit or made by another version is not used."""
    store = Store()
    run(root, store)
    assert store.data is not None
    match harm:
        case "cut":
            store.data = store.data[: len(store.data) // 2]
        case "flipped":
            store.data = store.data[:-9] + bytes([store.data[-9] ^ 1]) + store.data[-8:]
        case "emptied":
            store.data = b""
        case _:
            store.program = "2"
    parsed.clear()
    assert run(root, store) == run(root)
    assert len(parsed) == 2 * len([*root.rglob("*.json")])


def test_faults_are_never_kept(root, parsed):
    """A file with a fault is read again in every run, so that its fault is found in every run."""
    store = Store()
    file = root / "kb" / "findings" / "fever.json"
    file.write_text(file.read_text().replace('"question"', '"qestion"'))
    first = run(root, store)
    parsed.clear()
    assert run(root, store) == first
    assert len(parsed) == 1


def test_what_a_file_becomes_while_it_is_read_is_not_taken_for_what_it_was(root, monkeypatch):
    """The hash that is kept is that of the bytes that were judged, not of what the file holds a moment later."""
    store, file = Store(), root / "kb" / "findings" / "fever.json"
    good = file.read_bytes()
    broken = good.replace(b'"question"', b'"qestion" ')
    digest = reading.digest

    def late(data: bytes) -> bytes:
        if data == good:
            file.write_bytes(broken)
        return digest(data)

    monkeypatch.setattr(reading, "digest", late)
    run(root, store)
    monkeypatch.setattr(file_memory, "_SETTLE_NS", 0)
    assert run(root, store) == run(root)
    assert {d.code for d in run(root, store)[0]} == {"S101"}


def test_nothing_is_kept_of_a_knowledge_base_without_faults(root):
    """It is screened in less time; a run that finds the last fault mended keeps nothing any more."""

    def validated():
        return validate(root / "kb", today=TODAY, remembering=store).diagnostics

    store, file = Store(), root / "kb" / "findings" / "fever.json"
    assert validated() == ()
    assert store.data is None
    good = file.read_text()
    file.write_text(good.replace('"question"', '"qestion"'))
    assert validated()
    assert store(root / "kb").knows_files
    file.write_text(good)
    assert validated() == ()
    assert not store(root / "kb").knows_files


def test_few_changes_are_not_saved(root, monkeypatch):
    """Saving everything for the sake of a few files would cost more than reading them again."""
    store = Store()
    run(root, store)
    before = store.data
    monkeypatch.setattr(file_memory, "_few", lambda files: 1)
    os.utime(root / "kb" / "findings" / "fever.json")
    run(root, store)
    assert store.data is before
