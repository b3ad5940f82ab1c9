"""A knowledge base in one file."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from jsonschema import Draft202012Validator

from surefoot.loading import content_hash, read_records, scan, schema_named, snapshot_of, write_snapshot
from surefoot.loading.snapshot import read_snapshot

THROAT = Path(__file__).parents[2] / "second_kb"


def _records(folder: Path):
    return read_records(scan(folder).files).records


@pytest.fixture
def snapshot(tmp_path) -> Path:
    """The second knowledge base with its scenarios in one file."""
    path = tmp_path / "throat.json"
    path.write_bytes(snapshot_of(_records(THROAT / "kb"), scenarios=True))
    return path


def test_it_has_its_form():
    """A snapshot follows its published schema, with and without scenarios."""
    for scenarios in (True, False):
        document = json.loads(snapshot_of(_records(THROAT / "kb"), scenarios=scenarios))
        assert list(Draft202012Validator(schema_named("snapshot")).iter_errors(document)) == []
        assert ("scenarios" in document) is scenarios


def test_records_come_by_kind_and_id():
    """The records are sorted, one a line, their keys too, and the scenarios are left out unless asked for."""
    data = snapshot_of(_records(THROAT / "kb"))
    document = json.loads(data)
    kinds = [record["$schema"].rpartition("/")[2].partition(".")[0] for record in document["records"]]
    keys = list(zip(kinds, (record["id"] for record in document["records"]), strict=True))
    assert keys == sorted(keys)
    assert "scenario" not in kinds
    assert all(list(record) == sorted(record) for record in document["records"])
    assert data.count(b"\n") == len(keys) + 2


@pytest.mark.parametrize("seed", range(3))
def test_layout_does_not_change_a_byte(seed, tmp_path):
    """Whatever the order of keys and files, the white space and the escapes, the bytes are the same."""
    chance = Random(seed)
    for file in sorted(THROAT.rglob("*.json")):
        content = list(json.loads(file.read_bytes()).items())
        chance.shuffle(content)
        copy = tmp_path / file.relative_to(THROAT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        indent, ascii_ = chance.choice([None, 1, 7]), chance.choice([True, False])
        copy.write_text(json.dumps(dict(content), indent=indent, ensure_ascii=ascii_), encoding="utf-8")
    records = _records(tmp_path / "kb")
    turned = records.__class__(records.records[::-1], records.present, records.build)
    expected = snapshot_of(_records(THROAT / "kb"), scenarios=True)
    assert snapshot_of(records, scenarios=True) == snapshot_of(turned, scenarios=True) == expected


def test_what_goes_in_comes_out(snapshot):
    """The records of a snapshot are those that it was made of, and it makes the same snapshot again."""
    reading = read_records(read_snapshot(snapshot).files)
    original = _records(THROAT / "kb")
    assert reading.diagnostics == ()
    assert content_hash(reading.records) == content_hash(original)
    assert {(r.kind, r.id, r.file.partition(":")[2]) for r in reading.records.records} == {
        (r.kind, r.id, Path(r.file).absolute().relative_to(THROAT).as_posix()) for r in original.records
    }
    assert snapshot_of(reading.records, scenarios=True) == snapshot.read_bytes()


def test_scenarios_can_be_left_in_the_file(snapshot):
    """Without scenarios only the knowledge is read."""
    assert len(read_snapshot(snapshot, scenarios=False).files) == len(read_snapshot(snapshot).files) - 11


_DAMAGE = [
    (b"Throat", b"THROAT", "does not match its hash"),
    (b"rasp with every", b"cough with every", "does not match its hash"),
    (b'"version":"0.3.0"', b'"version":"0.3.1"', "does not match its hash"),
    (b'"count":11', b'"count":12', "does not match its hash"),
    (b"schemas/finding.schema", b"schemas/fnding.schema", "names no kind of record"),
    (b'"records":[', b'"recrods":[', "recrods"),
    (b'"records":[', b'"records":[,', "line 1"),
    (b"]}\n", b"]", "line"),
    (b"schemas/kb.schema", b"schemas/source.schema", "exactly one record of the kind kb"),
]


@pytest.mark.parametrize(("old", "new", "reason"), _DAMAGE)
def test_a_damaged_snapshot_is_refused(old, new, reason, snapshot):
    """A snapshot that is not as it was exported is refused, with the reason."""
    data = snapshot.read_bytes()
    assert old in data
    snapshot.write_bytes(data.replace(old, new, 1))
    with pytest.raises(OSError, match=reason):
        read_snapshot(snapshot)


def test_every_lost_byte_is_noticed(snapshot):
    """Wherever a byte of a record is lost, the snapshot is refused."""
    data = snapshot.read_bytes()
    chance = Random(7)
    for _ in range(25):
        at = chance.randrange(data.index(b"\n") + 1, len(data) - 4)
        snapshot.write_bytes(data[:at] + data[at + 1 :])
        with pytest.raises(OSError, match="no snapshot"):
            read_snapshot(snapshot)


def test_a_file_is_replaced_at_one_stroke(tmp_path, monkeypatch):
    """When writing fails the old file is whole, and nothing else is left behind."""
    target = tmp_path / "s.json"
    write_snapshot(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_snapshot(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path):
    """Writing to a link replaces what it leads to."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "link.json").symlink_to(tmp_path / "deep" / "s.json")
    write_snapshot(tmp_path / "link.json", b"new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "deep" / "s.json").read_bytes() == b"new"


def test_it_can_be_used_from_anywhere(snapshot, tmp_path, surefoot, monkeypatch):
    """A snapshot needs neither the folder it was made of nor a kb/ around it."""
    shutil.copy(snapshot, tmp_path / "alone.json")
    monkeypatch.chdir(tmp_path)
    for arguments in (["list"], ["test"], ["validate", "--today", "2026-01-01"], ["show", "voice"]):
        assert surefoot("--kb", "alone.json", *arguments).code == 0
    assert surefoot("triage", "--kb", "alone.json", "--with", "drooling", "--fail-on", "red").code == 1
    monkeypatch.setenv("SUREFOOT_KB", "alone.json")
    assert "throat 0.3.0" in surefoot("--version").out
