"""Files in and out: the same rows whatever the form, no row lost, the same bytes after a stop."""

import json
import os
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from surefoot.batch import BatchError, Fired, Job, run_job
from surefoot.loading import validator_for
from unit.batch.tables import expected, random_patients, rows_of, table_of, write_forms

FORMS = ("parquet", "csv", "ndjson")


def quiet(summary, rows):
    """Progress that nobody looks at."""


@pytest.fixture
def patients(throat_kb):
    return random_patients(Random(2), throat_kb, 500)


@pytest.fixture
def forms(tmp_path, throat_kb, patients):
    return write_forms(tmp_path, throat_kb, patients)


@pytest.fixture
def small_chunks(monkeypatch):
    """Chunks of 64 rows, so that a small file has several."""
    for module in ("chunk", "json_source", "job"):
        monkeypatch.setattr(f"surefoot.batch.{module}.CHUNK", 64)


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form, engine, forms, throat_kb, patients, tmp_path, small_chunks):
    """A file of any form gives, row by row and with its key, what the engine says of each patient."""
    target = tmp_path / "out.parquet"
    summary = run_job(throat_kb, Job(str(forms[form]), str(target), key="id", engine=engine), quiet)
    assert (summary.rows, summary.triaged, summary.rejected) == (500, 500, 0)
    want = [{"id": f"patient {i}", **expected(throat_kb, patient)} for i, patient in enumerate(patients)]
    assert rows_of(target) == want


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written(form, forms, throat_kb, tmp_path, small_chunks):
    """The results are the same in every form of file."""
    plain, other = tmp_path / "plain.parquet", tmp_path / f"other.{form}"
    for target in (plain, other):
        run_job(throat_kb, Job(str(forms["parquet"]), str(target), key="id"), quiet)
    rows = rows_of(plain)
    if form == "parquet":
        assert other.read_bytes() == plain.read_bytes()
    elif form == "ndjson":
        assert [json.loads(line) for line in other.read_text().splitlines()] == rows
    else:
        import csv

        with other.open(newline="") as file:
            read = list(csv.DictReader(file))
        shown = [{k: _cell(v) for k, v in row.items()} for row in rows]
        assert read == shown


def _cell(value):
    if isinstance(value, list):
        return ";".join(value)
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("form", FORMS)
def test_a_stopped_run_goes_on_and_ends_with_the_same_bytes(form, forms, throat_kb, tmp_path, small_chunks):
    """A run that is stopped at any moment is gone on with, does nothing twice, and gives the same files."""
    whole = tmp_path / f"whole.{form}"
    run_job(throat_kb, Job(str(forms[form]), str(whole), key="id"), quiet)
    target = tmp_path / f"target.{form}"
    job = Job(str(forms[form]), str(target), key="id")
    for after in (64, 192, 193):
        seen = []

        def stop(summary, rows, after=after, seen=seen):
            seen.append(summary.rows)
            if summary.rows >= after and len(seen) > 1:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            run_job(throat_kb, job, stop)
        assert not target.exists()
    assert seen[0] == 192
    run_job(throat_kb, job, quiet)
    assert target.read_bytes() == whole.read_bytes()
    assert not target.with_name(f"{target.name}.partial").exists()


def test_a_stopped_run_of_another_job_is_not_gone_on_with(forms, throat_kb, tmp_path, small_chunks):
    """Parts of another input, key or form are refused, and left behind only when told to."""
    target = tmp_path / "out.csv"

    def stop(summary, rows):
        if summary.rows:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_job(throat_kb, Job(str(forms["csv"]), str(target), key="id"), stop)
    other = Job(str(forms["ndjson"]), str(target), key="id")
    with pytest.raises(BatchError, match="another job"):
        run_job(throat_kb, other, quiet)
    os.utime(forms["csv"])
    with pytest.raises(BatchError, match="another job"):
        run_job(throat_kb, Job(str(forms["csv"]), str(target), key="id"), quiet)
    assert run_job(throat_kb, other._replace(restart=True), quiet).rows == 500


def test_two_runs_into_one_file(forms, throat_kb, tmp_path, small_chunks):
    """A second run into the same file is refused while the first one works."""
    job = Job(str(forms["csv"]), str(tmp_path / "out.csv"), key="id")

    def again(summary, rows):
        with pytest.raises(BatchError, match="another run"):
            run_job(throat_kb, job, quiet)

    assert run_job(throat_kb, job, again).rows == 500


CSV = b"""id,drooling,fever,throat-days,eased-by,voice
1,yes,no,3,,
2,maybe,no,3
3,unsure,,,[],muffled

4,maybe,no,3000,warm;cold,mufled
5,null,,,,
"6,yes",1,0,1.5,cool-drinks;cool-drinks,
7,\xff,,,,
8,,,,cool-drinks;nothing,?
"""
NDJSON = b"""{"id": 1, "drooling": true}
{"id": 2, "drooling": null}
nope
{"id": 3, "drooling": 1, "voice": "mufled"}

{"drooling": true}
{"id": 4, "x": 1}
[1]
{"id": 5, "drooling": true, "drooling": false}
{"id": 6, "throat-days": -1, "eased-by": "cool-drinks"}
"""
REJECTED = {
    "csv": (CSV, ["1", "3", "8"], {2: [None], 4: ["drooling", "throat-days", "eased-by", "voice"], 5: ["drooling"],
                                   6: ["throat-days", "eased-by"], 7: ["drooling"]}),
    "ndjson": (NDJSON, ["1", "2"], {3: [None], 4: ["drooling", "voice"], 6: [None], 7: ["x"], 8: [None], 9: [None],
                                    10: ["throat-days", "eased-by"]}),
}  # fmt: skip


