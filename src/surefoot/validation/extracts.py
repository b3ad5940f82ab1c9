"""What checks across records need of each of them: its extract, without texts and whatever no other record hangs on."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat

from surefoot.loading import SourceFile, build_condition, record_set
from surefoot.model import AnswerType, Finding, JsonObject, Kind, Record, RecordSet, Rule, SafetyNet
from surefoot.named import each_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

Alike: TypeAlias = "dict[Kind, dict[bytes, list[int]]]"
"""The places of the files whose records have the same extract, by kind and by the bytes of the extract."""
Patients: TypeAlias = "list[tuple[int, JsonObject]]"
"""The places of the files of scenarios, and the answers in them: no two are alike."""

_WHOLE = (Kind.KB, Kind.CHECKLIST, Kind.PROPERTY)
_KEPT: Mapping[Kind, tuple[str, ...]] = {
    Kind.FINDING: ("group", "answer", "normal", "flag", "fixed"),
    Kind.RULE: ("look_alikes",),
    Kind.CONDITION: ("category",),
    Kind.REGION: ("help",),
}
"""The keys that a check across records looks at, and those from which the typed form is built, by kind."""
_PRESENT: Mapping[Kind, tuple[str, ...]] = {
    Kind.RULE: ("covered_because", "time_course", "come_back_if"),
    Kind.CONDITION: ("lookup_only",),
}
"""The keys of which only matters whether they are there."""
_YES_OR_NO: JsonObject = {"type": AnswerType.BOOLEAN.value}
_FILLED: Mapping[Kind, JsonObject] = {
    Kind.FINDING: {"title": "", "question": "", "answer": _YES_OR_NO},
    Kind.SCENARIO: {"story": "", "expect": {"urgency": None, "fires": (), "does_not_fire": ()}},
}
"""What stands for what the extract leaves out: texts, the most frequent answer, and what was noted of scenarios."""
_NO_NET = SafetyNet()
_OF_TRIAGE = {
    Kind.URGENCY: "urgencies",
    Kind.PATTERN: "patterns",
    Kind.CONSTRAINT: "constraints",
    Kind.RULE: "rules",
}
_build = record_set(()).build
_ENDING = len(".json")
_AS_PLAIN_VALUES = 2
"""The version of `marshal` in which equal values give the same bytes: later ones say which of them are one object."""


class Extracts:
    """The extracts of the records in some files, and the typed form of those that have one, without its texts.

    What triage hangs on is kept with its typed form. Of the others the places of those that are alike are kept, and of
    scenarios the patients, which is little to keep and to hand over; they become records when all are known.
    """

    def __init__(self, files: Sequence[SourceFile]) -> None:
        self.alike: Alike = {}
        self.patients: Patients = []
        self._files = files
        self._records: list[Record] = []
        self._built: dict[Kind, dict[str, Any]] = {kind: {} for kind in _OF_TRIAGE}

    def keep(self, records: RecordSet) -> None:
        """Keep the extracts of some records that triage hangs on, or of kb.json."""
        for kind, name, file, content in records.records:
            self._records.append(Record(kind, name, file, _kept(kind, content)))
        for kind, named in _OF_TRIAGE.items():
            if any(records.of(kind)):
                self._built[kind].update(getattr(records, named))

    def add(self, places: Iterable[int], records: Iterable[Record]) -> None:
        """Add the extracts of the records in the files at these places."""
        alike = self.alike
        dumps: Callable[[Any, int], bytes] = marshal.dumps
        for place, (kind, _, _, content) in zip(places, records, strict=True):
            if kind is Kind.SCENARIO:
                self.patients.append((place, content["presentation"]))
                continue
            key = dumps(_kept(kind, content), _AS_PLAIN_VALUES)
            if kind not in alike:
                alike[kind] = {}
            alike[kind].setdefault(key, []).append(place)

    def add_handed_over(self, alike: Alike, patients: Patients) -> None:
        """Add what another process kept of other ones of these files."""
        self.patients += patients
        for kind, found in alike.items():
            ours = self.alike.setdefault(kind, {})
            for key, places in found.items():
                ours.setdefault(key, []).extend(places)

    def record_set(self) -> RecordSet:
        """The extracts as a set of records."""
        records = [*self._records]
        present: dict[Kind, list[str]] = {kind: [] for kind in Kind}
        for record in records:
            present[record.kind].append(record.id)
        findings: dict[str, Finding] = {}
        for kind, places, contents in self._groups():
            files = [self._files[place] for place in places]
            names = [_name_in(file.path) for file in files]
            added = each_of(Record, repeat(kind), names, [file.file for file in files], contents)
            records += added
            present[kind] += names
            if kind is Kind.FINDING:  # those that are alike differ in nothing but their ids
                _, *model = _filled(added[0])
                findings.update(zip(names, each_of(Finding, names, *map(repeat, model)), strict=True))
        whole = record_set(records, {kind: frozenset(names) for kind, names in present.items() if names}, _filled)
        return whole.knowing(findings=findings, **{name: self._built[kind] for kind, name in _OF_TRIAGE.items()})

    def _groups(self) -> Iterator[tuple[Kind, list[int], Iterable[JsonObject]]]:
        """The places of files whose records are of one kind, and their extracts."""
        if self.patients:
            answers = ({"presentation": answers} for _, answers in self.patients)
            yield Kind.SCENARIO, [place for place, _ in self.patients], answers
        for kind, groups in self.alike.items():
            for key, places in groups.items():
                yield kind, places, repeat(marshal.loads(key))


def _filled(record: Record) -> Any:
    return _build(record._replace(content={**_FILLED.get(record.kind, {}), **record.content}))


def bare(record: Record) -> Any:
    """The typed form of a record, of a rule without its texts: whoever screens needs them as they stand in JSON."""
    if record.kind is not Kind.RULE:
        return _build(record)
    rule = record.content
    unless = build_condition(rule["unless"]) if "unless" in rule else None
    suspects = tuple(rule["suspects"])
    return Rule(record.id, "", rule["urgency"], build_condition(rule["when"]), unless, "", suspects, (), _NO_NET)


def _name_in(path: str) -> str:
    """The id of a faultless record: its file has that name."""
    return path[path.rfind(os.sep) + 1 : -_ENDING]


def _kept(kind: Kind, content: JsonObject) -> JsonObject:
    if kind in _WHOLE:
        return content
    if kind is Kind.SOURCE:
        statements = content.get("statements")
        return {"statements": [{"id": statement["id"]} for statement in statements]} if statements else {}
    kept = {key: content[key] for key in _KEPT.get(kind, ()) if key in content}
    if kind is Kind.FINDING and kept["answer"] == _YES_OR_NO:
        del kept["answer"]
    for key in _PRESENT.get(kind, ()):
        if key in content:
            kept[key] = True
    return kept
