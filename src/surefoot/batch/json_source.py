"""NDJSON -> chunks: each line is a presentation as `surefoot triage --answers` takes it, and the key beside it."""

import codecs
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, NamedTuple

from surefoot.batch import bits
from surefoot.batch.answers import Answers
from surefoot.batch.chunk import CHUNK, OCTETS, Chunk, Problem, Reject, Source
from surefoot.batch.columns import BatchError
from surefoot.batch.text_start import must_be_text
from surefoot.diagnostics import nearest
from surefoot.loading import SyntaxFault, parse_json
from surefoot.model import AnswerType, Finding, KnowledgeBase, why_impossible

_SHOWN = 2000
"""So much of a line that cannot be read is shown among the rejects."""


def open_ndjson(
    kb: KnowledgeBase, stream: IO[bytes], name: str, key: str | None, reserved: Sequence[str], *, ignore_unknown: bool
) -> Source:
    """NDJSON. A key that is missing was not asked, null is "not sure", as in a presentation.

    Raises:
        BatchError: the key of the rows has the name of a column of the results.
    """
    import pyarrow as pa

    if key in reserved:
        raise BatchError([f"the key `{key}` has the name of a column of the results; give it another name"])

    def chunks(skipped: int) -> Iterator[Chunk]:
        for index, lines in enumerate(_pieces(stream, name)):
            if index >= skipped:
                yield _chunk(kb, lines, key, ignore_unknown)

    return Source(frozenset(kb.findings), key, pa.string(), {}, chunks)


class _Line(NamedTuple):
    """A line of the input; of one that is too long only the start is kept."""

    number: int
    text: bytes
    too_long: bool = False


def _pieces(stream: IO[bytes], name: str) -> Iterator[list[_Line]]:
    """The lines that say something, so many at a time that neither their number nor their length is too much."""
    waiting: list[_Line] = []
    size = 0
    for line in _lines(stream, name):
        if line.text.strip():
            waiting.append(line)
            size += len(line.text)
        if len(waiting) == CHUNK or size >= OCTETS:
            yield waiting
            waiting, size = [], 0
    if waiting:
        yield waiting


def _lines(stream: IO[bytes], name: str) -> Iterator[_Line]:
    number = 0
    while text := stream.readline(OCTETS):
        number += 1
        if number == 1:
            text = text.removeprefix(codecs.BOM_UTF8)
            _must_begin_a_row(text, name)
        too_long = len(text) == OCTETS and not text.endswith(b"\n")
        while too_long and (rest := stream.readline(OCTETS)) and not rest.endswith(b"\n"):
            pass
        yield _Line(number, text[:_SHOWN] if too_long else text, too_long)


def _must_begin_a_row(line: bytes, name: str) -> None:
    """Refuse JSON that is no NDJSON before each of its lines is rejected."""
    must_be_text(line, name)
    if line.startswith(b"["):
        cure = "write one presentation a line, as `jq -c '.[]'` does"
        raise BatchError([f"{name} is one list; {cure}"])
    if line.strip() == b"{":
        raise BatchError([f"{name} has a presentation over several lines; write one a line, as `jq -c .` does"])


def _chunk(kb: KnowledgeBase, lines: Sequence[_Line], key: str | None, ignore_unknown: bool) -> Chunk:
    """Of a line its text is kept and not what it says: that takes ten times the room, and few rows are rejected."""
    import numpy as np
    import pyarrow as pa

    readable: list[_Line] = []
    unreadable: list[Reject] = []
    keys: list[str | None] = []
    table = _Table(kb, key, ignore_unknown)
    for line in lines:
        record = _record(line, key)
        if isinstance(record, Reject):
            unreadable.append(record)
            continue
        table.add(len(readable), record)
        readable.append(line)
        if key is not None:
            keys.append(_text(record[key]))

    def why(places: Any) -> Iterator[Reject]:
        for place in places:
            line = readable[place]
            record = _record(line, key)
            assert not isinstance(record, Reject)
            yield Reject(line.number, tuple(_problems(kb, record, key, ignore_unknown)), record)

    numbers = np.array([line.number for line in readable], np.int64)
    labels = None if key is None else pa.array(keys, pa.string())
    return Chunk(len(readable), numbers, labels, table.answers(len(readable)), why, unreadable)


def _text(key: Any) -> str | None:
    return key if key is None or isinstance(key, str) else str(key)


def _record(line: _Line, key: str | None) -> dict[str, Any] | Reject:
    """The object of a line, or why there is none."""

    def reject(problem: str, cure: str) -> Reject:
        text = line.text[:_SHOWN].decode("utf-8", "backslashreplace").rstrip("\n")
        return Reject(line.number, (Problem(None, None, problem, cure),), text=text)

    if line.too_long:
        return reject(f"the line is longer than {OCTETS:,} octets", "write one presentation a line")
    try:
        record = parse_json(line.text)
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

    def __init__(self, kb: KnowledgeBase, key: str | None, ignore_unknown: bool) -> None:
        self._kb, self._key, self._ignore = kb, key, ignore_unknown
        self._given: dict[str, tuple[list[int], list[Any]]] = {}
        self._unsure: dict[str, list[int]] = {}
        self._wrong: set[int] = set()
        self._rows = 0

    def add(self, row: int, record: Mapping[str, Any]) -> None:
        """Take over one record."""
        for name, value in record.items():
            if name == self._key:
                continue
            finding = self._kb.findings.get(name)
            if finding is None:
                self._wrong.update(() if self._ignore else (row,))
            elif value is None:
                self._unsure.setdefault(name, []).append(row)
            elif why_impossible(value, finding.answer):
                self._wrong.add(row)
            else:
                rows, values = self._given.setdefault(name, ([], []))
                rows.append(row)
                values.append(value)

    def answers(self, rows: int) -> dict[str, Answers]:
        """The answers to each finding that has one in some of so many rows."""
        self._rows = rows
        wrong, nowhere = self._at(list(self._wrong)), bits.none(rows)
        found: dict[str, Answers] = {}
        for name in self._given.keys() | self._unsure.keys():
            places, values = self._given.get(name, ([], []))
            unsure = self._at(self._unsure[name]) if name in self._unsure else nowhere
            spread = self._spread(self._kb.findings[name], places, values)
            found[name] = Answers(self._at(places), spread, unsure, wrong)
        if not found and self._wrong:
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