@pytest.mark.parametrize("form", REJECTED)
def test_what_is_wrong_is_rejected_by_row_and_column(form, throat_kb, tmp_path):
    """A row with a value that cannot be goes to the rejects with each reason; all others are triaged; none is lost."""
    data, kept, rejected = REJECTED[form]
    source, target = tmp_path / f"in.{form}", tmp_path / "out.parquet"
    source.write_bytes(data)
    summary = run_job(throat_kb, Job(str(source), str(target), key="id"), quiet)
    rejects = [json.loads(line) for line in (tmp_path / "out.parquet.rejects.ndjson").read_text().splitlines()]
    assert [row["id"] for row in rows_of(target)] == kept
    assert {r["row"]: [p["column"] for p in r["problems"]] for r in rejects} == rejected
    assert summary.rows == len(kept) + len(rejected) == summary.triaged + summary.rejected
    validator = validator_for("reject")
    assert [violation for reject in rejects for violation in validator.violations(reject)] == []


@pytest.mark.parametrize("split", [False, True])
def test_typed_columns_that_contradict_each_other(throat_kb, tmp_path, split):
    """A value beside "not sure", a value out of range, NaN, and values of which some are empty are rejected."""
    patients = [{"eased-by": ("nothing",), "throat-days": 3, "drooling": False} for _ in range(6)]
    table = table_of(throat_kb, patients, split=split).to_pydict()
    table["drooling:unsure"][1] = True
    table["throat-days"][2] = float("nan")
    table["throat-days"][3] = 1e6
    if split:
        table["eased-by:nothing"][4] = None
    else:
        table["eased-by"][4] = ["nothing", "nothing"]
    schema = table_of(throat_kb, patients, split=split).schema
    source = tmp_path / "in.parquet"
    pq.write_table(
        pa.table({name: pa.array(values, schema.field(name).type) for name, values in table.items()}), source
    )
    run_job(throat_kb, Job(str(source), str(tmp_path / "out.parquet"), key="id"), quiet)
    lines = (tmp_path / "out.parquet.rejects.ndjson").read_text().splitlines()
    found = {json.loads(line)["row"]: json.loads(line)["problems"][0]["column"] for line in lines}
    value = "eased-by:nothing" if split else "eased-by"
    assert found == {2: "drooling:unsure", 3: "throat-days", 4: "throat-days", 5: value}


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"droling": [True]}, "did you mean `drooling`"),
        ({"drooling": ["x"], "drooling:unsure": [1.5]}, "drooling:unsure.*double"),
        ({"drooling": [1.5]}, "drooling.*double"),
        ({"voice": [True]}, "voice.*bool"),
        ({"eased-by": [["nothing"]], "eased-by:nothing": [True]}, "two ways"),
        ({"eased-by:nothing": [True]}, "one for each value"),
        ({"urgency": ["a"], "drooling": [True]}, "urgency"),
        ({"id": [1]}, "no column that is a finding"),
    ],
)
def test_columns_that_cannot_be(columns, says, throat_kb, tmp_path):
    """Unknown columns, wrong types, and what is said twice or in part is refused before any row is read."""
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"id": [1], **columns}), source)
    with pytest.raises(BatchError, match=says):
        run_job(throat_kb, Job(str(source), str(tmp_path / "out.csv"), key="id"), quiet)
    assert list(tmp_path.iterdir()) == [source]


def test_bits_and_none(forms, throat_kb, patients, tmp_path):
    """The rules that fired as bits are in the order that the file names, and may be left out."""
    target = tmp_path / "out.parquet"
    run_job(throat_kb, Job(str(forms["csv"]), str(target), key="id", fired=Fired.BITS), quiet)
    rules = json.loads(pq.read_schema(target).metadata[b"surefoot_rules"])
    for row, patient in zip(rows_of(target), patients, strict=True):
        number = int.from_bytes(row["fired"], "little")
        assert [rule for i, rule in enumerate(rules) if number >> i & 1] == expected(throat_kb, patient)["fired"]
    run_job(throat_kb, Job(str(forms["csv"]), str(target), key="id", fired=Fired.NONE), quiet)
    assert "fired" not in pq.read_schema(target).names


def test_the_input_is_never_written_over(forms, throat_kb):
    """IN, OUT and the rejects must be different files."""
    name = str(forms["csv"])
    for job in (Job(name, name, key="id"), Job(name, f"{name}.x.csv", rejects=name, key="id")):
        with pytest.raises(BatchError, match="same file"):
            run_job(throat_kb, job, quiet)


def test_rows_without_a_key_are_numbered(throat_kb, tmp_path):
    """Without a key the results carry the number of the row, and rejected rows leave a gap."""
    source, target = tmp_path / "in.csv", tmp_path / "out.parquet"
    source.write_bytes(b"\xef\xbb\xbfdrooling\nyes\nmaybe\nno\n")
    run_job(throat_kb, Job(str(source), str(target)), quiet)
    assert [row["row"] for row in rows_of(target)] == [1, 3]
