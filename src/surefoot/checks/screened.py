"""What checks look at while a knowledge base is screened: extracts, and what was noted of the whole records."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from surefoot.checks.compared import Compared
from surefoot.checks.complete import knowledge_base
from surefoot.checks.context import Context
from surefoot.checks.links import Link
from surefoot.checks.naming import Naming
from surefoot.checks.noted import Noted
from surefoot.checks.tested import Tested
from surefoot.model import Kind, KnowledgeBase, RecordSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NOTHING: Mapping[str, Any] = {}


class Screened(Context, slots=False):
    """The extracts of the records, and what was noted while they were made; a link that dangles was noted too."""

    @classmethod
    def of(cls, records: RecordSet, today: date, noted: Noted, known: Mapping[str, Any] = _NOTHING) -> Screened:
        """Extracts, what was noted of the whole records, and what is known `of_triage`."""
        screened = cls(records, today)
        screened.__dict__.update(known, _noted=noted)
        return screened

    @property
    def of_triage(self) -> Mapping[str, Any]:
        """What hangs on kb.json, the rules, patterns, constraints and urgencies alone: it stays whatever else comes."""
        return {name: getattr(self, name) for name in ("mentions", "_denials", "used_by_rules", "_rules")}

    @property
    def noted(self) -> Noted:
        """What was noted of the whole records."""
        noted: Noted = self.__dict__["_noted"]
        return noted

    @cached_property
    def knowledge_base(self) -> KnowledgeBase | None:
        """The extracts as a knowledge base."""
        rules, records = self._rules, self.records
        if rules is None or self.misfits:
            return None
        whole: KnowledgeBase = rules.replaced(findings=records.findings, checklists=records.checklists, records=records)
        return whole

    @cached_property
    def _rules(self) -> KnowledgeBase | None:
        """What triage hangs on, as a knowledge base."""
        return knowledge_base(self.records, self.compared)

    @cached_property
    def dangling(self) -> tuple[Link, ...]:
        """No link: one that dangles ends the screening."""
        return ()

    @cached_property
    def naming(self) -> Naming:
        """Which ids the whole records name."""
        return self.noted.naming()

    @cached_property
    def compared(self) -> Mapping[Kind, Compared]:
        """What the conditions of the whole records compare."""
        return self.noted.compared

    @cached_property
    def tested(self) -> Tested:
        """What the whole scenarios test."""
        return self.noted.tested

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names in the whole records."""
        return frozenset(self.noted.names)
