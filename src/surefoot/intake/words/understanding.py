"""What was made of a text: what it says, what it denies, what it might mean, and what was not used."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from surefoot.intake.words.corrections import Correction
from surefoot.intake.words.scope import Standing
from surefoot.model import Value

Span = tuple[int, int]
"""Where something stands in the text: the first character, and the one after the last."""


class Reading(NamedTuple):
    """One finding that the text speaks of, and the phrase that says so.

    `rule` is the place of the phrase: the id of the finding and a JSON pointer in its record.
    """

    finding: str
    value: Value | None
    span: Span
    rule: str
    phrase: str
    standing: Standing


class Offer(NamedTuple):
    """A finding that the text may mean: how near its phrase comes, from 0 to 1. It counts as nothing said."""

    finding: str
    score: float
    span: Span
    rule: str
    phrase: str


class Understanding(NamedTuple):
    """All that was made of a text. Nothing of it is an answer before somebody has confirmed it.

    - `tripwire`: phrases of the red flags that stand in the raw text, whatever surrounds them
    - `understood`: what the text says: findings that are present, values that trouble
    - `denied`: what it says is not so, and values that trouble nobody; a red flag here is asked again
    - `unsure`: what it says it does not know
    - `offered`: what it may mean, the nearest first
    - `not_used`: the parts from which nothing was understood, denied or left unsure
    """

    text: str
    tripwire: tuple[Reading, ...]
    understood: tuple[Reading, ...]
    denied: tuple[Reading, ...]
    unsure: tuple[Reading, ...]
    offered: tuple[Offer, ...]
    not_used: tuple[Span, ...]
    corrections: tuple[Correction, ...]

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers that somebody gives who confirms what was understood, and denies nothing."""
        said = {reading.finding: reading.value for reading in self.understood}
        return {**said, **{reading.finding: None for reading in self.unsure}}

    @property
    def alarms(self) -> tuple[Reading, ...]:
        """The red flags of the tripwire about which nothing was understood: they are asked first."""
        known = {reading.finding for reading in (*self.understood, *self.unsure)}
        return tuple(reading for reading in self.tripwire if reading.finding not in known)
