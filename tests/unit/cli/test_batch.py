"""`surefoot batch` as its users call it."""

import json

import pytest


@pytest.fixture
def table(throat, tmp_path, monkeypatch):
    """A table of four patients, one of whom cannot be read; the working directory has nothing else."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "calls.csv").write_text("call,drooling,voice\na,yes,\nb,no,muffled\nc,maybe,\nd,,\n")
    return tmp_path


def test_a_table(surefoot, table, throat):
    """The results have the key and one row a patient; the summary is told on standard error; rejects make it 1."""
    run = surefoot("batch", "calls.csv", "out.ndjson", "--key", "call", "--kb", str(throat / "kb"))
    assert (run.code, run.out) == (1, "")
    rows = [json.loads(line) for line in (table / "out.ndjson").read_text().splitlines()]
    assert [(row["call"], row["urgency"]) for row in rows] == [("a", "red"), ("b", "red"), ("d", "amber")]
    assert "3 triaged, 1 rejected" in run.err
    assert sorted(path.name for path in table.iterdir()) == ["calls.csv", "out.ndjson", "out.ndjson.rejects.ndjson"]


def test_a_pipe(surefoot, table, throat):
    """Standard input goes to standard output, and nothing else does."""
    data = (table / "calls.csv").read_bytes()
    arguments = ["--from", "csv", "--to", "ndjson", "--key", "call", "--rejects", "r", "--kb", str(throat / "kb")]
    run = surefoot("batch", "-", "-", *arguments, stdin=data)
    assert run.code == 1
    assert [json.loads(line)["call"] for line in run.out.splitlines()] == ["a", "b", "d"]
    assert [json.loads(line)["key"] for line in (table / "r").read_text().splitlines()] == ["c"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["calls.csv", "out.csv"],
        ["calls.csv", "out.csv", "--key", "cal"],
        ["calls.csv", "out.xlsx", "--key", "call"],
        ["calls.csv", "-", "--to", "csv", "--key", "call"],
        ["calls.csv", "-", "--to", "parquet", "--key", "call", "--rejects", "r"],
        ["calls.csv", "calls.csv", "--key", "call"],
        ["calls.csv", "out.csv", "--key", "call", "--from", "parquet"],
        ["missing.csv", "out.csv"],
        ["calls.csv", "missing/out.csv", "--key", "call"],
        ["calls.csv", "-", "--key", "call", "--to", "csv", "--rejects", "r", "--format", "json"],
        [".", "out.csv", "--from", "csv"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_done(arguments, surefoot, table, throat):
    """Unknown columns, keys, forms and files are usage errors that change nothing."""
    run = surefoot("batch", *arguments, "--kb", str(throat / "kb"))
    assert (run.code, run.out) == (2, "")
    assert run.err.strip()
    assert [path.name for path in table.iterdir()] == ["calls.csv"]


def test_unknown_columns_can_be_left_out(surefoot, table, throat):
    """With --unknown-columns ignore, a column that is no finding is left out."""
    run = surefoot("batch", "calls.csv", "out.csv", "--unknown-columns", "ignore", "--kb", str(throat / "kb"))
    assert run.code == 1
    assert (table / "out.csv").read_text().splitlines()[1].startswith('1,"red"')


@pytest.mark.parametrize(
    ("package", "engine", "extra"),
    [
        ("numpy", "numpy", "batch"),
        ("pyarrow", "numpy", "batch"),
        ("llvmlite", "numba", "numba"),
        ("duckdb", "duckdb", "duckdb"),
        ("pyspark", "spark", "spark"),
    ],
)
def test_without_the_extra(package, engine, extra, surefoot, table, throat, monkeypatch):
    """Where the packages of the extra are missing, it says how to install them."""
    import builtins

    real = builtins.__import__

    def refuse(name, *rest, **options):
        if name.split(".")[0] == package:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **options)

    monkeypatch.setattr(builtins, "__import__", refuse)
    run = surefoot("batch", "calls.csv", "out.csv", "--key", "call", "--engine", engine, "--kb", str(throat / "kb"))
    assert run.code == 2
    assert f"surefoot[{extra}]" in run.err
