"""One call of `surefoot batch`: which file, into which, and how."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from typing import IO, Any, NamedTuple

from surefoot.batch.chunk import CELLS, CHUNK, OCTETS, Source
from surefoot.batch.columns import BatchError
from surefoot.batch.csv_source import open_csv
from surefoot.batch.engines import ENGINES
from surefoot.batch.json_source import open_ndjson
from surefoot.batch.parquet_source import open_parquet, open_parquet_file
from surefoot.batch.parts import Parts
from surefoot.batch.run import ROW, Summary, run, schema_of, stream
from surefoot.batch.triage import RESULTS, Fired
from surefoot.batch.writing import FORMS
from surefoot.model import KnowledgeBase

PIPE = "-"
_SUFFIXES = {".parquet": "parquet", ".pq": "parquet", ".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson"}


class Job(NamedTuple):
    """What is to be done. A `source` or `target` of - is standard input or output."""

    source: str
    target: str
    rejects: str | None = None
    source_form: str | None = None
    target_form: str | None = None
    key: str | None = None
    fired: Fired = Fired.LIST
    engine: str = "numpy"
    ignore_unknown: bool = False
    restart: bool = False

    @property
    def rejects_path(self) -> Path:
        """Where the rejects go."""
        if self.rejects is None and self.target == PIPE:
            raise BatchError(["with OUT - the rejects need a file: give --rejects FILE"])
        return Path(self.rejects or f"{self.target}.rejects.ndjson")


def run_job(kb: KnowledgeBase, job: Job, progress: Callable[[Summary, int | None], None]) -> Summary:
    """Triage every row of a file into another; `progress` hears of each part, and of all rows if that is known.

    Raises:
        BatchError: the input cannot be triaged, or the output cannot be what was asked for.
        OSError: a file cannot be read or written.
    """
    form_name = form_of(job.target, job.target_form, "--to")
    _must_differ(job)
    rejects = job.rejects_path
    _must_be_possible(job.target, rejects)
    with ExitStack() as files:
        return _run(kb, job, form_name, rejects, open_source(kb, job, files), progress)


def _run(
    kb: KnowledgeBase, job: Job, form_name: str, rejects: Path, source: Source,
    progress: Callable[[Summary, int | None], None],
) -> Summary:  # fmt: skip
    form = FORMS[form_name]
    triage = ENGINES[job.engine](kb, source.findings, job.fired)
    schema = schema_of(source, kb, job.fired)

    def told(summary: Summary) -> None:
        progress(summary, source.rows)

    if job.target == PIPE:
        if not form.streams:
            raise BatchError([f"{form_name} cannot be written into a pipe; give --to csv or --to ndjson, or a file"])
        with rejects.open("wb") as file:
            return stream(source, triage, schema, form, sys.stdout.buffer, file, told)
    description = _description(kb, job, form_name)
    with Parts(Path(job.target), description, restart=job.restart or job.source == PIPE) as parts:
        return run(source, triage, schema, form, Path(job.target), rejects, parts, told)


def open_source(kb: KnowledgeBase, job: Job, files: ExitStack, reserved: Sequence[str] | None = None) -> Source:
    """The input of a job, open until `files` is closed.

    Raises:
        BatchError: it is not in the form that its name promises, or has columns that are no finding.
    """
    form = form_of(job.source, job.source_form, "--from")
    if job.key == "":
        raise BatchError(["--key: the name of the column is empty"])
    if reserved is None:
        reserved = RESULTS if job.key is not None else (*RESULTS, ROW)
    if form == "parquet":
        if job.source == PIPE:
            raise BatchError(["Parquet cannot be read from a pipe; name the file"])
        file = files.enter_context(open_parquet_file(Path(job.source)))
        source = open_parquet(kb, file, job.source, job.key, reserved)
    else:
        opened: IO[bytes] = sys.stdin.buffer
        if job.source != PIPE:
            opened = files.enter_context(Path(job.source).open("rb"))  # noqa: SIM115 - closed with `files`
        if form == "csv":
            source = open_csv(kb, opened, job.source, job.key, reserved)
        else:
            source = open_ndjson(kb, opened, job.source, job.key, reserved, ignore_unknown=job.ignore_unknown)
    if source.unknown and not job.ignore_unknown:
        named = [f"the column `{name}` is no finding; {cure}" for name, cure in source.unknown.items()]
        cure = f"--unknown-columns ignore leaves {'all these' if len(named) > 1 else 'it'} out"
        raise BatchError([*named, cure if job.key is not None else f"name the key with --key; {cure}"])
    if not source.findings:
        raise BatchError([f"{job.source} has no column that is a finding; `surefoot list finding` shows them"])
    return source


def _must_differ(job: Job) -> None:
    """What is written must not be what is read."""
    files = {"IN": job.source, "OUT": job.target, "the rejects": str(job.rejects_path)}
    places = {name: Path(file).resolve() for name, file in files.items() if file != PIPE}
    for name, other in combinations(places, 2):
        if places[name] == places[other]:
            raise BatchError([f"{name} and {other} are the same file, {files[name]}; name another one"])


def _must_be_possible(target: str, rejects: Path) -> None:
    """What cannot be written is known before hours of work, not after them."""
    problems = []
    for path in (rejects, *([] if target == PIPE else [Path(target)])):
        if path.is_dir():
            problems.append(f"{path} is a folder; name a file")
        elif not path.parent.is_dir():
            problems.append(f"there is no folder {path.parent} for {path.name}; make it first")
    if problems:
        raise BatchError(problems)


def form_of(name: str, given: str | None, option: str) -> str:
    """The form of a file, from the option or from its name.

    Raises:
        BatchError: the name says nothing.
    """
    if given is not None:
        return given
    suffix = Path(name).suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    raise BatchError([f"what `{name}` is does not show in its name; give {option} {', '.join(FORMS)}"])


def _description(kb: KnowledgeBase, job: Job, form: str) -> Mapping[str, Any]:
    """What the results depend on: an unfinished run is gone on with only when all of it is the same."""
    from surefoot import __version__

    file: Mapping[str, Any] = {}
    if job.source != PIPE:
        path = Path(job.source).resolve()
        status = path.stat()
        file = {"path": str(path), "size": status.st_size, "changed": status.st_mtime_ns}
    choices = {"from": job.source_form, "to": form, "key": job.key, "fired": job.fired, "ignore": job.ignore_unknown}
    return {"surefoot": __version__, "kb": kb.hash, "input": file, "chunk": [CHUNK, CELLS, OCTETS], **choices}
