"""Conditions as tests of bits: what is known of one patient is a whole number, and a part of a condition a mask.

There is no negation: a `not` exchanges the two bits of an atom, so that every test asks whether some bits are all
set, or any, or so many of them. Lists in lists become one list where that changes nothing, equal parts are one
part, and a pattern is one part however often it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from surefoot.engine.atoms import Atoms, lower, swapped
from surefoot.model import All, AnyOf, AtLeast, Condition, NamedTuple, Not, Pattern, PatternHolds

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    Test: TypeAlias = Callable[[int], bool | int]


class Side(NamedTuple):
    """When a part is known to be true, or false: at least `needed` of the bits and of the sides of other parts hold."""

    needed: int
    bits: int
    parts: tuple[tuple[Part, bool], ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return self.bits.bit_count() + len(self.parts)


class Part:
    """A condition in Kleene's logic over the bits that are known."""

    __slots__ = ("atoms", "false", "mask", "parts", "sides", "true")
    true: Test
    false: Test

    def __init__(self, needed: int, bits: int, parts: tuple[tuple[Part, bool], ...]) -> None:
        """True when at least `needed` of the bits and of the parts, each with the side that is asked for, hold."""
        true = Side(needed, bits, parts)
        false = Side(true.size - needed + 1, swapped(bits), tuple((part, not wanted) for part, wanted in parts))
        self.sides = (false, true)
        self.atoms = lower(bits)
        self.parts = tuple(part for part, _ in parts)
        self.mask = self.atoms | self.atoms << 1
        for part in self.parts:
            self.mask |= part.mask

    def __getattr__(self, name: str) -> Test:
        """Whether the part is known to be `true` or `false`: made when it is first asked for, many never are."""
        if name not in ("true", "false"):
            raise AttributeError(name)
        test = _test(self.sides[name == "true"])
        made = _remembering(test) if self.parts else test
        setattr(self, name, made)
        return made

    def test(self, truth: bool) -> Test:
        """Whether it is known to be true, or known to be false."""
        return self.true if truth else self.false

    def unknown(self, known: int) -> int:
        """The lower bits of the atoms without a value on which the part still hangs."""
        found, seen, waiting = 0, {self}, [self]
        while waiting:
            part = waiting.pop()
            if not part.true(known) and not part.false(known):
                found |= part.atoms & ~(known | known >> 1)
                waiting += (other for other in part.parts if other not in seen)
                seen.update(part.parts)
        return found

    def decisive(self, known: int) -> int:
        """The bits that make the part true, where it is."""
        side = self.sides[True]
        found = known & side.bits
        for part, wanted in side.parts:
            if part.test(wanted)(known):
                if part.parts:
                    return self._decisive_below(known)
                found |= known & part.sides[wanted].bits
        return found

    def _decisive_below(self, known: int) -> int:
        """The same however deep the parts are; each side of a part is asked once."""
        found, start = 0, (self, True)
        seen, waiting = {start}, [start]
        while waiting:
            part, truth = waiting.pop()
            if part.test(truth)(known):
                side = part.sides[truth]
                found |= known & side.bits
                waiting += (other for other in side.parts if other not in seen)
                seen.update(side.parts)
        return found


class Parts:
    """The parts of a knowledge base."""

    def __init__(self, atoms: Atoms, patterns: Mapping[str, Pattern]) -> None:
        self._atoms = atoms
        self._patterns = patterns
        self._of_pattern: dict[str, Part] = {}
        self._known: dict[tuple[int, int, tuple[tuple[Part, bool], ...]], Part] = {}

    def part(self, condition: Condition) -> Part:
        """The part that a condition is; one atom is a list of one."""
        match condition:
            case All(parts):
                return self._list(parts, len(parts))
            case AnyOf(parts):
                return self._list(parts, 1)
            case AtLeast(count, parts):
                return self._counted(parts, count)
            case PatternHolds(name):
                if name not in self._of_pattern:
                    self._of_pattern[name] = self.part(self._patterns[name].when)
                return self._of_pattern[name]
            case _:
                return self._list((condition,), 1)

    def _list(self, conditions: Sequence[Condition], needed: int) -> Part:
        """All of the conditions, or any; what is a list of the same form becomes part of this one."""
        is_all = needed == len(conditions)
        bits, parts = 0, {}
        for condition in conditions:
            one, wanted = self._signed(condition)
            if isinstance(one, int):
                bits |= one
                continue
            side, other = one.sides[wanted], one.sides[not wanted]
            if (
                (other.needed == 1 and side.needed == side.size)
                if is_all
                else (side.needed == 1 and other.needed == side.size)
            ):
                bits |= side.bits
                parts.update(dict.fromkeys(side.parts))
            else:
                parts[one, wanted] = None
        return self._made(bits.bit_count() + len(parts) if is_all else 1, bits, tuple(parts))

    def _counted(self, conditions: Sequence[Condition], needed: int) -> Part:
        """At least so many of the conditions; one that is given twice counts twice."""
        bits, parts = 0, []
        for condition in conditions:
            one, wanted = self._signed(condition)
            if isinstance(one, int) and not bits & one:
                bits |= one
            else:
                parts.append((self._made(1, one, ()), True) if isinstance(one, int) else (one, wanted))
        return self._made(needed, bits, tuple(parts))

    def _signed(self, condition: Condition) -> tuple[Part | int, bool]:
        """The bit of an atom, or a part and whether it has to be true or false."""
        wanted = True
        while isinstance(condition, Not):
            condition, wanted = condition.part, not wanted
        if isinstance(condition, All | AnyOf | AtLeast | PatternHolds):
            return self.part(condition), wanted
        bit = self._atoms.true(condition)
        return bit if wanted else bit << 1, wanted

    def _made(self, needed: int, bits: int, parts: tuple[tuple[Part, bool], ...]) -> Part:
        key = needed, bits, parts
        if key not in self._known:
            self._known[key] = Part(*key)
        return self._known[key]


def _test(side: Side) -> Test:
    """Whether a side holds, as quick as can be."""
    needed, bits = side.needed, side.bits
    tests = tuple(part.test(wanted) for part, wanted in side.parts)
    if needed <= 0:
        return lambda _: True
    if needed > side.size:
        return lambda _: False
    if needed == side.size:
        return _all(bits, tests)
    if needed == 1:
        return _any(bits, tests)
    if not tests:
        return lambda known: (known & bits).bit_count() >= needed
    return lambda known: (known & bits).bit_count() + sum(1 for test in tests if test(known)) >= needed


def _remembering(test: Test) -> Test:
    """The test with its last answer: a part that several others name is asked by each of them."""
    last: tuple[int, bool | int] = (-1, False)

    def remembered(known: int) -> bool | int:
        nonlocal last
        before = last
        if before[0] == known:
            return before[1]
        found = test(known)
        last = known, found
        return found

    return remembered


def _all(bits: int, tests: tuple[Test, ...]) -> Test:
    if not tests:
        return lambda known: known & bits == bits
    if len(tests) == 1:
        only = tests[0]
        return lambda known: known & bits == bits and only(known)

    def holds(known: int) -> bool:
        if known & bits != bits:
            return False
        for test in tests:  # noqa: SIM110 - `all` takes twice as long
            if not test(known):
                return False
        return True

    return holds


def _any(bits: int, tests: tuple[Test, ...]) -> Test:
    if not tests:
        return lambda known: known & bits
    if len(tests) == 1:
        only = tests[0]
        return lambda known: known & bits or only(known)

    def holds(known: int) -> bool:
        if known & bits:
            return True
        for test in tests:  # noqa: SIM110 - as above
            if test(known):
                return True
        return False

    return holds
