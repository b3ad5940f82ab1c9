"""The atoms of a knowledge base, each with two bits, and what an answer says of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from surefoot.engine.kleene import holds
from surefoot.model import Atom, Condition, KnowledgeBase, PatternHolds, Value, findings_in, leaves_of, patterns_in


class Atoms:
    """Numbers the atoms; those of one finding follow each other, the findings that are named most often first.

    Atom n is known to be true where bit 2n is set, and known to be false where bit 2n + 1 is.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._patterns = kb.patterns
        self._in_pattern: dict[str, frozenset[str]] = {}
        uses: dict[str, int] = {}
        for rule in kb.rules:
            for finding in self._findings_of(rule.when):
                uses[finding] = uses.get(finding, 0) + 1
        for finding in self._findings_of(kb.manifest.outside.when):
            uses[finding] = len(kb.rules)  # everybody is asked about the scope
        self.uses: Mapping[str, int] = uses
        named: dict[str, dict[Atom, None]] = {}
        for condition in _conditions(kb):
            for leaf in leaves_of(condition):
                if not isinstance(leaf, PatternHolds):
                    named.setdefault(leaf.finding, {})[leaf] = None
        often_first = sorted(named, key=lambda finding: -uses.get(finding, 0))
        self.of_finding: Mapping[str, Sequence[Atom]] = {finding: tuple(named[finding]) for finding in often_first}
        self.listed = [atom for atoms in self.of_finding.values() for atom in atoms]
        self._number = {atom: number for number, atom in enumerate(self.listed)}

    def _findings_of(self, condition: Condition) -> set[str]:
        """The findings that a condition names itself or through patterns."""
        found = set(findings_in(condition))
        for name in patterns_in(condition):
            if name not in self._in_pattern:
                self._in_pattern[name] = frozenset(self._findings_of(self._patterns[name].when))
            found |= self._in_pattern[name]
        return found

    def true(self, atom: Atom) -> int:
        """The bit that says that it is known to be true."""
        return 1 << 2 * self._number[atom]

    def told(self, finding: str, value: Value | None) -> int:
        """The bits that an answer sets."""
        bits = 0
        for atom in self.of_finding.get(finding, ()):
            truth = holds(atom, value)
            if truth is not None:
                bits |= self.true(atom) if truth else self.true(atom) << 1
        return bits

    def findings(self, bits: int) -> frozenset[str]:
        """The findings of the atoms of which one of the bits is set."""
        return frozenset(self.listed[bit >> 1].finding for bit in ones(bits))


def ones(bits: int) -> Iterator[int]:
    """The places of the ones, lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


@cache
def _lower_bits(thousands: int) -> int:
    """A one in every even place below so many times 1,024."""
    return (1 << 1024 * thousands) // 3


def lower(bits: int) -> int:
    """The lower bits of the atoms of which one of the bits is set."""
    return (bits | bits >> 1) & _lower_bits(1 + (bits.bit_length() >> 10))


def swapped(bits: int) -> int:
    """The same atoms with true and false exchanged."""
    low = bits & _lower_bits(1 + (bits.bit_length() >> 10))
    return low << 1 | (bits ^ low) >> 1


def _conditions(kb: KnowledgeBase) -> Iterator[Condition]:
    """Every condition on which triage depends."""
    for rule in kb.rules:
        yield rule.when
        if rule.unless is not None:
            yield rule.unless
    for pattern in kb.patterns.values():
        yield pattern.when
    yield kb.manifest.outside.when
    if kb.manifest.outside.unless is not None:
        yield kb.manifest.outside.unless
