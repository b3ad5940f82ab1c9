"""Patients as tables, in the ways in which a table can hold them."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa

from properties.random_cases import HALVES, possible_values
from surefoot.engine import decide, evaluator_for
from surefoot.model import AnswerType, KnowledgeBase, Presentation, Value

Answers = Mapping[str, Value | None]
TYPES = {
    AnswerType.BOOLEAN: pa.bool_(),
    AnswerType.CHOICE: pa.string(),
    AnswerType.CHOICES: pa.list_(pa.string()),
    AnswerType.NUMBER: pa.float64(),
}


def random_patients(chance: Random, kb: KnowledgeBase, count: int, asked: float = 0.5) -> list[dict[str, Value | None]]:
    """So many patients; each finding was asked with this probability, and then often answered."""
    patients = []
    limits = _limits(kb)
    for _ in range(count):
        answers: dict[str, Value | None] = {}
        for finding in kb.findings.values():
            if chance.random() < asked:
                value = None if chance.random() < 0.15 else _value(chance, finding, limits.get(finding.id, ()))
                answers[finding.id] = value
        patients.append(answers)
    return patients


def _limits(kb: KnowledgeBase) -> dict[str, list[float]]:
    from surefoot.model import Bound, leaves_of

    found: dict[str, list[float]] = {}
    conditions = [rule.when for rule in kb.rules] + [pattern.when for pattern in kb.patterns.values()]
    for condition in conditions:
        for part in leaves_of(condition):
            if isinstance(part, Bound):
                found.setdefault(part.finding, []).append(part.limit)
    return found


def _value(chance: Random, finding: Any, limits: Sequence[float]) -> Value:
    answer = finding.answer
    if answer.type is AnswerType.NUMBER:
        around = [limit + step for limit in limits for step in (-1, 0, 1)] or list(HALVES)
        return chance.choice([n for n in around if answer.minimum <= n <= answer.maximum] or [answer.minimum])
    if answer.type is AnswerType.BOOLEAN:
        return chance.random() < 0.3
    return chance.choice(possible_values(answer)) if len(answer.values) < 8 else _some(chance, answer)


def _some(chance: Random, answer: Any) -> Value:
    if answer.type is AnswerType.CHOICE:
        return chance.choice(list(answer.values))
    return tuple(value for value in answer.values if chance.random() < 0.2)


def expected(kb: KnowledgeBase, answers: Answers) -> dict[str, Any]:
    """What the engine says of a patient, in the words of a row of results."""
    decision = decide(kb, evaluator_for(kb, Presentation(answers)))
    names = {kb.rank(level): level for level in kb.levels}
    return {
        "urgency": names.get(decision.urgency),
        "at_least": names.get(decision.at_least),
        "at_most": names.get(decision.at_most),
        "settled": decision.settled,
        "in_scope": not decision.outside,
        "fired": [judgement.rule.id for judgement in decision.judgements if judgement.fires],
    }


def table_of(kb: KnowledgeBase, patients: Sequence[Answers], *, split: bool = False) -> pa.Table:
    """Typed columns, with `FINDING:unsure` beside them; `split` gives several values a column each."""
    columns: dict[str, Any] = {"id": pa.array([f"patient {i}" for i in range(len(patients))])}
    for finding in kb.findings.values():
        values = [patient.get(finding.id) for patient in patients]
        columns[f"{finding.id}:unsure"] = pa.array([p.get(finding.id, 0) is None or None for p in patients], pa.bool_())
        if split and finding.answer.type is AnswerType.CHOICES:
            for name in finding.answer.values:
                chosen = [None if value is None else name in value for value in values]
                columns[f"{finding.id}:{name}"] = pa.array(chosen, pa.bool_())
        else:
            columns[finding.id] = pa.array(values, TYPES[finding.answer.type])
    return pa.table(columns)


def csv_of(kb: KnowledgeBase, patients: Sequence[Answers]) -> bytes:
    """Text, as people write it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["id", *kb.findings])
    for index, patient in enumerate(patients):
        cells = [_cell(patient[name]) if name in patient else "" for name in kb.findings]
        writer.writerow([f"patient {index}", *cells])
    return text.getvalue().encode()


def _cell(value: Value | None) -> str:
    if value is None:
        return "unsure"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return (";".join(value) or "[]") if isinstance(value, tuple) else str(value)


def ndjson_of(patients: Sequence[Answers]) -> bytes:
    """One presentation a line."""
    return b"".join(json.dumps({"id": f"patient {i}", **p}).encode() + b"\n" for i, p in enumerate(patients))


def write_forms(folder: Path, kb: KnowledgeBase, patients: Sequence[Answers]) -> dict[str, Path]:
    """The same patients as a file of each form."""
    import pyarrow.parquet as pq

    paths = {name: folder / f"in.{name}" for name in ("parquet", "csv", "ndjson")}
    pq.write_table(table_of(kb, patients), paths["parquet"], row_group_size=37)
    paths["csv"].write_bytes(csv_of(kb, patients))
    paths["ndjson"].write_bytes(ndjson_of(patients))
    return paths


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The results in a Parquet file."""
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist()
