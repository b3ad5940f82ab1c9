"""How long `surefoot validate` takes without a memory of earlier runs, beside tools that check the schema alone.

Each round of Surefoot follows one of the bare loop: the yardstick, a program of twelve lines that reads the same
files and asks jsonschema-rs whether they are valid. The ratio is the median of those of the pairs, by the clock.
Whole processes are measured, from start to end; memory is the most that one of them held.
"""

import importlib.util
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from corpus import write_corpus

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "schemas"
ROUNDS = {"real": 7, "1000": 7, "10000": 3}
BARE = """
import glob, json, sys, jsonschema_rs
schemas = [json.load(open(file)) for file in glob.glob(sys.argv[1] + "/*.json")]
registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas])
named, validators = {schema["$id"].rsplit("/", 1)[1]: schema for schema in schemas}, {}
for folder in sys.argv[2:]:
    for file in glob.glob(folder + "/**/*.json", recursive=True):
        document = json.loads(open(file, "rb").read())
        name = document["$schema"].rsplit("/", 1)[1]
        if name not in validators:
            validators[name] = jsonschema_rs.Draft202012Validator(named[name], registry=registry, validate_formats=True)
        assert validators[name].is_valid(document), file
"""

# A process of its own: what it starts would else be charged with the memory of the tests.
STOPWATCH = """
import os, sys, time
nothing = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=nothing)
_, status, used = os.wait4(process, 0)
wall = time.perf_counter() - start
print([wall, used.ru_utime + used.ru_stime, used.ru_maxrss])
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Run(NamedTuple):
    """Seconds by the clock, seconds of the processors, and mebibytes."""

    wall: float
    processor: float
    memory: float


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> dict[str, str]:
    """No memory of earlier runs; byte code is there, as where a program is installed."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    byte_code = str(tmp_path_factory.mktemp("bytecode"))
    return {**kept, "SUREFOOT_MEMORY": "off", "PYTHONPYCACHEPREFIX": byte_code}


@pytest.fixture(scope="module")
def corpora(tmp_path_factory) -> dict[str, Path]:
    """The folders that hold kb/: the real one, and made-up ones of two sizes."""
    folders = {size: tmp_path_factory.mktemp(f"records-{size}") for size in ("1000", "10000")}
    for size, folder in folders.items():
        write_corpus(folder, int(size))
    return {"real": ROOT, **folders}


@pytest.fixture(scope="module")
def table(request) -> Iterator[list[tuple[str, str, list[Run], float | None]]]:
    """Rows of a table that is printed at the end: corpus, tool, runs, ratio to the bare loop."""
    rows: list[tuple[str, str, list[Run], float | None]] = []
    yield rows
    lines = ["", "", "files    tool               wall s   CPU s   MiB   times the bare loop"]
    for corpus, tool, runs, ratio in rows:
        wall, processor, memory = (statistics.median(column) for column in zip(*runs, strict=True))
        times = "" if ratio is None else f"{ratio:.2f}"
        lines.append(f"{corpus:8} {tool:16} {wall:8.3f} {processor:7.3f} {memory:5.0f}   {times}")
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print("\n".join(lines))


def run(command: list[str], environment: dict[str, str]) -> Run:
    """Run a program to its end; it must find no fault."""
    if not hasattr(os, "wait4"):
        pytest.skip("this system does not say what a process used")
    measured = subprocess.run(
        [sys.executable, "-c", STOPWATCH, *command], check=False, env=environment, capture_output=True
    )
    assert measured.returncode == 0, measured.stderr.decode()
    wall, processor, memory = json.loads(measured.stdout)
    return Run(wall, processor, memory / (1 << 20 if sys.platform == "darwin" else 1 << 10))


def bare_loop(folder: Path) -> list[str]:
    return [sys.executable, "-c", BARE, str(SCHEMAS), str(folder / "kb"), str(folder / "scenarios")]


