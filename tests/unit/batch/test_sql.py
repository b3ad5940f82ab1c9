"""The SQL: every dialect parses, and what runs says of every row what the engine says of that patient."""

import json
import os
import re
import sqlite3
from contextlib import closing
from functools import cache
from random import Random

import pyarrow as pa
import pytest
import sqlglot

from builders import a_finding, a_kb, a_rule, one_of, several_of
from surefoot.batch import BatchError, BlockTriage, Fired
from surefoot.batch.block import findings_of
from surefoot.batch.columns import read_header
from surefoot.batch.normal import normal_table
from surefoot.batch.sql import DIALECTS, Wish, sql_expressions, sql_query
from surefoot.batch.sql.engines import DuckDbTriage, SparkTriage, spark_frame, spark_session
from unit.batch.generated import generated_kb
from unit.batch.java import spark_environment
from unit.batch.tables import expected, random_patients, table_of

ROWS = {"leg": 20_000, "throat": 40_000, "generated": 40_000}
"""How many patients of each knowledge base every engine answers for: 100,000 in all."""
DISTINCT = 2_000
"""So many different patients are among them; they come again in another order."""
UNSAFE = re.compile(r"\bNOT\b|\bIS (NOT )?(TRUE|FALSE)\b|COALESCE|GREATEST|\bIN\b", re.IGNORECASE)
HOSTILE = ("it's", 'say "no"', "a`b", "c]d", "back\\slash", "semi; DROP TABLE presentations; --", "new\nline", "Ünï-☤")


