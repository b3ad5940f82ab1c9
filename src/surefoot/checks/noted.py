"""What is noted of whole records while they are at hand, for the checks that look across all of them.

Sets of ids and numbers: they stay small however long the texts are, and those of two processes are put together.
"""

from array import array
from typing import TYPE_CHECKING

from surefoot.checks.evidence.citations import citations_of
from surefoot.checks.links import PATHS
from surefoot.checks.naming import Leaf, Naming, values_at
from surefoot.model import AnswerType, Kind, PatternHolds, Record

if TYPE_CHECKING:
    from surefoot.checks.context import Context

_FINDING = (Kind.FINDING,)
_PATTERN = (Kind.PATTERN,)


class Noted:
    """What all records together name, compare, cite, claim and are called."""

    def __init__(self) -> None:
        self.named: dict[tuple[Kind, ...], set[str]] = {}
        self.ids: set[str] = set()
        self.leaves: set[Leaf] = set()
        self.cited: dict[str, set[str]] = {}
        self.claims = array("q")
        self.names: set[str] = set()
        self.waives = False

    def note(self, context: "Context") -> None:
        """Note what some whole records hold."""
        for record in context.records.records:
            self._note(record)
        for _, leaves in context.leaves:
            self.leaves.update(leaves)
        for record in context.records.of(Kind.FINDING):
            if record.content["answer"]["type"] == AnswerType.BOOLEAN:
                self.claims.extend(set(map(hash, context.phrases[record.file])))
        self.names |= context.names

    def _note(self, record: Record) -> None:
        """Note what a record names, in its fields, and whether it has waivers."""
        content, is_scenario = record.content, record.kind is Kind.SCENARIO
        for path, kinds in PATHS[record.kind]:
            if path[0] in content:
                names = [name for name in values_at(content, path) if type(name) is str]
                self.named.setdefault(kinds, set()).update(names)
                if not is_scenario:
                    self.ids.update(names)
        if is_scenario:
            self.named.setdefault(_FINDING, set()).update(content["presentation"])
        else:
            for citation in citations_of(content):
                if "statements" in citation:
                    self.cited.setdefault(citation["source"], set()).update(citation["statements"])
        self.waives = self.waives or "waivers" in content

    def add(self, other: "Noted") -> None:
        """Add what was noted of other records."""
        for kinds, names in other.named.items():
            self.named.setdefault(kinds, set()).update(names)
        for source, statements in other.cited.items():
            self.cited.setdefault(source, set()).update(statements)
        self.ids |= other.ids
        self.leaves |= other.leaves
        self.claims += other.claims
        self.names |= other.names
        self.waives = self.waives or other.waives

    def finish(self) -> None:
        """Count what the comparisons name among what is named."""
        patterns = {leaf.pattern for leaf in self.leaves if isinstance(leaf, PatternHolds)}
        findings = {leaf.finding for leaf in self.leaves if not isinstance(leaf, PatternHolds)}
        self.named.setdefault(_PATTERN, set()).update(patterns)
        self.named.setdefault(_FINDING, set()).update(findings)
        self.ids |= findings

    def naming(self) -> Naming:
        """What the records name; nothing of it is missing."""
        patterns = frozenset().union(*(names for kinds, names in self.named.items() if Kind.PATTERN in kinds))
        return Naming(frozenset(self.ids | patterns), patterns, ())
