"""What is noted of whole records while they are at hand, for the checks that look across all of them.

Sets of ids and numbers: they stay small however long the texts are, and those of two processes are put together.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from surefoot.checks.compared import Compared
from surefoot.checks.evidence.citations import citations_of
from surefoot.checks.glance import Hardness
from surefoot.checks.links import PATHS, RETURNED, WITH_RETURN
from surefoot.checks.naming import Naming, values_at
from surefoot.checks.tested import Tested
from surefoot.checks.texts import names_of
from surefoot.checks.wording.readability import words_of
from surefoot.model import AnswerType, JsonObject, Kind, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    from surefoot.checks.context import Context

    _Key = TypeVar("_Key")
    _Item = TypeVar("_Item")

_FINDING = (Kind.FINDING,)
_PATTERN = (Kind.PATTERN,)

Named: TypeAlias = "dict[tuple[Kind, ...], set[Any]]"


class Noted:
    """What all records together name, compare, cite, claim, test and are called, and how hard the hard ones are.

    `told` is what scenarios name. `linked` holds, under the key of a link that is to be returned and under that of its
    return, which record names which. `claims` are the hashes of the phrases that findings claim, each finding's once.
    """

    def __init__(self) -> None:
        self.named: Named = {}
        self.told: Named = {}
        self.compared: dict[Kind, Compared] = {}
        self.cited: dict[str, set[str]] = {}
        self.linked: dict[str, dict[str, Sequence[str]]] = {}
        self.claims = array("q")
        self.claimed_twice = False
        self.names: set[str] = set()
        self.hard: set[Hardness] = set()
        self.waives = False
        self.tested = Tested()
        self._seen: set[str] = set()
        self._claimed: set[int] = set()
        self._settled = False

    @classmethod
    def settled(cls) -> Noted:
        """What another process noted and settled is to be put in here."""
        noted = cls()
        noted._settled = True
        return noted

    def note(self, context: Context) -> None:
        """Note what some whole records hold."""
        self._settled = False
        for kind in Kind:
            contents = [record.content for record in context.records.of(kind)]
            if not contents:
                continue
            self._note_named(kind, contents)
            self._note_linked(kind, contents)
            self.waives = self.waives or any("waivers" in content for content in contents)
            if kind is Kind.SCENARIO:
                self.tested.note(contents)
            else:
                self._note_cited(contents)
        _add_compared(self.compared, context.compared)
        for record in context.records.of(Kind.FINDING):
            if record.content["answer"]["type"] == AnswerType.BOOLEAN:
                self.claims.extend(map(hash, context.phrases[record.file]))
        self._note_names(context.records.records)
        self.hard.update(context.too_hard)

    def _note_names(self, records: Iterable[Record]) -> None:
        """Note the words of names; what lies between two spaces is taken apart once."""
        new = set(" ".join(names_of(records)).split()) - self._seen
        self._seen |= new
        self.names |= words_of(new)

    def _note_named(self, kind: Kind, contents: Sequence[JsonObject]) -> None:
        named = self.told if kind is Kind.SCENARIO else self.named
        for path, kinds in PATHS[kind]:
            into, key = named.setdefault(kinds, set()), path[0]
            having = [content for content in contents if key in content]
            if len(path) == 1:
                into.update([content[key] for content in having])
            elif path[1:] == ["*"]:
                into.update(*[content[key] for content in having])
            elif len(path) == 3 and path[1] == "*":
                last = path[2]
                into.update([item[last] for content in having for item in content[key] if last in item])
            else:
                for content in having:
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

    def settle(self) -> None:
        """Draw what follows from all that was noted here: what is claimed twice, and what the comparisons name.

        Whoever asks for that does so; it can be done before, while there is time.
        """
        if self._settled:
            return
        self._settled = True
        self._seen.clear()
        self._claimed = set(self.claims)
        self.claimed_twice = len(self._claimed) < len(self.claims)
        for compared in self.compared.values():
            self.named.setdefault(_PATTERN, set()).update(compared.patterns)
            self.named.setdefault(_FINDING, set()).update(compared.findings)

    def add(self, other: Noted) -> None:
        """Add what was noted of other records; both are settled then."""
        self.settle()
        other.settle()
        common = other.claimed_twice or not self._claimed.isdisjoint(other.claims)
        self.claimed_twice, self._claimed = self.claimed_twice or common, set()
        _join(self.named, other.named)
        _join(self.told, other.told)
        _add_compared(self.compared, other.compared)
        _join(self.cited, other.cited)
        for key, linked in other.linked.items():
            self.linked.setdefault(key, {}).update(linked)
        self.names |= other.names
        self.hard |= other.hard
        self.waives = self.waives or other.waives
        self.tested.add(other.tested)

    def naming(self) -> Naming:
        """What the records name; nothing of it is missing."""
        self.settle()
        patterns = frozenset[str]().union(*(names for kinds, names in self.named.items() if Kind.PATTERN in kinds))
        return Naming(frozenset[str]().union(*self.named.values()), patterns, ())


def _join(ours: dict[_Key, set[_Item]], theirs: Mapping[_Key, set[_Item]]) -> None:
    for key, found in theirs.items():
        ours.setdefault(key, set()).update(found)


def _add_compared(ours: dict[Kind, Compared], theirs: Mapping[Kind, Compared]) -> None:
    for kind, compared in theirs.items():
        ours.setdefault(kind, Compared()).add(compared)
