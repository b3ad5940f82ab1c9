"""Batches beside DuckDB, Polars and merely reading: one process, shuffled rounds, medians, ratios.

python benchmarks/batch.py [ROWS] [ROUNDS]      needs the packages of the extras dev and bench
"""

import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
    numpy_tiles = block_of(rows, answers, triage.inputs, 2048).planes
    numba_tiles = block_of(rows, answers, triage.inputs, 64).planes
    kernel, compiled = Kernel(program), CompiledKernel(program, 2)
    connection = duckdb.connect(config={"threads": 2})
    normal = normal_table(kb, header.findings, rows, answers)
    connection.execute("CREATE TABLE presentations AS SELECT * FROM normal")
    query = f"SELECT urgency, count(*) FROM ({sql_query(kb, Wish('duckdb', fired=False))}) GROUP BY 1"
    made: dict[str, Callable[[], object]] = {
        "read the packed input, 1 thread": reading(numba_tiles, 1),
        "read the packed input, 2 threads": reading(numba_tiles, 2),
        "numpy, 1 thread": lambda: kernel(numpy_tiles),
        "numba, 2 threads": lambda: compiled(numba_tiles),
        "DuckDB, our SQL, 2 threads": lambda: connection.execute(query).fetchall(),
    }
    try:
        import polars as pl

        context = pl.SQLContext(presentations=pl.from_arrow(normal).lazy())
        lazy = context.execute(f"SELECT urgency FROM ({sql_query(kb, Wish('duckdb', fired=False))})")
        lazy.head(10).collect()
        made["Polars, our SQL, 2 threads"] = lazy.collect
    except Exception as error:
        print(f"Polars: {type(error).__name__}: {str(error)[:200]}")
    return made


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


def show(title: str, made: dict[str, Callable[[], object]], rows: int, rounds: int, peer: str) -> None:
    """A table of seconds, rows a second, and how many times as fast as a peer."""
    wall, cpu = measured(made, rounds)
    print(f"\n{title}: {rows:,} rows, median of {rounds} rounds")
    print(f"{'':36}{'wall s':>9}{'cpu s':>9}{'M rows/s':>10}{'x peer':>8}{'x peer, cpu':>13}")
    for name in made:
        faster, cheaper = wall[peer] / wall[name], cpu[peer] / cpu[name]
        print(f"{name:36}{wall[name]:9.4f}{cpu[name]:9.4f}{rows / wall[name] / 1e6:10.1f}{faster:8.2f}{cheaper:13.2f}")
    if "numpy, 1 thread" in made:
        one, two = "read the packed input, 1 thread", "read the packed input, 2 threads"
        for mine in ("numpy, 1 thread", "numba, 2 threads"):
            by = f"{wall[mine] / wall[two]:.1f} with 2 threads, {wall[mine] / wall[one]:.1f} with 1"
            print(f"{mine}, over reading: {by}, {cpu[mine] / cpu[one]:.1f} by cpu")


def main() -> None:
    """Measure the knowledge base of this project, and a generated one of 60 rules and 120 findings."""
    from unit.batch.generated import generated_kb

    rows, rounds = (int(given) for given in (*sys.argv[1:], "1000000", "5")[:2])
    print(
        f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}, DuckDB {duckdb.__version__}"
    )
    for title, kb in (("kb/", open_knowledge_base(ROOT / "kb")), ("generated, 60 rules", generated_kb(60, 120))):
        print(f"\n== {title}: {len(kb.rules)} rules, {len(kb.findings)} findings")
        show("urgency, in memory", contenders(kb, rows), rows, rounds, "DuckDB, our SQL, 2 threads")
        with tempfile.TemporaryDirectory() as folder:
            show("from Parquet to Parquet", from_parquet(kb, rows, Path(folder)), rows, rounds, "DuckDB, our SQL")


if __name__ == "__main__":
    main()
