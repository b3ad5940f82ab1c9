"""Synthetic tables of presentations: the same seed gives the same rows, and a hundred million take minutes.

Run as a program it writes one: python benchmarks/presentations.py ROWS FILE [--kb PATH]; the name
says which form: .parquet, .csv or .ndjson.
About one question in sixteen was asked, as in a short call; three answers in eight are a yes.
"""

import argparse
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as cp
import pyarrow.csv as pc
import pyarrow.parquet as pq

from surefoot.model import AnswerType, Finding, KnowledgeBase, Unsure, leaves_of

GROUP = 1 << 20
PART = 1 << 16


def rare(chance: np.random.Generator, words: int, halvings: int) -> np.ndarray:
    """Words of which one bit in 2 to the power of `halvings` is set."""
    found = chance.integers(0, 1 << 64, words, np.uint64)
    for _ in range(halvings - 1):
        found &= chance.integers(0, 1 << 64, words, np.uint64)
    return found


def booleans(known: np.ndarray, values: np.ndarray, rows: int) -> pa.Array:
    """A column whose buffers are these words."""
    return pa.Array.from_buffers(pa.bool_(), rows, [pa.py_buffer(known), pa.py_buffer(values)])


def columns_of(finding: Finding, chance: np.random.Generator, rows: int, *, unsure: bool) -> dict[str, pa.Array]:
    """The columns of one finding."""
    words = (rows + 63) // 64
    known = rare(chance, words, 4)
    yes = rare(chance, words, 2) | rare(chance, words, 3)
    flags = np.unpackbits(known.view(np.uint8), count=rows, bitorder="little").view(np.bool_)
    answer = finding.answer
    found: dict[str, pa.Array] = {}
    match answer.type:
        case AnswerType.BOOLEAN:
            found[finding.id] = booleans(known, yes, rows)
        case AnswerType.CHOICE:
            codes = chance.integers(0, len(answer.values), rows, np.int8)
            texts = pa.array(list(answer.values))
            found[finding.id] = pa.DictionaryArray.from_arrays(pa.array(codes, mask=~flags), texts)
        case AnswerType.NUMBER:
            numbers = chance.integers(int(answer.minimum), min(int(answer.maximum), 400) + 1, rows, np.int16)
            found[finding.id] = pa.array(numbers, mask=~flags)
        case AnswerType.CHOICES:
            for value in answer.values:
                found[f"{finding.id}:{value}"] = booleans(known, rare(chance, words, 2), rows)
    if unsure and answer.type is not AnswerType.CHOICE:
        doubtful = rare(chance, words, 7) & ~known
        found[f"{finding.id}:unsure"] = booleans(doubtful, doubtful, rows)
    return found


def doubted(kb: KnowledgeBase) -> set[str]:
    """The findings of which some condition asks whether the answer was "not sure"."""
    conditions = [pattern.when for pattern in kb.patterns.values()]
    conditions += [part for rule in kb.rules for part in (rule.when, rule.unless) if part is not None]
    return {part.finding for condition in conditions for part in leaves_of(condition) if isinstance(part, Unsure)}


def tables(kb: KnowledgeBase, rows: int, seed: int = 1) -> Iterator[pa.Table]:
    """So many presentations, in tables of at most GROUP rows, with the key `call`."""
    asked = doubted(kb)
    for start in range(0, rows, GROUP):
        chance = np.random.default_rng((seed, start))
        size = min(GROUP, rows - start)
        columns = {"call": pa.array(np.arange(start, start + size))}
        for name in sorted(kb.findings):
            columns.update(columns_of(kb.findings[name], chance, size, unsure=name in asked))
        yield pa.table(columns)


def write(kb: KnowledgeBase, rows: int, path: Path, seed: int = 1) -> None:
    """The same as a file, in the form of its name."""
    made = tables(kb, rows, seed)
    if path.suffix == ".parquet":
        with pq.ParquetWriter(path, next(tables(kb, 1, seed)).schema, compression="zstd") as writer:
            for table in made:
                writer.write_table(table)
    else:
        part = csv_part if path.suffix == ".csv" else ndjson_part
        with path.open("wb") as file:
            for index, table in enumerate(made):
                for start in range(0, table.num_rows, PART):
                    file.write(part(kb, table.slice(start, PART), first=index == start == 0))


def csv_part(kb: KnowledgeBase, table: pa.Table, *, first: bool) -> bytes:
    """Comma-separated text, the first part with the names."""
    plain = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in table.columns]
    sink = io.BytesIO()
    options = pc.WriteOptions(include_header=first, quoting_style="needed")
    pc.write_csv(pa.table(plain, table.column_names), sink, options)
    return sink.getvalue()


def ndjson_part(kb: KnowledgeBase, table: pa.Table, *, first: bool) -> bytes:
    """One presentation a line: each column becomes text, empty where nothing was asked, and the texts are joined."""
    text: list[Any] = ['{"call":', table.column("call").cast(pa.string())]
    for name, finding in sorted(kb.findings.items()):
        said = f',"{name}":'
        if finding.answer.type is AnswerType.CHOICES:
            text.append(_listed(said, {value: table.column(f"{name}:{value}") for value in finding.answer.values}))
        else:
            written = table.column(name).cast(pa.string())
            if finding.answer.type is AnswerType.CHOICE:
                written = cp.binary_join_element_wise('"', written, '"', "")
            text.append(cp.fill_null(cp.binary_join_element_wise(said, written, ""), ""))
        if f"{name}:unsure" in table.column_names:
            text.append(cp.if_else(cp.fill_null(table.column(f"{name}:unsure"), False), f"{said}null", ""))
    lines = cp.binary_join_element_wise(*text, "}\n", "")
    return "".join(lines.to_pylist()).encode()


def _listed(said: str, chosen: dict[str, pa.ChunkedArray]) -> pa.ChunkedArray:
    """The values that were chosen, as a list; nothing where none was asked about."""
    some = [cp.if_else(column, f',"{value}"', "") for value, column in chosen.items()]
    values = cp.utf8_slice_codeunits(cp.binary_join_element_wise(*some, ""), 1)
    return cp.fill_null(cp.binary_join_element_wise(f"{said}[", values, "]", ""), "")


if __name__ == "__main__":
    from surefoot.loading import find_kb
    from surefoot.validation import open_knowledge_base

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--kb")
    given = parser.parse_args()
    write(open_knowledge_base(find_kb(given.kb)), given.rows, given.path)
