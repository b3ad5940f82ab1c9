"""Synthetic tables of presentations: the same seed gives the same rows, and a hundred million take minutes.

Run as a program it writes one: python benchmarks/presentations.py ROWS FILE.parquet [--kb PATH]
About one question in sixteen was asked, as in a short call; three answers in eight are a yes.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from surefoot.model import AnswerType, Finding, KnowledgeBase, Unsure, leaves_of

GROUP = 1 << 20


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
    """The same as a Parquet file."""
    with pq.ParquetWriter(path, next(tables(kb, 1, seed)).schema, compression="zstd") as writer:
        for table in tables(kb, rows, seed):
            writer.write_table(table)


if __name__ == "__main__":
    from surefoot.loading import find_kb
    from surefoot.validation import open_knowledge_base

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--kb")
    given = parser.parse_args()
    write(open_knowledge_base(find_kb(given.kb)), given.rows, given.path)
