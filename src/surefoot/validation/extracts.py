"""What checks across records need of each of them: its extract, without texts and whatever no other record hangs on."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from surefoot.loading import SourceFile, record_set
from surefoot.model import Answer, AnswerType, Finding, JsonObject, Kind, Record, RecordSet, Rule, SafetyNet, Scenario

Extract: TypeAlias = tuple[int, str, JsonObject]
"""The place of a file among others, the id of its record, and what is kept of it."""

_WHOLE = (Kind.KB, Kind.CHECKLIST, Kind.PROPERTY)
_KEPT: Mapping[Kind, tuple[str, ...]] = {
    Kind.FINDING: ("group",),
    Kind.RULE: ("look_alikes",),
    Kind.SCENARIO: ("presentation",),
    Kind.CONDITION: ("category",),
    Kind.REGION: ("help",),
}
"""The keys that a check across records looks at, by kind."""
_PRESENT: Mapping[Kind, tuple[str, ...]] = {
    Kind.RULE: ("covered_because", "time_course", "come_back_if"),
    Kind.CONDITION: ("lookup_only",),
}
"""The keys of which only matters whether they are there."""
_NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.FINDING: ("answer", "normal", "flag", "fixed"),
    Kind.SCENARIO: ("expect", "near_miss_of"),
}
"""The keys from which the typed form is built, where another process does that."""
_YES_OR_NO: JsonObject = {"type": AnswerType.BOOLEAN.value}
_FILLED: Mapping[Kind, JsonObject] = {
    Kind.FINDING: {"title": "", "question": "", "answer": _YES_OR_NO},
    Kind.SCENARIO: {"story": ""},
}
"""What stands for the texts, and for the most frequent answer: neither is handed over."""
_NO_NET = SafetyNet()
_BUILT = {
    Kind.URGENCY: "urgencies",
    Kind.PATTERN: "patterns",
    Kind.CONSTRAINT: "constraints",
    Kind.FINDING: "findings",
    Kind.RULE: "rules",
    Kind.SCENARIO: "scenarios",
}


class Extracts:
    """The extracts of records, and the typed form of those that have one, without its texts."""

    def __init__(self) -> None:
        self._records: list[Record] = []
        self._built: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
        self._shared: dict[Any, JsonObject] = {}
        self._yes_or_no: Answer | None = None
        self._build = record_set(()).build

    def add(self, records: RecordSet) -> None:
        """Add the extracts of some whole records."""
        for record in records.records:
            self._records.append(record._replace(content=self._share(_kept(record))))
        for kind, name in _BUILT.items():
            built = getattr(records, name) if any(records.of(kind)) else {}
            self._built[kind].update((one, self._without_texts(value)) for one, value in built.items())

    def add_handed_over(self, files: Sequence[SourceFile], handed_over: list[Extract]) -> None:
        """Add extracts that another process made of some of these files; the list is empty then."""
        models: dict[Any, tuple[Any, JsonObject]] = {}
        handed_over.reverse()
        while handed_over:  # what was added need not be held twice
            index, name, content = handed_over.pop()
            record = Record(files[index].kind, name, files[index].file, content)
            if record.kind in _NEEDED:
                self._built[record.kind][name], content = self._rebuilt(record, models)
            self._records.append(record._replace(content=self._share(content)))

    def _rebuilt(self, record: Record, models: dict[Any, tuple[Any, JsonObject]]) -> tuple[Any, JsonObject]:
        """The typed form of what was handed over, and its extract; of findings that differ in their ids built once."""
        key = _key_of(record.content) if record.kind is Kind.FINDING else None
        known = models.get(key)
        if known is None:
            whole = record._replace(content={**_FILLED[record.kind], **record.content})
            known = self._without_texts(self._build(whole)), _kept(record)
        if key is None:
            return known
        models[key] = known
        return Finding(record.id, *known[0][1:]), known[1]

    def _share(self, content: JsonObject) -> JsonObject:
        """The same for the same content, if that is plain."""
        key = _key_of(content)
        return content if key is None else self._shared.setdefault(key, content)

    def record_set(self) -> RecordSet:
        """The extracts as a set of records."""
        present: dict[Kind, set[str]] = {}
        for record in self._records:
            present.setdefault(record.kind, set()).add(record.id)
        records = record_set(self._records, {kind: frozenset(names) for kind, names in present.items()})
        build, built = self._build, self._built
        return RecordSet(
            records.records,
            records.present,
            lambda record: built[record.kind].get(record.id) or build(record),
            records.canonical,
        )

    def _without_texts(self, one: Any) -> Any:
        match one:
            case Finding(answer=answer):
                if answer.type is AnswerType.BOOLEAN:
                    answer = self._yes_or_no = self._yes_or_no or answer
                return Finding(one.id, "", "", answer, one.normal, one.flag, None, one.fixed)
            case Rule():
                return Rule(one.id, "", one.urgency, one.when, one.unless, "", one.suspects, (), _NO_NET)
            case Scenario():
                return one._replace(story="")
            case _:
                return one


def to_hand_over(index: int, record: Record) -> Extract:
    """The extract of the record in a file, from which another process can build its typed form."""
    needed = {key: record.content[key] for key in _NEEDED.get(record.kind, ()) if key in record.content}
    if needed.get("answer") == _YES_OR_NO:
        del needed["answer"]
    return index, record.id, {**_kept(record), **needed}


def _key_of(content: JsonObject) -> Any:
    """By what equal content is found again; None when it holds more than plain values."""
    key = tuple(content.items())
    try:
        hash(key)
    except TypeError:
        return None
    return key


def _kept(record: Record) -> JsonObject:
    kind, content = record.kind, record.content
    if kind in _WHOLE:
        return content
    if kind is Kind.SOURCE and "statements" in content:
        return {"statements": [{"id": statement["id"]} for statement in content["statements"]]}
    kept = {key: content[key] for key in _KEPT.get(kind, ()) if key in content}
    return kept | {key: True for key in _PRESENT.get(kind, ()) if key in content}
