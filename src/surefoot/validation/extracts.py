"""What checks across records need of each of them: its extract, without texts and whatever no other record hangs on."""

from collections.abc import Mapping
from typing import Any

from surefoot.model import AnswerType, Kind, Record, RecordSet, SafetyNet

_KEPT: Mapping[Kind, tuple[str, ...]] = {
    Kind.FINDING: ("group",),
    Kind.RULE: ("covered_because", "time_course", "come_back_if", "look_alikes"),
    Kind.SCENARIO: ("presentation",),
    Kind.CONDITION: ("category", "lookup_only", "evaluations", "treatments"),
    Kind.CAUSE: ("evaluations", "treatments"),
    Kind.EVALUATION: ("looks_for",),
    Kind.TREATMENT: ("addresses",),
    Kind.SOURCE: ("statements",),
    Kind.REGION: ("help",),
}
"""The keys that a check across records looks at, by kind; of kb.json all."""
_NO_NET = SafetyNet()


class Extracts:
    """The extracts of records, and the typed form of those that have one, without its texts."""

    def __init__(self) -> None:
        self._records: dict[str, Record] = {}
        self._built: dict[tuple[Kind, str], Any] = {}
        self._answers: dict[str, Any] = {}

    def add(self, records: RecordSet) -> None:
        """Add the extracts of some whole records."""
        for kind, name, file, content in records.records:
            kept = content if kind is Kind.KB else {key: content[key] for key in _KEPT.get(kind, ()) if key in content}
            self._records[file] = Record(kind, name, file, kept)
        built, answers = self._built, self._answers
        for name, finding in records.findings.items():
            answer = finding.answer
            if answer.type is AnswerType.BOOLEAN:
                answer = answers.setdefault(answer.unit, answer)
            built[Kind.FINDING, name] = finding._replace(title="", question="", answer=answer, asked_when=None)
        for name, rule in records.rules.items():
            built[Kind.RULE, name] = rule._replace(title="", because="", sources=(), net=_NO_NET)
        for name, scenario in records.scenarios.items():
            built[Kind.SCENARIO, name] = scenario._replace(story="")
        for kind, whole in (
            (Kind.URGENCY, records.urgencies),
            (Kind.PATTERN, records.patterns),
            (Kind.CONSTRAINT, records.constraints),
            (Kind.CHECKLIST, records.checklists),
            (Kind.PROPERTY, records.properties),
            (Kind.KB, {records.manifest.id: records.manifest} if records.manifest else {}),
        ):
            built.update(((kind, name), one) for name, one in whole.items())

    def join(self, other: "Extracts") -> None:
        """Add the extracts of other records."""
        self._records.update(other._records)
        self._built.update(other._built)

    def record_set(self) -> RecordSet:
        """The extracts as a set of records."""
        present: dict[Kind, set[str]] = {}
        for record in self._records.values():
            present.setdefault(record.kind, set()).add(record.id)
        frozen = {kind: frozenset(names) for kind, names in present.items()}
        return RecordSet(tuple(self._records.values()), frozen, self._typed)

    def _typed(self, record: Record) -> Any:
        return self._built[record.kind, record.id]
