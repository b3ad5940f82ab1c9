"""What a text might mean beside what the phrases found: the nearest findings for the words that are left."""

from collections.abc import Collection, Iterable, Iterator

from surefoot.intake.words.language import is_negation
from surefoot.intake.words.ngrams import Nearness
from surefoot.intake.words.text import Text
from surefoot.intake.words.understanding import Offer, Reading, Span

MOST = 5
"""How many findings are offered for what the rules left, and how many stand-alone red flags at most: harmless
findings never crowd out a red flag.
"""

FLOOR = 0.2
"""How near a phrase must come. Below it, unrelated sentences were offered something in most measurements."""


def offers_for(
    text: Text,
    used: Collection[int],
    spoken_of: Iterable[Reading],
    settled: Collection[str],
    nearness: Nearness,
    red_flags: Collection[str],
) -> tuple[Offer, ...]:
    """The findings that the text may mean, the nearest first; those that it speaks of in so many words lead."""
    best: dict[str, Offer] = {
        reading.finding: Offer(reading.finding, 1.0, reading.span, reading.rule, reading.phrase)
        for reading in spoken_of
    }
    for places in _pieces(text, used):
        span = text.quote(places[0], places[-1])
        for score, said in nearness.ranked((text.spoken[place] for place in places), FLOOR):
            known = best.get(said.finding)
            if said.finding not in settled and (known is None or score > known.score):
                best[said.finding] = Offer(said.finding, score, span, said.rule, said.words)
    ranked = sorted(best.values(), key=lambda offer: (-offer.score, offer.finding))
    flagged = [offer for offer in ranked if offer.finding in red_flags][:MOST]
    return tuple(offer for offer in ranked if offer in flagged or offer.score == 1.0 or offer in ranked[:MOST])


def left_over(text: Text, used: Collection[int]) -> tuple[Span, ...]:
    """The stretches of the text in which words that count were not used."""
    found = []
    for first, end in text.stretches:
        run: list[int] = []
        for place in (*range(first, end), -1):
            if place >= 0 and place not in used:
                run.append(place)
            elif run:
                if any(unit.first in run for unit in text.units if not is_negation(unit.key)):
                    found.append(text.quote(run[0], run[-1]))
                run = []
    return tuple(found)


def _pieces(text: Text, used: Collection[int]) -> Iterator[list[int]]:
    """What is compared with phrases: what lies between two commas, and whole sentences, without the used words."""
    counting = {unit.first for unit in text.units if not is_negation(unit.key)}
    sentences: dict[int, list[int]] = {}
    for first, end in text.stretches:
        sentences.setdefault(text.words[first].sentence, []).extend(range(first, end))
    stretches = [list(range(first, end)) for first, end in text.stretches]
    for piece in (*stretches, *(places for places in sentences.values() if places not in stretches)):
        left = [place for place in piece if place not in used]
        if counting.intersection(left):
            yield left
