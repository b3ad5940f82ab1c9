"""Files as people have them: other separators, other codes, other forms, broken ones, and no room to write."""

import codecs
import errno
import gzip
import json
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from surefoot.batch import BatchError, Job, run_job
from unit.batch.tables import random_patients, rows_of, table_of

PLAIN = 'id,drooling,eased-by,voice\r\na,yes,"nothing;other",\r\n"b ""2""",no,,muffled\r\n'


def quiet(summary, rows):
    """Progress that nobody looks at."""


def results(kb, folder, data, name="in.csv"):
    """The rows of the results of a file of these octets, and its rejects."""
    (folder / name).write_bytes(data)
    target = folder / f"{name}.parquet"
    run_job(kb, Job(str(folder / name), str(target), key="id"), quiet)
    rejects = target.with_name(f"{target.name}.rejects.ndjson").read_text("utf-8")
    return rows_of(target), [json.loads(line) for line in rejects.splitlines()]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["plain", "with a mark"])
@pytest.mark.parametrize("end", ["\r\n", "\n"], ids=["crlf", "lf"])
def test_every_way_to_write_csv(separator, mark, end, throat_kb, tmp_path):
    """Separators, ends of lines and the mark at the start change nothing."""
    rows = [["id", "drooling", "eased-by"], ["a", "yes", '"cool-drinks;painkillers"'], ['"b ""2"""', "no", ""]]
    data = mark + end.join(separator.join(row) for row in [*rows, []]).encode()
    triaged, rejects = results(throat_kb, tmp_path, data)
    assert rejects == []
    assert [row["id"] for row in triaged] == ["a", 'b "2"']
    assert [row["urgency"] for row in triaged] == ["red", "amber"]


GZIP = gzip.compress(PLAIN.encode(), mtime=0)
NO_TABLES = {
    "UTF-16 with a mark": ("in.csv", PLAIN.encode("utf-16"), "is UTF-16"),
    "UTF-16": ("in.csv", PLAIN.encode("utf-16-le"), "no text in UTF-8"),
    "compressed": ("in.csv", GZIP, "gunzip"),
    "a workbook": ("in.csv", b"PK\x03\x04...", "workbook"),
    "Parquet": ("in.csv", b"PAR1...", "--from parquet"),
    "nothing": ("in.csv", b"", "is empty"),
    "another key": ("in.csv", b"patient,drooling\n1,yes\n", "the first columns are `patient`, `drooling`"),
    "a column twice": ("in.csv", b"id,drooling,drooling\n1,yes,no\n", "stands there twice"),
    "an open quote": ("in.csv", b"id,drooling\n1,yes\n2," + b'"' + b"no\n3,yes\n" * 100, "a quote is opened"),
    "a list of JSON": ("in.ndjson", b'[{"id": 1, "drooling": true}]', "is one list"),
    "JSON over lines": ("in.ndjson", b'{\n  "id": 1\n}\n', "over several lines"),
    "compressed JSON": ("in.ndjson", GZIP, "gunzip"),
    "no Parquet at all": ("in.parquet", b"", "no Parquet file"),
    "text as Parquet": ("in.parquet", b"id,drooling\n", "no Parquet file"),
}


@pytest.mark.parametrize(("name", "data", "says"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table(name, data, says, throat_kb, tmp_path, monkeypatch):
    """What cannot be read as a whole is refused with its reason, and leaves nothing behind."""
    monkeypatch.setattr("surefoot.batch.csv_source._BLOCK", 400)
    with pytest.raises(BatchError, match=says):
        results(throat_kb, tmp_path, data, name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_key_that_is_no_text(throat_kb, tmp_path):
    """A row whose key is in another code is rejected; the others keep theirs."""
    data = "id,drooling\nMüller,yes\nb,no\nÄ,maybe\nc,\n".encode("latin-1")
    triaged, rejects = results(throat_kb, tmp_path, data)
    assert [row["id"] for row in triaged] == ["b", "c"]
    assert [(r["row"], [p["column"] for p in r["problems"]]) for r in rejects] == [(1, ["id"]), (3, ["id", "drooling"])]


def test_a_parquet_file_that_is_broken_inside(throat_kb, tmp_path, monkeypatch):
    """What was read before is kept, and the error names the file and the row."""
    monkeypatch.setattr("surefoot.batch.chunk.CHUNK", 64)
    table = table_of(throat_kb, random_patients(Random(1), throat_kb, 500))
    source = tmp_path / "in.parquet"
    pq.write_table(table, source, row_group_size=100, compression="zstd")
    place = pq.ParquetFile(source).metadata.row_group(3).column(0).data_page_offset
    data = bytearray(source.read_bytes())
    data[place : place + 40] = b"\xff" * 40
    source.write_bytes(data)
    with pytest.raises(BatchError, match=r"in\.parquet cannot be read on after row"):
        run_job(throat_kb, Job(str(source), str(tmp_path / "out.csv"), key="id"), quiet)
    assert list((tmp_path / "out.csv.partial").glob("*.tally"))


@pytest.mark.parametrize("target", ["missing/out.csv", "folder.csv"])
def test_where_nothing_can_be_written(target, throat_kb, tmp_path):
    """A folder that is missing, or in the way, is told before any work."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "in.csv").write_text(PLAIN)
    for job in (Job("in.csv", target), Job("in.csv", "out.csv", rejects=target)):
        paths = {name: value and str(tmp_path / value) for name, value in job._asdict().items() if name in PATHS}
        with pytest.raises(BatchError, match="folder"):
            run_job(throat_kb, job._replace(key="id", **paths), quiet)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.csv", "in.csv"]


PATHS = ("source", "target", "rejects")


def test_a_full_disk(throat_kb, tmp_path, monkeypatch):
    """The error names the file and says that the run can go on; it then does, and ends with the same bytes."""
    monkeypatch.setattr("surefoot.batch.chunk.CHUNK", 64)
    source = tmp_path / "in.parquet"
    pq.write_table(table_of(throat_kb, random_patients(Random(1), throat_kb, 300)), source)
    job = Job(str(source), str(tmp_path / "out.csv"), key="id")
    real = Path.write_bytes

    def full(path, data):
        if path.name.startswith("000002.results"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match=r"go.*on.*000002\.results"):
            run_job(throat_kb, job, quiet)
    seen = []
    run_job(throat_kb, job, lambda summary, rows: seen.append(summary.rows))
    run_job(throat_kb, job._replace(target=str(tmp_path / "whole.csv")), quiet)
    assert seen[0] == 128
    assert (tmp_path / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
