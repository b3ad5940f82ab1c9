"""What checks look at: the records, and what several checks need to know about them, worked out once."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cached_property

from surefoot.checks.complete import knowledge_base
from surefoot.checks.history import History, Key
from surefoot.checks.links import Link, Place, conditions_of, dangling_links, links_of
from surefoot.checks.naming import Leaf, Naming, leaves, naming_of
from surefoot.checks.wording.texts import Spoken, spoken_in
from surefoot.diagnostics import nearest
from surefoot.model import (
    Denials,
    Frozen,
    Kind,
    KnowledgeBase,
    Mentions,
    Record,
    RecordSet,
    Rule,
)


class Context(Frozen, slots=False):
    """The records to check, and the day on which reviews must not be overdue.

    `found` holds the codes of the faults of each file, once all checks but the last ones have run.
    `well_worded` are the files in whose wording an earlier run found no fault by the same standard.
    `before` are the records of an earlier version, where there is one to compare with.
    """

    records: RecordSet
    today: date
    found: Mapping[str, Collection[str]] | None = None
    before: RecordSet | None = None
    well_worded: Collection[str] = ()

    @cached_property
    def history(self) -> History | None:
        """What became of the records of the earlier version."""
        return None if self.before is None else History(self.before, self.records)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every link of every record, those inside conditions included; the patients of scenarios left out."""
        return tuple(links_of(self.records.records, self.conditions))

    @cached_property
    def dangling(self) -> tuple[Link, ...]:
        """Every link without a target, those of the patients of scenarios included."""
        suspects = self.naming.dangling
        if not suspects:
            return tuple(dangling_links(self.records, ()))
        files = {record.file for record in suspects}
        conditions = [place for place in self.conditions if place.record.file in files]
        return tuple(dangling_links(self.records, links_of(suspects, conditions)))

    @cached_property
    def naming(self) -> Naming:
        """Which ids the records name; the patients of scenarios left out."""
        return naming_of(self.records, self.leaves)

    @cached_property
    def meant(self) -> frozenset[str]:
        """The ids that a link without a target may have meant: it is mended first, and uses them then."""
        names = {link.id for link in self.dangling}
        if not names:
            return frozenset()
        known = {name for ids in self.records.present.values() for name in ids}
        return frozenset(found for name in names if (found := name if name in known else nearest(name, known)))

    def removed_target(self, link: Link) -> Key | None:
        """The record of the earlier version that a dangling link meant, if it was removed since."""
        removed = self.history.removed if self.history else {}
        return next(((kind, link.id) for kind in link.kinds if (kind, link.id) in removed), None)

    @cached_property
    def conditions(self) -> tuple[Place, ...]:
        """Every condition of every record."""
        return tuple(conditions_of(self.records))

    @cached_property
    def leaves(self) -> tuple[tuple[Record, tuple[Leaf, ...]], ...]:
        """The comparisons and patterns of every condition, in the order of `conditions`."""
        return tuple(leaves(self.conditions))

    @cached_property
    def spoken(self) -> tuple[Spoken, ...]:
        """What the records say to people; those that say nothing or are known to say it well are left out."""
        return tuple(spoken_in(record for record in self.records.records if record.file not in self.well_worded))

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
        return self._denials(rule.when)

    @cached_property
    def _denials(self) -> Denials:
        return Denials(self.records.patterns)

    @cached_property
    def used_by_rules(self) -> frozenset[str]:
        """The findings that a rule or the scope hangs on."""
        places = (place for place in self.conditions if place.record.kind in (Kind.RULE, Kind.KB))
        return frozenset().union(*(self.mentions(place.condition) for place in places))
