"""What checks look at: the records, and what several checks need to know about them, worked out once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import cached_property

from surefoot.checks.compared import Compared
from surefoot.checks.complete import knowledge_base
from surefoot.checks.glance import Glance, Hardness, glances
from surefoot.checks.history import History, Key
from surefoot.checks.links import Link, Place, conditions_of, dangling_links, links_of
from surefoot.checks.naming import Leaf, Naming, leaves, naming_of
from surefoot.checks.tested import Tested
from surefoot.checks.texts import Language, Spoken, language_of, names_in, spoken_in
from surefoot.checks.wording.said import phrases_of
from surefoot.diagnostics import nearest
from surefoot.model import (
    AnswerType,
    Denials,
    Frozen,
    JsonObject,
    Kind,
    KnowledgeBase,
    Mentions,
    Record,
    RecordSet,
    Rule,
)

TYPE_CHECKING = False

_DECIDING = (Kind.FINDING, Kind.PATTERN, Kind.RULE, Kind.URGENCY, Kind.KB)
"""The kinds on which the urgency of a patient hangs."""


class Context(Frozen, slots=False):
    """The records to check, and the day on which reviews must not be overdue.

    `found` holds the codes of the faults of each file, once all checks but the last ones have run.
    `well_worded` are the files in whose wording an earlier run found no fault by the same standard.
    `kb` is kb.json, where it is not one of the records to check.
    `before` are the records of an earlier version, where there is one to compare with.
    """

    records: RecordSet
    today: date
    found: Mapping[str, Collection[str]] | None = None
    before: RecordSet | None = None
    well_worded: Collection[str] = ()
    kb: Record | None = None

    def part(self, records: RecordSet) -> Context:
        """The same for some of the records; what plain language means is not worked out again."""
        part = Context(records, self.today, kb=self.kb)
        part.__dict__["language"] = self.language
        return part

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
    def compared(self) -> Mapping[Kind, Compared]:
        """What the conditions of each kind of record compare."""
        found: dict[Kind, Compared] = {}
        for record, parts in self.leaves:
            if record.kind not in found:
                found[record.kind] = Compared()
            found[record.kind].note(parts)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names that people look things up by."""
        return names_in(self.records)

    @cached_property
    def manifest(self) -> JsonObject:
        """What kb.json holds; nothing where there is none."""
        record = self.kb or next(self.records.of(Kind.KB), None)
        return record.content if record else {}

    @cached_property
    def language(self) -> Language | None:
        """What plain language means here, or None when the knowledge base does not say."""
        return language_of(self.manifest)

    @cached_property
    def marked(self) -> tuple[Spoken, ...]:
        """What the records say to people that may hold a marked word."""
        return tuple(spoken_in(record for record, glance in self._glances if glance.marked))

    @cached_property
    def hard(self) -> tuple[Spoken, ...]:
        """What the records say to people that may be hard to read."""
        return tuple(spoken_in(record for record, glance in self._glances if glance.hard))

    @cached_property
    def _glances(self) -> list[tuple[Record, Glance]]:
        if self.language is None:
            return []
        return [*zip(self.worded, glances(self.worded, self.language), strict=True)]

    @cached_property
    def tested(self) -> Tested:
        """What the scenarios test."""
        tested = Tested()
        tested.note(record.content for record in self.records.of(Kind.SCENARIO))
        return tested

    @property
    def too_hard(self) -> Iterator[Hardness]:
        """How hard the records are that may be hard to read."""
        return (glance.hard for _, glance in self._glances if glance.hard)

    @cached_property
    def phrases(self) -> Mapping[str, Collection[str]]:
        """The folded phrases that each finding claims, each once, by its file."""
        return {record.file: {*phrases_of(record.content)} for record in self.records.of(Kind.FINDING)}

    @cached_property
    def worded(self) -> tuple[Record, ...]:
        """The records whose wording is not known to be in order."""
        return tuple(record for record in self.records.records if record.file not in self.well_worded)

    @cached_property
    def knowledge_base(self) -> KnowledgeBase | None:
        """The records as a knowledge base, or None when they are too faulty to triage with.

        What a rule does is open, too, while a file that may take part in it cannot be read, or a condition names
        what does not exist or a value that cannot be: what a check would find then follows from that fault, and is
        gone when it is mended.
        """
        unread = any(self.records.present.get(kind, frozenset()) - self._read(kind) for kind in _DECIDING)
        if unread or self.misfits or any(link.record.kind in _DECIDING for link in self.dangling):
            return None
        return knowledge_base(self.records, self.compared)

    @cached_property
    def misfits(self) -> bool:
        """Whether a condition compares a finding with what it cannot be."""
        from surefoot.checks.logic.impossible_comparison import is_wrong

        findings = self.records.findings
        if not findings:
            return False
        yes_or_no = {name for name, finding in findings.items() if finding.answer.type is AnswerType.BOOLEAN}
        return any(
            not (compared.yes_or_no - yes_or_no).isdisjoint(findings)
            or any(is_wrong(leaf, findings) for leaf in compared.others)
            for compared in self.compared.values()
        )

    def _read(self, kind: Kind) -> set[str]:
        return {record.id for record in self.records.of(kind)}

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
        of_rules = [self.compared[kind] for kind in (Kind.RULE, Kind.KB) if kind in self.compared]
        known = self.records.patterns
        inside = (self.mentions(known[name].when) for found in of_rules for name in found.patterns if name in known)
        return frozenset[str]().union(*(found.findings for found in of_rules), *inside)
