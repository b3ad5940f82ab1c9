"""Batches beside DuckDB, Polars and merely reading: one process, shuffled rounds, medians, ratios.

python benchmarks/batch.py [ROWS] [ROUNDS]      needs the packages of the extras dev and bench

Each peer is measured in its best form: DuckDB over its own table, with the query planned each time and planned once;
Polars with our SQL and with native expressions, lazy, in memory and streaming. All must give the same urgencies.
The last lines are the table of the README.
"""

import os
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import presentations
import pyarrow as pa
import pyarrow.parquet as pq

from surefoot.batch import BlockTriage, Fired, Job, run_job
from surefoot.batch.block import block_of, findings_of
from surefoot.batch.columns import read_header
from surefoot.batch.compiled import CompiledKernel
from surefoot.batch.kernel import Kernel
from surefoot.batch.normal import normal_table
from surefoot.batch.program import Program
from surefoot.batch.sql import Wish, sql_query
from surefoot.model import KnowledgeBase
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parent.parent
PEER = "DuckDB, our SQL, 2 threads"
sys.path.insert(0, str(ROOT / "tests"))


def urgency_only(triage: BlockTriage, kb: KnowledgeBase) -> Program:
    """The program for the urgency alone."""
    from surefoot.batch.program import program_of
    from surefoot.batch.variables import Variables
    from surefoot.circuit import Circuit, Meaning

    circuit = Circuit()
    variables = Variables(kb, circuit, kb.findings)
    outcome = Meaning(kb, circuit, variables).outcome
    program = program_of(circuit, [outcome.urgency[rank] for rank in sorted(outcome.urgency)])
    named = {number: variable for variable, number in variables.numbers.items()}
    triage.inputs = [named[number] for number in program.inputs]
    return program


def reading(tiles: np.ndarray, threads: int) -> Callable[[], object]:
    """Look at every word of the input once."""
    flat = tiles.reshape(-1)
    shares = np.array_split(flat, threads)

    def read() -> object:
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(np.bitwise_xor.reduce, shares))

    return read


def contenders(kb: KnowledgeBase, rows: int) -> dict[str, Callable[[], object]]:
    """What is measured in memory: the urgency of every row."""
    table = pa.concat_tables(presentations.tables(kb, rows)).combine_chunks()
    header = read_header(kb, table.column_names, "call")
    columns = {name: table.column(name).unify_dictionaries().combine_chunks() for name in table.column_names}
    columns = {n: c.chunk(0) if hasattr(c, "num_chunks") else c for n, c in columns.items()}
    answers = findings_of(header, columns)
    triage = BlockTriage(kb, header.findings, Fired.NONE)
    program = urgency_only(triage, kb)
    kernel, compiled = Kernel(program), CompiledKernel(program, 2)
    numpy_tiles = block_of(rows, answers, triage.inputs, kernel.tile).planes
    numba_tiles = block_of(rows, answers, triage.inputs, compiled.tile).planes
    normal = normal_table(kb, header.findings, rows, answers)
    urgency = BlockTriage(kb, header.findings, Fired.NONE)(rows, answers).columns["urgency"]
    want = {entry["values"]: entry["counts"] for entry in urgency.value_counts().to_pylist()}
    return {
        "read the packed input, 1 thread": reading(numba_tiles, 1),
        "read the packed input, 2 threads": reading(numba_tiles, 2),
        "numpy, 1 thread": lambda: kernel(numpy_tiles),
        "numba, 2 threads": lambda: compiled(numba_tiles),
        **duckdb_forms(kb, normal, want),
        **polars_forms(kb, normal, want),
    }


def duckdb_forms(kb: KnowledgeBase, normal: pa.Table, want: dict[Any, int]) -> dict[str, Callable[[], object]]:
    """DuckDB over a table of its own."""
    connection = duckdb.connect(config={"threads": 2})
    connection.execute("CREATE TABLE presentations AS SELECT * FROM normal")
    query = f"SELECT urgency, count(*) FROM ({sql_query(kb, Wish('duckdb', fired=False))}) GROUP BY 1"
    connection.execute(f"PREPARE planned AS {query}")
    assert dict(connection.execute(query).fetchall()) == want
    return {
        PEER: lambda: connection.execute(query).fetchall(),
        "DuckDB, planned before, 2 threads": lambda: connection.execute("EXECUTE planned").fetchall(),
    }


def polars_forms(kb: KnowledgeBase, normal: pa.Table, want: dict[Any, int]) -> dict[str, Callable[[], object]]:
    """Polars, lazy: our SQL, and what it does best."""
    import polars as pl
    from polars_form import urgencies

    frame = pl.from_arrow(normal)
    context = pl.SQLContext(presentations=frame.lazy())
    ours = context.execute(f"SELECT urgency FROM ({sql_query(kb, Wish('duckdb', fired=False))})")
    native = urgencies(kb, frame.lazy())
    assert dict(native.collect().group_by("urgency").len().rows()) == want
    return {
        "Polars, our SQL, 2 threads": ours.collect,
        "Polars, native, 2 threads": native.collect,
        "Polars, native, streaming": lambda: native.collect(engine="streaming"),
    }


