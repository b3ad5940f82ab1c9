"""A whole file through triage: read ahead, triage, keep each part, join the parts."""

import heapq
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeAlias, TypeVar

from surefoot.batch import bits
from surefoot.batch.chunk import Chunk, Reject, Source
from surefoot.batch.parts import Parts, named
from surefoot.batch.triage import FLAGS, LEVELS, Fired, Results
from surefoot.batch.writing import FORMS, Form, reject_line
from surefoot.model import KnowledgeBase

T = TypeVar("T")
ROW = "row"
"""The column that tells the rows apart when they have no key."""


_MOST_PROBLEMS = 1000
"""So many kinds of problems are counted; where every row has one of its own, the rejects have all."""


class Summary(NamedTuple):
    """What became of the rows. `urgencies` counts the results; None stands for outside the scope.

    `problems` counts what was wrong in how many rows.
    """

    rows: int
    triaged: int
    rejected: int
    urgencies: Mapping[str | None, int]
    problems: Mapping[str, int]


Triage: TypeAlias = Callable[[int, Mapping[str, Any]], Results]
Progress: TypeAlias = Callable[[Summary], None]


def run(
    source: Source, triage: Triage, schema: Any, form: Form, target: Path, rejects: Path, parts: Parts,
    progress: Progress,
) -> Summary:  # fmt: skip
    """Triage every row of the source into the target; rows that cannot be are in `rejects` with the reason.

    Raises:
        BatchError: the input cannot be read on.
        OSError: a file cannot be written.
    """
    summary = summary_of(parts.tallies)
    progress(summary)
    for chunk in ahead(source.chunks(len(parts.tallies))):
        table, rejected, tally = triaged(source, chunk, triage, schema)
        parts.add(form.part(table), rejected, tally)
        summary = summary_of([_tally_of(summary), tally])
        progress(summary)
    _join(rejects, lambda file: FORMS["ndjson"].join(schema, parts.each("rejects"), file))
    _join(target, lambda file: form.join(schema, parts.each("results"), file))
    parts.remove()
    return summary


def stream(
    source: Source, triage: Triage, schema: Any, form: Form, target: IO[bytes], rejects: IO[bytes], progress: Progress
) -> Summary:
    """The same into a pipe, chunk by chunk; nothing is kept."""
    summary = summary_of([])
    progress(summary)
    form.join(schema, (), target)
    for chunk in ahead(source.chunks(0)):
        table, rejected, tally = triaged(source, chunk, triage, schema)
        target.write(form.part(table))
        rejects.write(rejected)
        summary = summary_of([_tally_of(summary), tally])
        progress(summary)
    target.flush()
    return summary


def triaged(source: Source, chunk: Chunk, triage: Triage, schema: Any) -> tuple[Any, bytes, dict[str, Any]]:
    """The results of a chunk as a table, its rejects as lines, and how many there are of what."""
    import numpy as np
    import pyarrow as pa

    results = triage(chunk.rows, chunk.answers)
    label = chunk.key if source.key is not None else pa.array(chunk.numbers, pa.int64())
    table = pa.Table.from_arrays([label if label is not None else [], *results.columns.values()], schema=schema)
    wrong = bits.unpacked(results.wrong, chunk.rows)
    if wrong.any():
        table = table.filter(pa.array(~wrong))
    lines, problems = io.BytesIO(), Counter[str]()
    for reject in _rejects(chunk, np.flatnonzero(wrong)):
        lines.write(reject_line(reject, source.key))
        problems.update({problem.sentence for problem in reject.problems})
    counts = {entry["values"]: entry["counts"] for entry in table.column("urgency").value_counts().to_pylist()}
    tally = {
        "rows": chunk.rows + len(chunk.unreadable),
        "triaged": table.num_rows,
        "rejected": int(wrong.sum()) + len(chunk.unreadable),
        "urgencies": sorted(counts.items(), key=str),
        "problems": problems.most_common(20),
    }
    return table, lines.getvalue(), tally


def _rejects(chunk: Chunk, wrong: Any) -> Iterator[Reject]:
    """The rows that are not triaged, in the order of the input; one at a time, for there may be many."""
    return heapq.merge(chunk.why(wrong), chunk.unreadable, key=lambda reject: reject.row)


def summary_of(tallies: "list[Any]") -> Summary:
    """What became of the rows of several parts.

    Raises:
        RuntimeError: a row was lost.
    """
    counts = [sum(tally[name] for tally in tallies) for name in ("rows", "triaged", "rejected")]
    if counts[0] != counts[1] + counts[2] or counts[1] != sum(n for t in tallies for _, n in t["urgencies"]):
        raise RuntimeError(f"of {counts[0]} rows {counts[1]} were triaged and {counts[2]} rejected")
    urgencies: Counter[str | None] = Counter()
    problems: Counter[str] = Counter()
    for tally in tallies:
        urgencies.update(dict(tally["urgencies"]))
        problems.update(dict(tally["problems"]))
    return Summary(counts[0], counts[1], counts[2], urgencies, problems)


def _tally_of(summary: Summary) -> dict[str, Any]:
    problems = Counter(summary.problems).most_common(_MOST_PROBLEMS)
    return {**summary._asdict(), "urgencies": list(summary.urgencies.items()), "problems": problems}


def schema_of(source: Source, kb: KnowledgeBase, fired: Fired) -> Any:
    """The columns of the results and their types."""
    import pyarrow as pa

    label = pa.field(ROW, pa.int64()) if source.key is None else pa.field(source.key, source.key_type)
    fields = [label, *(pa.field(name, pa.dictionary(pa.int8(), pa.string())) for name in LEVELS)]
    fields += [pa.field(name, pa.bool_()) for name in FLAGS]
    if fired is Fired.LIST:
        fields.append(pa.field("fired", pa.list_(pa.dictionary(pa.int16(), pa.string()))))
    elif fired is Fired.BITS:
        fields.append(pa.field("fired", pa.binary(max(1, (len(kb.rules) + 7) // 8))))
    rules = json.dumps([rule.id for rule in kb.rules])
    manifest = kb.manifest
    about = {"surefoot_kb": f"{manifest.id} {manifest.version} {kb.hash}", "surefoot_rules": rules}
    return pa.schema(fields, metadata=about)


def ahead(items: Iterator[T]) -> Iterator[T]:
    """The same items, the next one made in a thread while one is worked on; there are never more than these two."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, items, None)
        while (item := coming.result()) is not None:
            coming = thread.submit(next, items, None)
            yield item
            del item


def _join(target: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file that appears under its name only when it is whole."""
    aside = target.with_name(f"{target.name}.writing")
    with named(target):
        with aside.open("wb") as file:
            write(file)
        aside.replace(target)
