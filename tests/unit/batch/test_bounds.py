"""How much is held at a time: it changes nothing in what comes out, and no file and no row can make it more."""

import json
from itertools import pairwise
from random import Random

import pytest

from surefoot.batch import BatchError, Job, ahead, run_job
from unit.batch.tables import random_patients, rows_of, write_forms

FORMS = ("parquet", "csv", "ndjson")


def quiet(summary, rows):
    """Progress that nobody looks at."""


@pytest.fixture
def forms(tmp_path, throat_kb):
    return write_forms(tmp_path, throat_kb, random_patients(Random(2), throat_kb, 500))


@pytest.mark.parametrize("form", FORMS)
def test_how_much_is_held_changes_nothing(form, forms, throat_kb, tmp_path, monkeypatch):
    """Chunks of few rows, of few cells or of few octets give the same file as one chunk for all."""
    whole = tmp_path / "whole.csv"
    run_job(throat_kb, Job(str(forms[form]), str(whole), key="id"), quiet)
    for name, bound in (("CHUNK", 65), ("CELLS", 1000), ("OCTETS", 3000)):
        seen = []
        with monkeypatch.context() as patch:
            for module in ("chunk", "json_source", "job"):
                patch.setattr(f"surefoot.batch.{module}.{name}", bound, raising=False)
            job = Job(str(forms[form]), str(tmp_path / "parts.csv"), key="id")
            run_job(throat_kb, job, lambda summary, rows, seen=seen: seen.append(summary.rows))
        assert (tmp_path / "parts.csv").read_bytes() == whole.read_bytes()
        if (name == "CELLS") <= (form != "ndjson") and (name == "OCTETS") <= (form == "ndjson"):
            assert len(seen) > 4


def csv_with_broken_rows(numbers, broken):
    """Rows with these numbers, some of which have no second column."""
    return b"id,drooling\n" + b"".join(b"%d\n" % n if n in broken else b"%d,yes\n" % n for n in numbers)


@pytest.mark.parametrize(
    "broken",
    [range(150, 400), range(100, 500), {1, 2, 3, *range(200, 300), 498, 499, 500}, range(2, 501, 3)],
    ids=["in the middle", "to the end", "here and there", "every third"],
)
def test_many_rows_that_cannot_be_taken_apart(broken, throat_kb, tmp_path, monkeypatch):
    """Each is among the rejects, in order and with its number, and every other row is triaged."""
    monkeypatch.setattr("surefoot.batch.csv_source._MOST_UNREADABLE", 20)
    monkeypatch.setattr("surefoot.batch.csv_source._BLOCK", 400)
    monkeypatch.setattr("surefoot.batch.chunk.CHUNK", 64)
    source, target = tmp_path / "in.csv", tmp_path / "out.parquet"
    source.write_bytes(csv_with_broken_rows(range(1, 501), set(broken)))
    most = []
    run_job(throat_kb, Job(str(source), str(target), key="id"), lambda summary, rows: most.append(summary.rows))
    of_two_blocks = 2 * 400 // len("100\n")  # one is taken apart while the next one is read
    assert max(after - before for before, after in pairwise(most)) <= of_two_blocks
    assert [row["id"] for row in rows_of(target)] == [str(n) for n in range(1, 501) if n not in broken]
    rejects = [json.loads(line) for line in (tmp_path / "out.parquet.rejects.ndjson").read_text().splitlines()]
    assert [(reject["row"], reject["text"]) for reject in rejects] == [(n, str(n)) for n in sorted(broken)]


def test_a_header_of_another_file(throat_kb, tmp_path, monkeypatch):
    """Where none of very many rows fits the header, the file is refused instead of rejected row by row."""
    monkeypatch.setattr("surefoot.batch.csv_source._MOST_AT_THE_START", 100)
    source = tmp_path / "in.csv"
    source.write_bytes(csv_with_broken_rows(range(1, 200), range(1, 200)))
    with pytest.raises(BatchError, match="mend the header"):
        run_job(throat_kb, Job(str(source), str(tmp_path / "out.csv"), key="id"), quiet)


@pytest.mark.parametrize("form", ["csv", "ndjson"])
def test_every_row_is_wrong(form, throat_kb, tmp_path, monkeypatch):
    """Rejects are worked out a few rows at a time, and each says what is wrong with its row."""
    monkeypatch.setattr("surefoot.batch.columnar._ROWS_TOLD", 7)
    source, target = tmp_path / f"in.{form}", tmp_path / "out.csv"
    rows = [{"id": f"p{n}", "drooling": f"maybe{n}", "fever": True} for n in range(100)]
    lines = {
        "csv": ["id,drooling,fever", *(f"{row['id']},{row['drooling']},yes" for row in rows)],
        "ndjson": [json.dumps(row) for row in rows],
    }
    source.write_text("\n".join(lines[form]) + "\n")
    summary = run_job(throat_kb, Job(str(source), str(target), key="id"), quiet)
    assert (summary.triaged, summary.rejected) == (0, 100)
    rejects = [json.loads(line) for line in (tmp_path / "out.csv.rejects.ndjson").read_text().splitlines()]
    assert [(r["key"], r["problems"][0]["value"]) for r in rejects] == [(row["id"], row["drooling"]) for row in rows]
    assert [r["record"]["fever"] for r in rejects] == ["yes" if form == "csv" else True] * 100


def test_a_line_too_long_to_be_one(throat_kb, tmp_path, monkeypatch):
    """A line of NDJSON that is longer than a chunk may be is rejected, the lines around it are not."""
    for module in ("chunk", "json_source", "job"):
        monkeypatch.setattr(f"surefoot.batch.{module}.OCTETS", 5000, raising=False)
    source, target = tmp_path / "in.ndjson", tmp_path / "out.parquet"
    long = json.dumps({"id": "b", "drooling": True, "note": "x" * 20_000}).encode()
    source.write_bytes(b'\xef\xbb\xbf{"id": "a", "drooling": true}\n' + long + b'\n{"id": "c"}\n' + long)
    run_job(throat_kb, Job(str(source), str(target), key="id"), quiet)
    assert [row["id"] for row in rows_of(target)] == ["a", "c"]
    lines = (tmp_path / "out.parquet.rejects.ndjson").read_text().splitlines()
    assert [json.loads(line)["row"] for line in lines] == [2, 4]
    assert max(map(len, lines)) < 3000


def test_only_the_next_item_is_made_ahead():
    """While one item is worked on one more is made, and no third; what goes wrong there is told here."""
    made = []

    def items():
        for number in range(5):
            made.append(number)
            yield number
        raise BatchError(["broken"])

    worked = []

    def work():
        for item in ahead(items()):
            assert len(made) <= item + 2
            worked.append(item)

    with pytest.raises(BatchError, match="broken"):
        work()
    assert worked == made == [0, 1, 2, 3, 4]
