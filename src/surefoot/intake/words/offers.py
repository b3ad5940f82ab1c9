"""What a text might mean beside what the phrases found: the nearest findings for the words that are left."""

from collections.abc import Collection, Iterable, Mapping

from surefoot.intake.words.language import is_negation
from surefoot.intake.words.ngrams import Nearness
from surefoot.intake.words.text import Text
from surefoot.intake.words.understanding import Offer, Reading, Span

MOST = 5
"""How many findings are offered for what the rules left, and how many stand-alone red flags at most: harmless
findings never crowd out a red flag.
"""

FLOOR, LOW_FLOOR, HIGH_FLOOR = 0.17, 0.14, 0.35
"""How near a finding must come; a stand-alone red flag, which is offered sooner than others; and one in words of
which a harmless finding was understood.
"""


def offers_for(
    text: Text,
    used: Mapping[str, Collection[int]],
    spoken_of: Iterable[Reading],
    settled: Collection[str],
    nearness: Nearness,
    red_flags: Collection[str],
) -> tuple[Offer, ...]:
    """The findings that the text may mean, the nearest first; those that it speaks of in so many words lead.

    `used` holds the words that were used for each finding. Those of a harmless finding may still mean a red flag.
    """
    best: dict[str, Offer] = {
        reading.finding: Offer(reading.finding, 1.0, reading.span, reading.rule, reading.phrase)
        for reading in spoken_of
    }
    flags_used = frozenset().union(*(words for name, words in used.items() if name in red_flags))
    whole, beside_flags = _pieces(text, frozenset().union(*used.values())), _pieces(text, flags_used)
    for places in dict.fromkeys([*whole, *beside_flags]):
        span = text.quote(places[0], places[-1])
        for score, said in nearness.findings(text, places, LOW_FLOOR):
            least = FLOOR if said.finding not in red_flags else LOW_FLOOR if places in whole else HIGH_FLOOR
            fits = score >= least and (places in whole or said.finding in red_flags)
            known = best.get(said.finding)
            if fits and said.finding not in settled and (known is None or score > known.score):
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


def _when(text: Text) -> frozenset[int]:
    """The words that only say when: many findings have phrases with them, so alone they come near to any."""
    places = range(len(text.words))
    lengths = range(1, text.language.longest + 1)
    moments = (range(at, at + n) for at in places for n in lengths if text.spoken[at : at + n] in text.language.moments)
    return text.places_of({"ongoing", "for_now"}).union(*moments)


def _pieces(text: Text, used: Collection[int]) -> tuple[tuple[int, ...], ...]:
    """What is compared with phrases: what lies between two commas, and whole sentences, without the used words."""
    counting = {unit.first for unit in text.units if not is_negation(unit.key)} - _when(text)
    sentences: dict[int, list[int]] = {}
    for first, end in text.stretches:
        sentences.setdefault(text.words[first].sentence, []).extend(range(first, end))
    pieces = [*(range(first, end) for first, end in text.stretches), *sentences.values()]
    left = [tuple(place for place in piece if place not in used) for piece in pieces]
    return tuple(dict.fromkeys(piece for piece in left if counting.intersection(piece)))