def surefoot(folder: Path) -> list[str]:
    return [sys.executable, "-m", "surefoot_cli", "validate", "--kb", str(folder / "kb")]


@pytest.mark.parametrize("corpus", ROUNDS)
def test_surefoot(benchmark, corpus, corpora, environment, table):
    """Every check on every file, beside the schema alone."""
    folder = corpora[corpus]
    runs, bare = [], []
    run(surefoot(folder), environment)

    def before() -> None:
        bare.append(run(bare_loop(folder), environment))

    def measured() -> None:
        runs.append(run(surefoot(folder), environment))

    benchmark.pedantic(measured, setup=before, rounds=ROUNDS[corpus])
    ratio = statistics.median(mine.wall / other.wall for mine, other in zip(runs, bare, strict=True))
    benchmark.extra_info.update(ratio=ratio, memory=runs[-1].memory)
    table += [(corpus, "bare loop", bare, None), (corpus, "surefoot", runs, ratio)]


@pytest.mark.parametrize("corpus", ["1000", "10000"])
def test_one_edit(benchmark, corpus, corpora, environment, table, tmp_path):
    """After an edit of one file, with what earlier runs know of the others; beside a run that knows nothing."""
    folder, file = corpora[corpus], corpora[corpus] / "kb" / "findings" / "onset.json"
    remembering = {k: v for k, v in environment.items() if k != "SUREFOOT_MEMORY"} | {"XDG_CACHE_HOME": str(tmp_path)}
    run(surefoot(folder), remembering)
    runs, cold = [], []

    def before() -> None:
        cold.append(run(surefoot(folder), environment))
        file.write_bytes(file.read_bytes() + b"\n")

    def measured() -> None:
        runs.append(run(surefoot(folder), remembering))

    benchmark.pedantic(measured, setup=before, rounds=ROUNDS[corpus])
    table += [(corpus, "knowing nothing", cold, None), (corpus, "after one edit", runs, None)]


@pytest.mark.parametrize(
    ("tool", "size"), [("check-jsonschema", "1000"), ("sourcemeta", "1000"), ("sourcemeta", "10000")]
)
def test_peer(benchmark, tool, size, corpora, environment, table, tmp_path):
    """The schema alone, with programs that people use for it: they know one schema at a time."""
    module = {"check-jsonschema": "check_jsonschema", "sourcemeta": "sourcemeta_jsonschema"}[tool]
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{tool} is not installed; the extra `bench` installs it")
    folder = corpora[size]
    by_kind: dict[str, list[str]] = {}
    for file in sorted((folder / "kb").rglob("*.json")):
        by_kind.setdefault(json.loads(file.read_bytes())["$schema"].rsplit("/", 1)[1], []).append(str(file))
    _schemas_for(tool, tmp_path)
    start = [sys.executable, "-m", module]
    commands = [[*start, *_arguments(tool, tmp_path / schema), *files] for schema, files in by_kind.items()]

    def measured() -> Run:
        runs = [run(command, environment) for command in commands]
        return Run(sum(one.wall for one in runs), sum(one.processor for one in runs), max(one.memory for one in runs))

    found = benchmark.pedantic(measured, rounds=1)
    bare = run(bare_loop(folder), environment)
    table.append((size, tool, [found], found.wall / bare.wall))


def _arguments(tool: str, schema: Path) -> list[str]:
    if tool == "check-jsonschema":
        return ["--quiet", "--schemafile", str(schema)]
    return ["validate", "--resolve", str(schema.with_name("common.schema.json")), str(schema)]


def _schemas_for(tool: str, folder: Path) -> None:
    """Copies of the schemas: one tool looks on the network for what has an "$id", even if it lies beside."""
    for file in SCHEMAS.glob("*.schema.json"):
        schema = json.loads(file.read_bytes())
        if tool == "check-jsonschema":
            del schema["$id"]
        (folder / file.name).write_text(json.dumps(schema), encoding="utf-8")
