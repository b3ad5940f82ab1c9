"""The knowledge: first as a set of records, then, without faults, as a knowledge base."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from surefoot.model.frozen import Frozen
from surefoot.model.properties import Property
from surefoot.model.records import (
    Checklist,
    Constraint,
    Finding,
    Kind,
    Manifest,
    Pattern,
    Record,
    Region,
    Rule,
    Scenario,
    Urgency,
)

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import Any


class RecordSet(Frozen, slots=False):
    """Every record that could be read, complete or not; what checks and look-ups work on.

    `present` holds the ids of all files, also of those too faulty to build, by kind. `build` gives the
    typed form of a record; it is asked once for each kind that is needed. `canonical` gives JSON a text
    that key order and layout do not change.
    """

    records: tuple[Record, ...]
    present: Mapping[Kind, frozenset[str]]
    build: Callable[[Record], Any]
    canonical: Callable[[Any], str] = repr

    def of(self, kind: Kind) -> Iterator[Record]:
        """The records of one kind, in the order of their files."""
        return iter(self._by_kind.get(kind, ()))

    def knowing(self, **typed: Mapping[str, Any]) -> RecordSet:
        """The same records, of which some typed forms are known already: by the names of the properties below."""
        known = self.replaced()
        vars(known).update(typed)
        return known  # type: ignore[no-any-return]

    def get(self, kind: Kind, record_id: str) -> Record | None:
        """The record, or None."""
        return self._index.get((kind, record_id))

    def named(self, record_id: str) -> list[Record]:
        """The records with this id, of whatever kind."""
        return [record for record in self.records if record.id == record_id]

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[Record, ...]]:
        grouped: dict[Kind, list[Record]] = {}
        for record in self.records:
            grouped.setdefault(record.kind, []).append(record)
        return {kind: tuple(records) for kind, records in grouped.items()}

    @cached_property
    def _index(self) -> Mapping[tuple[Kind, str], Record]:
        return {(record.kind, record.id): record for record in reversed(self.records)}

    @cached_property
    def incomplete(self) -> bool:
        """Some files could not be read, so that what nothing names may be named in one of them."""
        if not self._by_kind.get(Kind.KB):
            return True
        return any(names - {record.id for record in self.of(kind)} for kind, names in self.present.items())

    def _built(self, kind: Kind) -> Mapping[str, Any]:
        built: dict[str, Any] = {}
        for record in self.of(kind):
            if record.id not in built:
                built[record.id] = self.build(record)
        return built

    @cached_property
    def manifest(self) -> Manifest | None:
        """What kb.json says, or None when it could not be read."""
        return next(iter(self._built(Kind.KB).values()), None)

    @cached_property
    def urgencies(self) -> Mapping[str, Urgency]:
        """The levels by id."""
        return self._built(Kind.URGENCY)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """The findings by id."""
        return self._built(Kind.FINDING)

    @cached_property
    def patterns(self) -> Mapping[str, Pattern]:
        """The patterns by id."""
        return self._built(Kind.PATTERN)

    @cached_property
    def constraints(self) -> Mapping[str, Constraint]:
        """The constraints by id."""
        return self._built(Kind.CONSTRAINT)

    @cached_property
    def properties(self) -> Mapping[str, Property]:
        """The properties by id."""
        return self._built(Kind.PROPERTY)

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """The checklists by id."""
        return self._built(Kind.CHECKLIST)

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """The regions by id."""
        return self._built(Kind.REGION)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""
        return self._built(Kind.RULE)

    @cached_property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by id."""
        return self._built(Kind.SCENARIO)


def most_urgent_first(records: RecordSet) -> tuple[Rule, ...]:
    """The rules in the order in which a knowledge base has them: the most urgent first, then by id."""
    ranks = {urgency.id: urgency.rank for urgency in records.urgencies.values()}
    return tuple(sorted(records.rules.values(), key=lambda rule: (-ranks[rule.urgency], rule.id)))


class KnowledgeBase(Frozen, slots=False):
    """Knowledge without faults, ready for triage.

    `rules` come most urgent first, then by id; `hash` is that of the content, whatever its layout.
    """

    manifest: Manifest
    hash: str
    urgencies: Mapping[str, Urgency]
    findings: Mapping[str, Finding]
    patterns: Mapping[str, Pattern]
    checklists: Mapping[str, Checklist]
    rules: tuple[Rule, ...]
    records: RecordSet

    @classmethod
    def of(cls, records: RecordSet, content_hash: str) -> KnowledgeBase:
        """Join a set of records that has no faults.

        Raises:
            ValueError: kb.json is missing.
        """
        if records.manifest is None:
            raise ValueError("the set of records has no kb.json")
        return cls(
            records.manifest,
            content_hash,
            records.urgencies,
            records.findings,
            records.patterns,
            records.checklists,
            most_urgent_first(records),
            records,
        )

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """What layers above work out from the knowledge once and keep with it, by their own names."""
        return {}

    def in_region(self, region: Region) -> KnowledgeBase:
        """The same knowledge for people in a region: each level says whom to call there, where the region says it."""
        urgencies = {
            name: Urgency(**{**urgency._asdict(), "local": region.help.get(name)})
            for name, urgency in self.urgencies.items()
        }
        return self.replaced(urgencies=urgencies)  # type: ignore[no-any-return]

    def rank(self, urgency: str) -> int:
        """The rank of a level; a higher one is more urgent."""
        return self.urgencies[urgency].rank

    @cached_property
    def default_rank(self) -> int:
        """The rank of the level that holds when no rule fires."""
        return self.rank(self.manifest.default_urgency)

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels, the most urgent first."""
        return tuple(sorted(self.urgencies, key=self.rank, reverse=True))
