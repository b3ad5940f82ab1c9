"""Promises about every patient."""

from __future__ import annotations

from enum import StrEnum

from surefoot.model.conditions import Condition
from surefoot.named import NamedTuple


class Promise(StrEnum):
    """What a property promises of every patient whom it is about; the names are those of the schema."""

    FLOOR = "floor"
    CEILING = "ceiling"
    NEVER = "never"
    IN_SCOPE = "in-scope"
    MONOTONE = "monotone"
    BOUNDS_HOLD = "bounds-hold"


class Reply(StrEnum):
    """How a person replied to a question with yes or no, or did not."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NOT_ASKED = "not-asked"


class Exemption(NamedTuple):
    """Whom a property does not bind: those for whom `when` is known to hold.

    It is for the findings named, and for all of the property where none is named.
    """

    findings: tuple[str, ...]
    when: Condition
    because: str


class Property(NamedTuple):
    """A promise over all patients for whom `when` is known to hold, and no exemption is.

    `urgency` is the level of a floor, of a ceiling, or the one that is never reached; a monotone property may name
    the level at or above which no urgency is to be lost. With `flag` or `findings`
    it is promised for each of those findings, given one of the `replies`. A monotone property compares two patients
    who differ in one of them: one of the `replies` becomes the reply `becomes`; `when` and the exemptions are about
    the second one.
    """

    id: str
    claim: str
    promise: Promise
    urgency: str | None
    when: Condition | None
    flag: str | None
    findings: tuple[str, ...]
    replies: tuple[Reply, ...]
    becomes: Reply | None
    exemptions: tuple[Exemption, ...]
