"""What checks look at: the records, and what several checks need to know about them, worked out once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from surefoot.checks.complete import knowledge_base
from surefoot.checks.links import Link, Place, conditions_of, links_of
from surefoot.model import (
    Kind,
    KnowledgeBase,
    Mentions,
    RecordSet,
    Rule,
    denied_by,
)


@dataclass(frozen=True)
class Context:
    """The records to check, and the day on which reviews must not be overdue."""

    records: RecordSet
    today: date

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of every record, those inside conditions included; the patients of scenarios left out."""
        return tuple(links_of(self.records, self.conditions))

    @cached_property
    def conditions(self) -> tuple[Place, ...]:
        """Every condition of every record."""
        return tuple(conditions_of(self.records))

    @cached_property
    def knowledge_base(self) -> KnowledgeBase | None:
        """The records as a knowledge base, or None when they are too faulty to triage with."""
        return knowledge_base(self.records)

    @cached_property
    def mentions(self) -> Mentions:
        """Tells which findings a condition hangs on, itself or through patterns."""
        return Mentions(self.records.patterns)

    def denied_by(self, rule: Rule) -> frozenset[str]:
        """The boolean findings that are certainly denied when a rule is true."""
        if rule.id not in self._denied:
            self._denied[rule.id] = denied_by(rule.when, self.records.patterns)
        return self._denied[rule.id]

    @cached_property
    def _denied(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def used_by_rules(self) -> frozenset[str]:
        """The findings that a rule or the scope hangs on."""
        places = (place for place in self.conditions if place.record.kind in (Kind.RULE, Kind.KB))
        return frozenset().union(*(self.mentions(place.condition) for place in places))