class Sample:
    """Patients of a knowledge base as answers, and what the engine says of each row."""

    def __init__(self, kb, rows):
        self.kb, self.rows = kb, rows
        shares = ((0.05, 0.4), (0.5, 0.4), (0.95, 0.2))
        patients = []
        for asked, share in shares:
            patients += random_patients(Random(asked), kb, int(DISTINCT * share), asked)
        Random(1).shuffle(patients)
        want = [expected(kb, patient) for patient in patients]
        order = [i for start in range(rows // DISTINCT) for i in Random(start).sample(range(DISTINCT), DISTINCT)]
        table = table_of(kb, patients).take(order)
        columns = {name: table.column(name).combine_chunks() for name in table.column_names}
        self.header = read_header(kb, table.column_names, "id")
        self.answers = findings_of(self.header, columns)
        self.want = [want[i] for i in order]


@pytest.fixture(scope="module")
def sample(leg_kb, throat_kb):
    """The patients of a knowledge base, by its name; made when they are first asked for."""
    kbs = {"leg": leg_kb, "throat": throat_kb, "generated": generated_kb(60, 120)}
    return cache(lambda name: Sample(kbs[name], ROWS[name]))


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    """A local Spark on a Java of our own."""
    before = dict(os.environ)
    os.environ.update(spark_environment(tmp_path_factory.mktemp("java")))
    session = spark_session()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
    session.sparkContext._gateway.shutdown()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize("name", ROWS)
def test_numpy(name, sample):
    """The kernel, on the rows that all engines are tried on."""
    agree(sample(name), BlockTriage)


@pytest.mark.parametrize("name", ROWS)
def test_duckdb(name, sample):
    """DuckDB says of every row what the engine says."""
    agree(sample(name), DuckDbTriage)


@pytest.mark.parametrize("name", ROWS)
def test_spark(name, sample, spark):
    """Spark says of every row what the engine says."""
    agree(sample(name), SparkTriage)


def agree(tried, engine):
    results = engine(tried.kb, tried.header.findings, Fired.LIST)(tried.rows, tried.answers)
    assert pa.table(results.columns).to_pylist() == tried.want


@pytest.mark.parametrize("name", ROWS)
def test_sqlite(name, sample):
    """SQLite says of every row what the engine says."""
    tried = sample(name)
    table = normal_table(tried.kb, tried.header.findings, tried.rows, tried.answers)
    rows = sqlite_rows(tried.kb, table.append_column("id", pa.array(range(tried.rows))))
    assert [plain(row) for row in sorted(rows)] == tried.want


def sqlite_rows(kb, table):
    names = ", ".join(map(DIALECTS["sqlite"].identifier, table.column_names))
    marks = ", ".join("?" * table.num_columns)
    lists = (column.to_pylist() for column in table.columns)
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE presentations ({names})")
        connection.executemany(f"INSERT INTO presentations VALUES ({marks})", zip(*lists, strict=True))
        return connection.execute(sql_query(kb, Wish("sqlite", key="id"))).fetchall()


def plain(row):
    _, urgency, at_least, at_most, settled, in_scope, fired = row
    return {"urgency": urgency, "at_least": at_least, "at_most": at_most, "settled": bool(settled),
            "in_scope": bool(in_scope), "fired": fired.split()}  # fmt: skip


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("shared", [True, False])
def test_every_dialect_parses(dialect, shared, throat_kb, leg_kb):
    """The text is one SELECT for sqlglot's parser of the dialect, has no NOT, and reads only known columns."""
    for kb in (throat_kb, leg_kb) if shared else (throat_kb,):
        text = sql_query(kb, Wish(dialect, key="id", shared=shared))
        (statement,) = sqlglot.parse(text, read=dialect)
        assert statement.named_selects[:4] == ["id", "urgency", "at_least", "at_most"]
        bare = re.sub(r"'[^']*'|\"[^\"]*\"|`[^`]*`|\[[^\]]*\]", "", text)
        assert not UNSAFE.search(bare), UNSAFE.search(bare)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_hostile_names_stay_names(dialect):
    """Ids and values with quotes, backslashes, line ends and statements in them are read back as they are."""
    kb = hostile_kb()
    (statement,) = sqlglot.parse(sql_query(kb, Wish(dialect, HOSTILE[5], HOSTILE[0], shared=False)), read=dialect)
    read = {column.name for column in statement.find_all(sqlglot.exp.Column)}
    texts = {literal.name for literal in statement.find_all(sqlglot.exp.Literal) if literal.is_string}
    texts |= {literal.name for literal in statement.find_all(sqlglot.exp.National)}
    assert {*HOSTILE, "choice"} <= read
    assert set(HOSTILE) <= texts
    assert {table.name for table in statement.find_all(sqlglot.exp.Table)} == {HOSTILE[5]}


def hostile_kb():
    findings = [a_finding(name) for name in HOSTILE]
    findings += [a_finding("choice", one_of(*HOSTILE)), a_finding("several", several_of(*HOSTILE))]
    rules = [a_rule(f"rule-{i}", "hospital", {"finding": name}) for i, name in enumerate(HOSTILE)]
    rules += [a_rule(f"choice-{i}", "home", {"finding": "choice", "is": name}) for i, name in enumerate(HOSTILE)]
    rules += [a_rule(f"has-{i}", "doctor", {"finding": "several", "has": name}) for i, name in enumerate(HOSTILE)]
    rules.append(a_rule("rule';--", "hospital", {"finding": "choice", "in": list(HOSTILE[:3])}))
    return a_kb(findings=findings, rules=rules, outside={"finding": "choice", "is": HOSTILE[5]})


def test_hostile_names_run(spark):
    """DuckDB, SQLite, Spark and the kernel agree with the engine on a knowledge base of hostile names."""
    kb = hostile_kb()
    patients = random_patients(Random(4), kb, 300)
    table = table_of(kb, patients)
    header = read_header(kb, table.column_names, "id")
    answers = findings_of(header, {name: table.column(name).combine_chunks() for name in table.column_names})
    want = [expected(kb, patient) for patient in patients]
    for engine in (BlockTriage, DuckDbTriage, SparkTriage):
        results = engine(kb, header.findings, Fired.LIST)(300, answers)
        assert pa.table(results.columns).to_pylist() == want
    normal = normal_table(kb, header.findings, 300, answers).append_column("id", pa.array(range(300)))
    assert [plain(row) for row in sorted(sqlite_rows(kb, normal))] == want


def test_a_frame_of_spark(spark, throat_kb, tmp_path):
    """A data frame of an existing session becomes one with the results, and columns that cannot be read are refused."""
    import pyarrow.parquet as pq

    patients = random_patients(Random(6), throat_kb, 200)
    table = table_of(throat_kb, patients, split=True).drop_columns(["voice:unsure"])
    pq.write_table(table, tmp_path / "patients.parquet")
    frame = spark.read.parquet(str(tmp_path / "patients.parquet"))
    answered = {row["id"]: row for row in spark_frame(throat_kb, frame, "id").collect()}
    for index, patient in enumerate(patients):
        known = {name: value for name, value in patient.items() if name != "voice" or value is not None}
        assert answered[f"patient {index}"]["urgency"] == expected(throat_kb, known)["urgency"]
    with pytest.raises(BatchError, match="did you mean `fever`"):
        spark_frame(throat_kb, frame.withColumnRenamed("fever", "fevr"), "id")


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        (["id", "drolling"], "did you mean `drooling`"),
        (["id", "drooling:unsure"], "needs the column `drooling`"),
        (["id", "eased-by"], "a column for each value"),
        (["id", "voice", "voice:unsure"], "is not read"),
        (["drooling"], "no column `id`"),
    ],
)
def test_columns_that_sql_cannot_read(columns, says, throat_kb):
    """A finding that is said in part, or in a way that SQL does not read, is refused."""
    with pytest.raises(BatchError, match=says):
        sql_query(throat_kb, Wish("duckdb", key="id", columns=columns))


