"""Which findings a text comes nearest to: three to five letters in a row, weighed by how few findings have them.

Measured on patients' words that nobody had written phrases for, this found more of them than embeddings of
a sentence did, and needs no model. The rows are taken twice, from the words as they were said and from what they
count as, so that two words of one meaning are as near as one word is to itself.
"""

import heapq
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from surefoot.intake.words.phrases import Said
from surefoot.intake.words.text import Text
from surefoot.model import Frozen

_LENGTHS = (3, 4, 5)
_MEANT = "="
"""Marks the rows of what the words count as."""

_SHARES = (0.7, 0.3, 0.1)
"""What the nearest phrases of a finding add to its nearness: that several come near tells more than that one does."""

_UNMET = 9.0
"""The weight of a row that no phrase has. It makes a text longer, so that little of it is like a phrase.

This and the shares were chosen on two sets of sentences of others; between half and twice, little changes.
"""

_LEAST = 0.1
"""How near a phrase must come to add anything."""

_OFTEN = 8
"""After how many rows the phrases that are too far are left out."""

Posting = tuple[bytes, bytes]
"""The phrases that hold a row, as numbers of four bytes, and the weight of the row in each."""


class Rows(NamedTuple):
    """The rows of letters of all phrases: how rare each is, and in which phrases it stands. Plain data, to be kept."""

    rarity: Mapping[str, float]
    postings: Mapping[str, Posting]


class Nearness(Frozen, slots=False):
    """The phrases of a knowledge base by their rows of letters."""

    said: tuple[Said, ...]
    rows: Rows

    def ranked(self, text: Text, places: Sequence[int], floor: float = 0) -> list[tuple[float, Said]]:
        """The phrases that come as near as the floor, the nearest first; 1 is the same, 0 has no letters in common."""
        near = self._near(text, places, floor)
        ranked = [(round(score, 4), self.said[number]) for number, score in near.items() if score >= floor]
        return sorted(ranked, key=lambda item: (-item[0], item[1].rule))

    def findings(self, text: Text, places: Sequence[int], floor: float) -> list[tuple[float, Said]]:
        """The nearest phrase of each finding that comes as near as the floor, judged by its three nearest phrases."""
        by_finding: dict[str, list[tuple[float, Said]]] = defaultdict(list)
        for score, said in self.ranked(text, places, _LEAST):
            by_finding[said.finding].append((score, said))
        judged = [(_together(score for score, _ in near), near[0][1]) for near in by_finding.values()]
        return sorted((one for one in judged if one[0] >= floor), key=lambda item: (-item[0], item[1].rule))

    def _near(self, text: Text, places: Sequence[int], floor: float) -> Mapping[int, float]:
        """The score of each phrase that can come as near as the floor; the rarest rows of letters come first.

        What the rows that are left can still add is at most their length. A phrase that could not reach the
        floor even with all of that is no longer counted, which saves most of the work.
        """
        weighed = _weighed(rows_in(text, places), self.rows.rarity)
        grams = sorted(weighed.items(), key=lambda item: len(self.rows.postings.get(item[0], _NONE)[0]))
        scores: dict[int, float] = {}
        left = sum(weight * weight for _, weight in grams)
        for at, (gram, weight) in enumerate(grams):
            posting = self._posting(gram)
            most = math.sqrt(max(left, 0))
            left -= weight * weight
            if most >= floor:
                for number, other in posting.items():
                    scores[number] = scores.get(number, 0) + weight * other
                continue
            if at % _OFTEN == 0:
                scores = {number: score for number, score in scores.items() if score + most >= floor}
            few, many = (posting, scores) if len(posting) < len(scores) else (scores, posting)
            for number in few:
                if number in many:
                    scores[number] += weight * posting[number]
        return scores

    def _posting(self, gram: str) -> Mapping[int, float]:
        """The weight of a row in each phrase that has it."""
        known = self._read.get(gram)
        if known is None:
            numbers, weights = array("I"), array("f")
            held = self.rows.postings.get(gram, _NONE)
            numbers.frombytes(held[0])
            weights.frombytes(held[1])
            known = self._read[gram] = dict(zip(numbers, weights, strict=True))
        return known

    @cached_property
    def _read(self) -> dict[str, Mapping[int, float]]:
        return {}


def rows_of(phrases: Iterable[tuple[str, Text]]) -> Rows:
    """The rows of the phrases, in their order; each comes with its finding."""
    counts, findings = [], defaultdict(set)
    for finding, text in phrases:
        counts.append(rows_in(text, range(len(text.words))))
        for gram in chain(*counts[-1]):
            findings[gram].add(finding)
    every = 1 + len(set().union(*findings.values()))
    rarity = {gram: (math.log(every / (1 + len(held))) + 0.5) ** 2 for gram, held in findings.items()}
    found: dict[str, tuple[array[int], array[float]]] = defaultdict(lambda: (array("I"), array("f")))
    for number, halves in enumerate(counts):
        for gram, weight in _weighed(halves, rarity).items():
            numbers, weights = found[gram]
            numbers.append(number)
            weights.append(weight)
    return Rows(rarity, {gram: (numbers.tobytes(), weights.tobytes()) for gram, (numbers, weights) in found.items()})


def rows_in(text: Text, places: Sequence[int]) -> tuple[Counter[str], Counter[str]]:
    """The rows of letters of some words of a text: as they were said, and as what they count."""
    chosen = frozenset(places)
    said = " ".join(text.spoken[place] for place in places)
    meant = " ".join(unit.key for unit in text.units if unit.first in chosen)
    return _grams(said, ""), _grams(meant, _MEANT)


def _grams(text: str, mark: str) -> Counter[str]:
    """The rows of letters within each word, its ends marked, as the measured ranker had them."""
    padded = f" {text} "
    return Counter(mark + padded[at : at + n] for n in _LENGTHS for at in range(len(padded) - n + 1))


def _weighed(halves: Iterable[Counter[str]], rarity: Mapping[str, float]) -> dict[str, float]:
    """The rows by their weight; either half counts the same, and both together have the length one."""
    found: dict[str, float] = {}
    for counts in halves:
        weights = {gram: (1 + math.log(count)) * rarity.get(gram, _UNMET) for gram, count in counts.items()}
        length = math.sqrt(2 * sum(weight * weight for weight in weights.values()))
        found.update({gram: weight / length for gram, weight in weights.items()} if length else {})
    return found


def _together(scores: Iterable[float]) -> float:
    nearest = heapq.nlargest(len(_SHARES), scores)
    return round(min(1.0, sum(share * score for share, score in zip(_SHARES, nearest, strict=False))), 4)


_NONE: Posting = (b"", b"")
