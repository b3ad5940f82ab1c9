"""A rule over bits, and what a caller with many patients gets."""

from __future__ import annotations

from collections.abc import Iterable

from surefoot.model import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from surefoot.engine.parts import Part, Test


class Fired(NamedTuple):
    """The urgency, None outside the scope, and the rules that fire, in the order of the knowledge base: all that a
    caller with many patients may want. Outside the scope no rule counts as firing.
    """

    urgency: str | None
    rules: tuple[str, ...]


OUTSIDE = Fired(None, ())


class CompiledRule(NamedTuple):
    """A rule over bits; its number is its place in the knowledge base."""

    rank: int
    below_default: bool
    when: Part
    unless: Part | None
    mask: int

    @property
    def sides(self) -> list[tuple[Part, bool, bool]]:
        """(2) Silence never suppresses a red flag, and never reassures: what must hold, and what must not."""
        if self.unless is None:
            return [(self.when, True, True)]
        return [(self.when, True, True), (self.unless, not self.below_default, self.below_default)]

    def quick_test(self) -> Test:
        """Whether it fires."""
        return self.when.true if self.unless is None else self.fires

    def fires(self, known: int) -> bool:
        """(2) Silence never suppresses a red flag, and never reassures."""
        return all(bool(part.test(truth)(known)) is wanted for part, truth, wanted in self.sides)

    @property
    def closed_sides(self) -> list[tuple[Part, bool, bool]]:
        """(4) Some answers to the open questions may make it fire: not where `when` is false or `unless` true."""
        unless = [] if self.unless is None else [(self.unless, True, False)]
        return [(self.when, False, False), *unless]

    def possible_test(self) -> Test:
        """(4) Whether it is possible."""
        return self.possible

    def possible(self, known: int) -> bool:
        """(4) Some answers to the open questions may make it fire."""
        return not (self.when.false(known) or (self.unless is not None and self.unless.true(known)))


def closing(rules: Iterable[CompiledRule]) -> int:
    """Bits of which each alone makes all of these rules impossible: what they all demand is denied."""
    common = -1
    for rule in rules:
        false = rule.when.sides[False]
        common &= false.bits if false.needed == 1 else 0
    return max(common, 0)
