"""What is noted of whole records while they are at hand, for the checks that look across all of them.

Sets of ids and numbers: they stay small however long the texts are, and those of two processes are put together.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from surefoot.checks.evidence.citations import citations_of
from surefoot.checks.glance import Hardness
from surefoot.checks.links import PATHS, RETURNED, WITH_RETURN
from surefoot.checks.naming import Leaf, Naming, values_at
from surefoot.checks.tested import Tested
from surefoot.model import AnswerType, JsonObject, Kind, PatternHolds

if TYPE_CHECKING:
    from surefoot.checks.context import Context

_PARTS = 8
"""So many heaps the claims are in: they are looked through one after the other, and a set takes much memory."""
_FINDING = (Kind.FINDING,)
_PATTERN = (Kind.PATTERN,)

_Key = TypeVar("_Key")
_Item = TypeVar("_Item")
Named: TypeAlias = dict[tuple[Kind, ...], set[Any]]


class Noted:
    """What all records together name, compare, cite, claim, test and are called, and how hard the hard ones are.

    `told` is what scenarios name. `linked` holds, under the key of a link that is to be returned and under that of its
    return, which record names which.
    """

    def __init__(self) -> None:
        self.named: Named = {}
        self.told: Named = {}
        self.leaves: dict[Kind, set[Leaf]] = {}
        self.cited: dict[str, set[str]] = {}
        self.linked: dict[str, dict[str, Sequence[str]]] = {}
        self.claims = [array("q") for _ in range(_PARTS)]
        self.names: set[str] = set()
        self.hard: set[Hardness] = set()
        self.waives = False
        self.tested = Tested()

    def note(self, context: "Context") -> None:
        """Note what some whole records hold."""
        for kind in Kind:
            contents = [record.content for record in context.records.of(kind)]
            if contents:
                self._note_named(kind, contents)
                self._note_linked(kind, contents)
                self.waives = self.waives or any("waivers" in content for content in contents)
            if kind is Kind.SCENARIO:
                self.tested.note(contents)
            else:
                self._note_cited(contents)
        for kind in {record.kind for record, _ in context.leaves}:
            leaves = {id(leaf): leaf for record, leaves in context.leaves if record.kind is kind for leaf in leaves}
            self.leaves.setdefault(kind, set()).update(leaves.values())  # the hash of an id is there in no time
        for record in context.records.of(Kind.FINDING):
            if record.content["answer"]["type"] == AnswerType.BOOLEAN:
                for claim in set(map(hash, context.phrases[record.file])):
                    self.claims[claim % _PARTS].append(claim)
        self.names |= context.names
        self.hard.update(context.too_hard)

    def _note_named(self, kind: Kind, contents: Sequence[JsonObject]) -> None:
        named = self.told if kind is Kind.SCENARIO else self.named
        for path, kinds in PATHS[kind]:
            into, key = named.setdefault(kinds, set()), path[0]
            for content in contents:
                if key in content:
                    into.update(values_at(content, path))
            into.discard(None)  # the urgency of a patient out of scope
        if kind is Kind.SCENARIO:
            named.setdefault(_FINDING, set()).update(*(content["presentation"] for content in contents))

    def _note_linked(self, kind: Kind, contents: Sequence[JsonObject]) -> None:
        for key, target, back in RETURNED:
            if kind in WITH_RETURN or kind is target:
                here = key if kind in WITH_RETURN else back
                self.linked.setdefault(here, {}).update((content["id"], content[here]) for content in contents)

    def _note_cited(self, contents: Iterable[JsonObject]) -> None:
        for content in contents:
            for citation in citations_of(content):
                if "statements" in citation:
                    self.cited.setdefault(citation["source"], set()).update(citation["statements"])

    def add(self, other: "Noted") -> None:
        """Add what was noted of other records."""
        _join(self.named, other.named)
        _join(self.told, other.told)
        _join(self.leaves, other.leaves)
        _join(self.cited, other.cited)
        for key, linked in other.linked.items():
            self.linked.setdefault(key, {}).update(linked)
        for ours, theirs in zip(self.claims, other.claims, strict=True):
            ours.extend(theirs)
        self.names |= other.names
        self.hard |= other.hard
        self.waives = self.waives or other.waives
        self.tested.add(other.tested)

    def finish(self) -> None:
        """Count what the comparisons name among what is named."""
        leaves = frozenset[Leaf]().union(*self.leaves.values())
        patterns = {leaf.pattern for leaf in leaves if isinstance(leaf, PatternHolds)}
        findings = {leaf.finding for leaf in leaves if not isinstance(leaf, PatternHolds)}
        self.named.setdefault(_PATTERN, set()).update(patterns)
        self.named.setdefault(_FINDING, set()).update(findings)

    def naming(self) -> Naming:
        """What the records name; nothing of it is missing."""
        patterns = frozenset[str]().union(*(names for kinds, names in self.named.items() if Kind.PATTERN in kinds))
        return Naming(frozenset[str]().union(*self.named.values()), patterns, ())


def _join(ours: dict[_Key, set[_Item]], theirs: Mapping[_Key, set[_Item]]) -> None:
    for key, found in theirs.items():
        ours.setdefault(key, set()).update(found)
