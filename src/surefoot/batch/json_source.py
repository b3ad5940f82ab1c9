"""NDJSON -> chunks: each line is a presentation as `surefoot triage --answers` takes it, and the key beside it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import IO, Any

from surefoot.batch import bits
from surefoot.batch.answers import Answers
from surefoot.batch.chunk import CHUNK, Chunk, Problem, Reject, Source
from surefoot.batch.columns import BatchError
from surefoot.diagnostics import nearest
from surefoot.loading import SyntaxFault, parse_json
from surefoot.model import AnswerType, Finding, KnowledgeBase, why_impossible


def open_ndjson(
    kb: KnowledgeBase, stream: IO[bytes], key: str | None, reserved: Sequence[str], *, ignore_unknown: bool
) -> Source:
    """NDJSON. A key that is missing was not asked, null is "not sure", as in a presentation.

    Raises:
        BatchError: the key of the rows has the name of a column of the results.
    """
    import pyarrow as pa

    if key in reserved:
        raise BatchError([f"the key `{key}` has the name of a column of the results; give it another name"])

    def chunks(skipped: int) -> Iterator[Chunk]:
        lines = (line for line in enumerate(stream, 1) if line[1].strip())
        index = 0
        while some := list(islice(lines, CHUNK)):
            if index >= skipped:
                yield _chunk(kb, some, key, ignore_unknown)
            index += 1

    return Source(frozenset(kb.findings), key, pa.string(), {}, chunks)


def _chunk(kb: KnowledgeBase, lines: Sequence[tuple[int, bytes]], key: str | None, ignore_unknown: bool) -> Chunk:
    import numpy as np
    import pyarrow as pa

    records: list[tuple[int, dict[str, Any]]] = []
    unreadable: list[Reject] = []
    for number, line in lines:
        record = _record(number, line, key)
        if isinstance(record, Reject):
            unreadable.append(record)
        else:
            records.append((number, record))
    table = _Table(kb, len(records), key, ignore_unknown)
    for index, (_, record) in enumerate(records):
        table.add(index, record)

    def why(index: int) -> Reject:
        number, record = records[index]
        return Reject(number, tuple(_problems(kb, record, key, ignore_unknown)), record)

    keys = None if key is None else pa.array([_text(record[key]) for _, record in records], pa.string())
    numbers = np.array([number for number, _ in records], np.int64)
    return Chunk(len(records), numbers, keys, table.answers(), why, unreadable)


def _text(key: Any) -> str | None:
    return key if key is None or isinstance(key, str) else str(key)


def _record(number: int, line: bytes, key: str | None) -> dict[str, Any] | Reject:
    """The object of a line, or why there is none."""

    def reject(problem: str, cure: str) -> Reject:
        text = line.decode("utf-8", "backslashreplace").rstrip("\n")
        return Reject(number, (Problem(None, None, problem, cure),), text=text if len(text) <= 2000 else text[:2000])

    try:
        record = parse_json(line)
    except SyntaxFault as fault:
        return reject(f"the line is no JSON: {fault.message}", fault.help)
    if not isinstance(record, dict):
        return reject("the line is no object", 'write {"finding-id": value, ...}')
    if key is not None and isinstance(record.get(key, {}), dict | list):
        return reject(f"there is no key `{key}`" if key not in record else f"the key `{key}` is no plain value",
                      "give each row its key")  # fmt: skip
    return record


def _problems(kb: KnowledgeBase, record: Mapping[str, Any], key: str | None, ignore: bool) -> Iterator[Problem]:
    for name, value in record.items():
        if name == key:
            continue
        finding = kb.findings.get(name)
        if finding is None:
            meant = nearest(name, kb.findings)
            if not ignore:
                cure = f"did you mean `{meant}`?" if meant else "`surefoot list finding` shows all"
                yield Problem(name, value, f"there is no finding `{name}`", cure)
        elif value is not None and (wrong := why_impossible(value, finding.answer)):
            yield Problem(name, value, *wrong)


class _Table:
    """Fills the answers of some rows value by value; most findings of most rows have none."""

    def __init__(self, kb: KnowledgeBase, rows: int, key: str | None, ignore_unknown: bool) -> None:
        import numpy as np

        self._kb, self._rows, self._key, self._ignore = kb, rows, key, ignore_unknown
        self._given: dict[str, tuple[list[int], list[Any]]] = {}
        self._unsure: dict[str, list[int]] = {}
        self._wrong = np.zeros(rows, np.bool_)

    def add(self, row: int, record: Mapping[str, Any]) -> None:
        """Take over one record."""
        for name, value in record.items():
            if name == self._key:
                continue
            finding = self._kb.findings.get(name)
            if finding is None:
                self._wrong[row] |= not self._ignore
            elif value is None:
                self._unsure.setdefault(name, []).append(row)
            elif why_impossible(value, finding.answer):
                self._wrong[row] = True
            else:
                rows, values = self._given.setdefault(name, ([], []))
                rows.append(row)
                values.append(value)

    def answers(self) -> dict[str, Answers]:
        """The answers to each finding that has one in some row."""
        wrong, nowhere = bits.packed(self._wrong), bits.none(self._rows)
        found: dict[str, Answers] = {}
        for name in self._given.keys() | self._unsure.keys():
            rows, values = self._given.get(name, ([], []))
            unsure = self._at(self._unsure[name]) if name in self._unsure else nowhere
            spread = self._spread(self._kb.findings[name], rows, values)
            found[name] = Answers(self._at(rows), spread, unsure, wrong)
        if not found and self._wrong.any():
            found[next(iter(self._kb.findings))] = Answers(nowhere, nowhere, nowhere, wrong)
        return found

    def _at(self, rows: Sequence[int]) -> Any:
        import numpy as np

        flags = np.zeros(self._rows, np.bool_)
        flags[np.array(rows, np.int64)] = True
        return bits.packed(flags)

    def _spread(self, finding: Finding, rows: Sequence[int], values: Sequence[Any]) -> Any:
        import numpy as np

        match finding.answer.type:
            case AnswerType.BOOLEAN:
                return self._at([row for row, value in zip(rows, values, strict=True) if value])
            case AnswerType.CHOICES:
                pairs = list(zip(rows, values, strict=True))
                return {
                    name: self._at([row for row, value in pairs if name in value]) for name in finding.answer.values
                }
            case AnswerType.CHOICE:
                order = {value: index for index, value in enumerate(finding.answer.values)}
                codes = np.full(self._rows, -1, np.int16)
                codes[np.array(rows, np.int64)] = [order[value] for value in values]
                return codes
            case AnswerType.NUMBER:
                numbers = np.zeros(self._rows, np.float64)
                numbers[np.array(rows, np.int64)] = values
                return numbers
