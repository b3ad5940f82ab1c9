"""What the scenarios test."""

from __future__ import annotations

from collections.abc import Iterable

from surefoot.model import JsonObject


class Tested:
    """The rules that scenarios expect to decide, to fire, or narrowly miss, and the findings that are the only answer
    of a patient, each with the urgency expected.
    """

    def __init__(self) -> None:
        self.scenarios = 0
        self.decided: set[str | None] = set()
        self.fired: set[str] = set()
        self.missed: set[str] = set()
        self.alone: set[tuple[str, str | None]] = set()

    def note(self, scenarios: Iterable[JsonObject]) -> None:
        """Note what some scenarios test."""
        for scenario in scenarios:
            expect, answers = scenario["expect"], scenario["presentation"]
            self.scenarios += 1
            self.decided.add(expect.get("decides"))
            self.fired.update(expect["fires"])
            self.missed.update(scenario.get("near_miss_of", ()))
            if len(answers) == 1:
                self.alone.add((next(iter(answers)), expect["urgency"]))

    def add(self, other: Tested) -> None:
        """Add what was noted of other scenarios."""
        self.scenarios += other.scenarios
        self.decided |= other.decided
        self.fired |= other.fired
        self.missed |= other.missed
        self.alone |= other.alone
