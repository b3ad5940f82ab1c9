"""How much a change weighs: which part of the version number it raises."""

import re
from collections.abc import Mapping
from enum import IntEnum

from surefoot.loading import build_condition
from surefoot.model import Kind
from surefoot.versions.differences import ABSENT, CONDITIONS, Difference
from surefoot.versions.normal_form import normal_form


class Weight(IntEnum):
    """The part of the version number that must rise."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    @property
    def word(self) -> str:
        """Its name in small letters."""
        return self.name.lower()


_BOOKKEEPING = frozenset({"revision", "version", "changelog"})
"""Keys that say that something changed."""
_UNSEEN = frozenset(
    {
        "$schema",
        "sources",
        "review",
        "codes",
        "waivers",
        "language",
        "look_alikes",
        "covered_because",
        "kept_parts",
        "unless_because",
    }
)
"""Keys that serve authors and reviewers; no person who asks sees them, and triage does not use them."""
_DECIDING: Mapping[Kind, str] = {
    Kind.KB: "/default/urgency|/scope/outside/(when|unless)|/schema_version",
    Kind.URGENCY: "/rank",
    Kind.FINDING: "/answer(/.*)?",
    Kind.PATTERN: "/when",
    Kind.CONSTRAINT: "/when|/then",
    Kind.RULE: "/when|/unless|/urgency",
}
"""The places whose change can change an outcome, or whom an outcome is for."""
_RELIED_ON = frozenset(_DECIDING) - {Kind.KB}


def weight_of_added(kind: Kind) -> Weight:
    """The weight of a new record: a rule can change outcomes, another record is something more to read.

    Scenarios weigh nothing: they test the knowledge and are no part of it.
    """
    return Weight.MAJOR if kind is Kind.RULE else Weight.NONE if kind is Kind.SCENARIO else Weight.MINOR


def weight_of_removed(kind: Kind) -> Weight:
    """The weight of a record that is gone: triage, or the answers that people saved, may have relied on it."""
    return Weight.MAJOR if kind in _RELIED_ON else Weight.NONE if kind is Kind.SCENARIO else Weight.MINOR


def weight_of(kind: Kind, difference: Difference) -> Weight:
    """The weight of one change in a record."""
    key = difference.pointer.split("/")[1]
    if key in _BOOKKEEPING or kind is Kind.SCENARIO:
        return Weight.NONE
    if key in _UNSEEN or kind is Kind.SOURCE:
        return Weight.PATCH
    if not re.fullmatch(_DECIDING.get(kind, "(?!)"), difference.pointer):
        return Weight.MINOR
    if kind is Kind.FINDING and _keeps_answers(difference):
        return Weight.MINOR
    return Weight.PATCH if _means_the_same(difference) else Weight.MAJOR


def _keeps_answers(difference: Difference) -> bool:
    """Every answer that could be given still can, and means the same: a new value, an order, a label."""
    pointer, old, new = difference
    if pointer == "/answer/values":
        return {value["id"] for value in old} <= {value["id"] for value in new}
    added = re.fullmatch("/answer/values/[0-9]+", pointer) and old is ABSENT
    return bool(added or re.fullmatch("/answer/values/[0-9]+/(?!id$).*", pointer))


def _means_the_same(difference: Difference) -> bool:
    pointer, old, new = difference
    if pointer not in CONDITIONS or old is ABSENT or new is ABSENT:
        return False
    return normal_form(build_condition(old)) == normal_form(build_condition(new))
