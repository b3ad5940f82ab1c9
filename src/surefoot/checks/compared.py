"""What conditions compare."""

from __future__ import annotations

from collections.abc import Sequence

from surefoot.checks.naming import Leaf
from surefoot.model import Atom, Is, PatternHolds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeGuard


class Compared:
    """What conditions compare: the findings whose yes or no they want, the patterns, and whatever else they want.

    Most comparisons are of the first two forms, which an id tells.
    """

    def __init__(self) -> None:
        self.asked: dict[bool, set[str]] = {True: set(), False: set()}
        self.patterns: set[str] = set()
        self.others: set[Atom] = set()

    def note(self, leaves: Sequence[Leaf]) -> None:
        """Note what some comparisons and patterns are."""
        for answer, findings in self.asked.items():
            findings.update([leaf.finding for leaf in leaves if type(leaf) is Is and leaf.value is answer])
        self.patterns.update([leaf.pattern for leaf in leaves if type(leaf) is PatternHolds])
        self.others.update([leaf for leaf in leaves if _is_other(leaf)])

    def add(self, other: Compared) -> None:
        """Add what other conditions compare."""
        for answer, findings in other.asked.items():
            self.asked[answer] |= findings
        self.patterns |= other.patterns
        self.others |= other.others

    @property
    def yes_or_no(self) -> set[str]:
        """The ids of the findings whose yes or no is wanted."""
        return self.asked[True] | self.asked[False]

    @property
    def findings(self) -> set[str]:
        """The ids of all findings."""
        return self.yes_or_no.union(leaf.finding for leaf in self.others)


def _is_other(leaf: Leaf) -> TypeGuard[Atom]:
    return type(leaf) is not PatternHolds and not (type(leaf) is Is and type(leaf.value) is bool)