def from_parquet(kb: KnowledgeBase, rows: int, folder: Path) -> dict[str, Callable[[], object]]:
    """What is measured from file to file: all results but the rules that fired."""
    source = folder / "in.parquet"
    presentations.write(kb, rows, source)
    names = [n for n in pq.read_schema(source).names if n not in kb.findings or kb.findings[n].answer.type != "choices"]
    readable = [n for n in names if not (n.endswith(":unsure") and kb.findings[n[:-7]].answer.type == "choice")]
    query = sql_query(kb, Wish("duckdb", key="call", columns=readable, fired=False))
    connection = duckdb.connect(config={"threads": 2})
    connection.execute(f"CREATE VIEW presentations AS SELECT * FROM '{source}'")
    job = Job(str(source), str(folder / "out.parquet"), key="call", fired=Fired.NONE, restart=True)

    def batch(engine: str) -> Callable[[], object]:
        return lambda: run_job(kb, job._replace(engine=engine), lambda summary, rows: None)

    target = folder / "duckdb.parquet"
    return {
        "batch, numpy": batch("numpy"),
        "batch, numba": batch("numba"),
        "DuckDB, our SQL": lambda: connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet)"),
    }


def measured(made: dict[str, Callable[[], object]], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of each, the order shuffled each round: by the wall, and of the processor."""
    wall: dict[str, list[float]] = {name: [] for name in made}
    cpu: dict[str, list[float]] = {name: [] for name in made}
    for number in range(rounds + 1):
        for name in random.Random(number).sample(list(made), len(made)):
            started, used = time.perf_counter(), time.process_time()
            made[name]()
            if number:
                wall[name].append(time.perf_counter() - started)
                cpu[name].append(time.process_time() - used)
    return (
        {name: statistics.median(v) for name, v in wall.items()},
        {name: statistics.median(v) for name, v in cpu.items()},
    )


def show(title: str, made: dict[str, Callable[[], object]], rows: int, rounds: int, peer: str) -> tuple[Any, Any]:
    """A table of seconds, rows a second, and how many times as fast as a peer; the seconds by wall and processor."""
    wall, cpu = measured(made, rounds)
    print(f"\n{title}: {rows:,} rows, median of {rounds} rounds")
    print(f"{'':36}{'wall s':>9}{'cpu s':>9}{'M rows/s':>10}{'x peer':>8}{'x peer, cpu':>13}")
    for name in made:
        faster, cheaper = wall[peer] / wall[name], cpu[peer] / cpu[name]
        print(f"{name:36}{wall[name]:9.4f}{cpu[name]:9.4f}{rows / wall[name] / 1e6:10.1f}{faster:8.2f}{cheaper:13.2f}")
    return wall, cpu


def show_ratios(wall: dict[str, float], cpu: dict[str, float]) -> None:
    """What is aimed at: the distance from merely reading, and from each peer's best form."""
    one, two = "read the packed input, 1 thread", "read the packed input, 2 threads"
    for mine in ("numpy, 1 thread", "numba, 2 threads"):
        by = f"{wall[mine] / wall[two]:.1f} with 2 threads, {wall[mine] / wall[one]:.1f} with 1"
        print(f"{mine}, over reading: {by}, {cpu[mine] / cpu[one]:.1f} by cpu")
    for peer in ("DuckDB", "Polars"):
        names = [name for name in wall if name.startswith(peer)]
        best, cheapest = min(wall[name] for name in names), min(cpu[name] for name in names)
        for mine in ("numpy, 1 thread", "numba, 2 threads"):
            print(f"{mine}: {best / wall[mine]:.0f} times {peer}'s best, {cheapest / cpu[mine]:.0f} times by cpu")


def for_readme(rows: int, rules: int, memory: tuple[Any, Any], files: tuple[Any, Any]) -> None:
    """The table of the README: millions of rows for a second of the processor."""
    head = f"{rows:,} rows, {rules} rules"
    print(f"\n| {head} | million rows for a second of processor time | times |\n| --- | --- | --- |")
    shown = {
        "urgency, numba": memory[1]["numba, 2 threads"],
        "urgency, numpy": memory[1]["numpy, 1 thread"],
        "urgency, Polars, its best form": min(t for name, t in memory[1].items() if name.startswith("Polars")),
        "urgency, DuckDB, planned before": memory[1]["DuckDB, planned before, 2 threads"],
        "Parquet to Parquet, numpy": files[1]["batch, numpy"],
        "Parquet to Parquet, DuckDB": files[1]["DuckDB, our SQL"],
    }
    first = {"u": shown["urgency, numba"], "P": shown["Parquet to Parquet, numpy"]}
    for name, seconds in shown.items():
        print(f"| {name} | {rows / seconds / 1e6:.3g} | {seconds / first[name[0]]:.3g} |")


def main() -> None:
    """Measure the knowledge base of this project, and a generated one of 60 rules and 120 findings."""
    from unit.batch.generated import generated_kb

    rows, rounds = (int(given) for given in (*sys.argv[1:], "1000000", "5")[:2])
    packages = ", ".join(f"{name} {version(name)}" for name in ("numpy", "llvmlite", "duckdb", "polars"))
    machine = f"{os.cpu_count()} cores of {platform.machine()}, Python {platform.python_version()}"
    print(f"{date.today()}, {machine}, {packages}")
    for title, kb in (("kb/", open_knowledge_base(ROOT / "kb")), ("generated, 60 rules", generated_kb(60, 120))):
        print(f"\n== {title}: {len(kb.rules)} rules, {len(kb.findings)} findings; load {os.getloadavg()[0]:.1f}")
        memory = show("urgency, in memory", contenders(kb, rows), rows, rounds, PEER)
        show_ratios(*memory)
        with tempfile.TemporaryDirectory() as folder:
            made = from_parquet(kb, rows, Path(folder))
            files = show("from Parquet to Parquet", made, rows, rounds, "DuckDB, our SQL")
        if title == "kb/":
            table = rows, len(kb.rules), memory, files
    for_readme(*table)


if __name__ == "__main__":
    main()