def test_only_columns_that_are_there(throat_kb):
    """With the columns named, no other column is read."""
    text = sql_query(throat_kb, Wish("duckdb", key="id", columns=["id", "drooling", "voice"]))
    read = {column.name for column in sqlglot.parse_one(text, read="duckdb").find_all(sqlglot.exp.Column)}
    assert read - {"*"} <= {"id", "drooling", "voice"} | {name for name in read if name.startswith("part_")}


def test_numbers_that_cannot_be_count_as_unknown(throat_kb):
    """NaN, infinity and a number beyond the limits of its finding fit no comparison."""
    import duckdb

    text = sql_query(throat_kb, Wish("duckdb", key="id", columns=["id", "throat-days"]))
    presentations = pa.table({"id": range(5), "throat-days": [None, float("nan"), float("inf"), 1e6, -1e6]})
    rows = duckdb.sql(text).fetchall()
    assert presentations.num_rows == len(rows)
    assert len({row[1:] for row in rows}) == 1


def test_the_command(surefoot, throat, tmp_path):
    """`export sql` prints the query, or each result as an expression, and says what it cannot do."""
    run = surefoot("export", "sql", "--dialect", "duckdb", "--key", "id")
    assert run.code == 0
    assert sqlglot.parse_one(run.out, read="duckdb")
    run = surefoot("export", "sql", "--dialect", "tsql", "--expressions", "--without-fired")
    assert set(json.loads(run.out)) == {"urgency", "at_least", "at_most", "settled", "in_scope"}
    run = surefoot("export", "sql", "--dialect", "duckdb", "--columns", "fevr")
    assert (run.code, run.out) == (2, "")
    assert "did you mean `fever`" in run.err
    target = tmp_path / "query.sql"
    assert surefoot("export", "sql", "--dialect", "mysql", "-o", str(target)).code == 0
    assert sqlglot.parse_one(target.read_text("utf-8"), read="mysql")


def test_expressions_are_single(throat_kb):
    """Each expression alone, in a query of one's own, gives what the query gives."""
    import duckdb

    presentations = pa.table({"drooling": [True, None], **{name: pa.nulls(2) for name in ("fever",)}})
    wish = Wish("duckdb", columns=["drooling", "fever"])
    named = sql_expressions(throat_kb, wish)
    columns = ", ".join(f'{text} AS "{name}"' for name, text in named.items())
    assert (
        duckdb.sql(f"SELECT {columns} FROM presentations").fetchall()
        == duckdb.sql(sql_query(throat_kb, wish)).fetchall()
    )
    assert presentations.num_rows == 2
