"""Which phrases a text comes nearest to: three to five letters in a row, weighed by how rare they are.

Measured on patients' words that nobody had written phrases for, this found more of them than embeddings of
a sentence did, and needs no model.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from surefoot.intake.words.language import Language
from surefoot.intake.words.phrases import Said
from surefoot.intake.words.text import read_text
from surefoot.model import Frozen

_LENGTHS = (3, 4, 5)


class Nearness(Frozen, slots=False):
    """The phrases of a knowledge base by their rows of letters."""

    said: tuple[Said, ...]
    language: Language

    def ranked(self, words: Iterable[str], floor: float = 0) -> list[tuple[float, Said]]:
        """The phrases that come as near as the floor, the nearest first; 1 is the same, 0 has no letters in common."""
        grams = self._weighed(_grams(" ".join(words)))
        scores = self._scores(sorted(grams.items(), key=lambda item: len(self._postings.get(item[0], ()))), floor)
        ranked = [(round(score, 4), self.said[number]) for number, score in scores.items() if score >= floor]
        return sorted(ranked, key=lambda item: (-item[0], item[1].rule))

    def _scores(self, grams: Sequence[tuple[str, float]], floor: float) -> Mapping[int, float]:
        """The score of each phrase that can come as near as the floor; the rarest rows of letters come first.

        What the rows that are left can still add is at most their length. A phrase that could not reach the
        floor even with all of that is no longer counted, which saves most of the work.
        """
        scores: dict[int, float] = defaultdict(float)
        left = sum(weight * weight for _, weight in grams)
        alive: list[int] | None = None
        for gram, weight in grams:
            postings = self._postings.get(gram, {})
            most = math.sqrt(max(left, 0))
            if most >= floor:
                for number, other in postings.items():
                    scores[number] += weight * other
            else:
                alive = [n for n in (scores if alive is None else alive) if scores[n] + most >= floor]
                for number in alive:
                    scores[number] += weight * postings.get(number, 0)
            left -= weight * weight
        return scores

    @cached_property
    def _counts(self) -> tuple[Counter[str], ...]:
        return tuple(_grams(" ".join(read_text(said.words, self.language).spoken)) for said in self.said)

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        held: Counter[str] = Counter(gram for counts in self._counts for gram in counts)
        return {gram: math.log((1 + len(self.said)) / (1 + count)) + 1 for gram, count in held.items()}

    @cached_property
    def _postings(self) -> Mapping[str, Mapping[int, float]]:
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for number, counts in enumerate(self._counts):
            for gram, weight in self._weighed(counts).items():
                found[gram][number] = weight
        return found

    def _weighed(self, counts: Counter[str]) -> dict[str, float]:
        rarity, unmet = self._rarity, math.log(1 + len(self.said)) + 1
        weights = {gram: (1 + math.log(count)) * rarity.get(gram, unmet) for gram, count in counts.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values()))
        return {gram: weight / length for gram, weight in weights.items()} if length else {}


def _grams(text: str) -> Counter[str]:
    """The rows of letters within each word, its ends marked, as the measured ranker had them."""
    padded = f" {text} "
    return Counter(padded[at : at + n] for n in _LENGTHS for at in range(len(padded) - n + 1))
