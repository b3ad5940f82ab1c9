"""Answers -> a table in the one form that the SQL reads, whatever columns the input had."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from surefoot.batch import bits
from surefoot.batch.answers import Answers
from surefoot.batch.columns import UNSURE
from surefoot.model import AnswerType, Finding, KnowledgeBase

if TYPE_CHECKING:
    from surefoot.batch.bits import Words


def normal_table(kb: KnowledgeBase, findings: frozenset[str], rows: int, answers: Mapping[str, Answers]) -> Any:
    """A column for each finding, those that nobody answered included; booleans, texts and floats, nothing else."""
    import pyarrow as pa

    nowhere = bits.none(rows)
    nothing = Answers(nowhere, None, nowhere, nowhere)
    columns: dict[str, Any] = {}
    for name in sorted(findings):
        columns.update(_columns(kb.findings[name], answers.get(name, nothing), rows))
    return pa.table(columns)


def _columns(finding: Finding, answers: Answers, rows: int) -> dict[str, Any]:
    match finding.answer.type:
        case AnswerType.CHOICE:
            return {finding.id: _texts(list(finding.answer.values), answers, rows)}
        case AnswerType.BOOLEAN:
            found = {finding.id: _flags(answers.known, answers.values, rows)}
        case AnswerType.NUMBER:
            found = {finding.id: _numbers(answers, rows)}
        case AnswerType.CHOICES:
            given = answers.values if answers.known.any() else {}
            values = finding.answer.values
            found = {f"{finding.id}:{v}": _flags(answers.known, given.get(v), rows) for v in values}
    return {**found, f"{finding.id}:{UNSURE}": _flags(answers.unsure, answers.unsure, rows)}


def _flags(known: "Words", values: "Words | None", rows: int) -> Any:
    import pyarrow as pa

    buffers = [pa.py_buffer(known), pa.py_buffer(known if values is None else values)]
    return pa.Array.from_buffers(pa.bool_(), rows, buffers)


def _texts(values: list[str], answers: Answers, rows: int) -> Any:
    import numpy as np
    import pyarrow as pa

    unsure = bits.unpacked(answers.unsure, rows)
    codes = np.full(rows, -1, np.int16)
    if answers.known.any():
        codes = np.where(bits.unpacked(answers.known, rows), answers.values, codes)
    codes = np.where(unsure, np.int16(len(values)), codes).astype(np.int16)
    indices = pa.array(codes, mask=codes < 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array([*values, UNSURE])).cast(pa.string())


def _numbers(answers: Answers, rows: int) -> Any:
    import numpy as np
    import pyarrow as pa

    known = bits.unpacked(answers.known, rows)
    return pa.array(answers.values if known.any() else np.zeros(rows), mask=~known)
