"""The query run where it can be: DuckDB in this process, Spark in a session that is there or a local one."""

import tempfile
import uuid
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from surefoot.batch import bits
from surefoot.batch.answers import Answers
from surefoot.batch.normal import normal_table
from surefoot.batch.sql.conditions import columns_read
from surefoot.batch.sql.query import Wish, sql_query
from surefoot.batch.triage import FLAGS, LEVELS, Fired, Results, fired_bits, fired_lists
from surefoot.model import KnowledgeBase

if TYPE_CHECKING:
    from surefoot.batch.bits import Words

_ROW, _TABLE = "surefoot:row", "presentations"
_SETTINGS = {
    "spark.sql.codegen.hugeMethodLimit": "8000",
    "spark.sql.subexpressionElimination.enabled": "false",
}
"""Spark writes a method for each stage of a query. One of more than 8,000 bytecodes the JVM never compiles, and 120
findings and 60 rules make a longer one: 9.3 seconds for a million rows. With this limit Spark takes the way without
such a method for a stage that is too long: 1.2 seconds. What is needed twice has a step of its own in our query
already; looking for it once more took half of the time of planning."""


class SqlTriage:
    """Triages blocks of rows with the query; `_run` sends a table through it and gives the result, in any order."""

    dialect = ""

    def __init__(self, kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> None:
        self._kb, self._findings, self._fired = kb, frozenset(findings), fired
        columns = [name for finding in self._findings for name in columns_read(kb.findings[finding])]
        self._query = sql_query(kb, Wish(self.dialect, _TABLE, _ROW, [_ROW, *columns], fired is not Fired.NONE))

    def __call__(self, rows: int, answers: Mapping[str, Answers]) -> Results:
        """The results of some rows, in their order. Those of the rows that are wrong mean nothing."""
        import numpy as np
        import pyarrow as pa

        table = normal_table(self._kb, self._findings, rows, answers)
        table = table.append_column(_ROW, pa.array(np.arange(rows)))
        answered = self._run(table).sort_by(_ROW)
        wrong = bits.none(rows)
        for answer in answers.values():
            wrong |= answer.wrong
        return Results(self._columns(answered, rows), wrong)

    def _run(self, table: Any) -> Any:
        raise NotImplementedError

    def _columns(self, answered: Any, rows: int) -> dict[str, Any]:
        import pyarrow as pa

        ranks = {level: rank for rank, level in enumerate(self._kb.levels[::-1])}
        found: dict[str, Any] = {}
        for name in LEVELS:
            codes = [None if level is None else ranks[level] for level in answered.column(name).to_pylist()]
            found[name] = pa.DictionaryArray.from_arrays(pa.array(codes, pa.int8()), pa.array(list(ranks)))
        for name in FLAGS:
            found[name] = answered.column(name).cast(pa.bool_()).combine_chunks()
        if self._fired is not Fired.NONE:
            rules = [rule.id for rule in self._kb.rules]
            planes = _planes(rules, answered.column("fired").to_pylist(), rows)
            found["fired"] = fired_lists(planes, rows, rules) if self._fired is Fired.LIST else fired_bits(planes, rows)
        return found


def _planes(rules: Sequence[str], fired: Sequence[str], rows: int) -> "Words":
    """Who fired, from the lists of ids, as the kernel gives it."""
    import numpy as np

    place = {rule: index for index, rule in enumerate(rules)}
    flags = np.zeros((len(rules), rows), np.bool_)
    for row, ids in enumerate(fired):
        for rule in ids.split():
            flags[place[rule], row] = True
    planes = np.zeros((len(rules), bits.words_for(rows)), np.uint64)
    for index, plane in enumerate(flags):
        planes[index] = bits.packed(plane)
    return planes


class DuckDbTriage(SqlTriage):
    """DuckDB inside this process, over the columns as they lie in memory."""

    dialect = "duckdb"

    def __init__(self, kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> None:
        import duckdb

        super().__init__(kb, findings, fired)
        self._connection = duckdb.connect()

    def _run(self, table: Any) -> Any:
        self._connection.register(_TABLE, table)
        return self._connection.sql(self._query).to_arrow_table()


class SparkTriage(SqlTriage):
    """Spark: the session of this program, or else a local one on all cores."""

    dialect = "spark"

    def __init__(self, kb: KnowledgeBase, findings: Collection[str], fired: Fired) -> None:
        super().__init__(kb, findings, fired)
        self._session = spark_session()

    def _run(self, table: Any) -> Any:
        import pyarrow.parquet as pq

        with tempfile.TemporaryDirectory() as folder:  # rows handed over in memory, Spark interprets one by one
            path = Path(folder, "rows.parquet")
            pq.write_table(table, path)
            self._session.read.parquet(path.as_uri()).createOrReplaceTempView(_TABLE)
            return self._session.sql(self._query).toArrow()


def spark_session() -> Any:
    """The session that is there, or else a local one, set so that it compiles our query."""
    from pyspark.sql import SparkSession

    session = SparkSession.getActiveSession()
    if session is None:
        builder = SparkSession.builder.master("local[*]").appName("surefoot")
        session = builder.config("spark.ui.enabled", "false").getOrCreate()
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    return session


def spark_frame(kb: KnowledgeBase, frame: Any, key: str) -> Any:
    """The results for a Spark data frame of presentations, as a data frame; nothing is read before it is asked for.

    The columns are those of docs/guides/batch-and-sql.md; a finding without its columns was not asked.

    Raises:
        BatchError: a column that is no finding, or a finding that is said in part.
    """
    session = frame.sparkSession
    for name, value in _SETTINGS.items():
        session.conf.set(name, value)
    view = f"surefoot_{uuid.uuid4().hex}"
    frame.createOrReplaceTempView(view)
    return session.sql(sql_query(kb, Wish("spark", view, key, frame.columns)))
