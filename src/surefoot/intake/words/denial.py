"""Whether a "no" denies a phrase beyond doubt. All that is not known to leave no doubt does not.

A denial that is read where there is none can hide a red flag; one that is not read costs a question. So the words
around a denial are not searched for what could limit it: each must be one of those that are known to change nothing.
"""

from collections.abc import Collection, Sequence
from functools import cached_property

from surefoot.intake.words.language import is_negation, negation
from surefoot.intake.words.matching import Match
from surefoot.intake.words.text import Text, Unit
from surefoot.model import Frozen

_HARDLY, _NO = negation("hardly"), negation("no")
_LIMITS = frozenset({"for_now", "questions"})


class Denial(Frozen, slots=False):
    """Judges the denials of a text in which some words belong to phrases that were met."""

    text: Text
    met: frozenset[int]

    def denies(self, unit: Unit, match: Match) -> bool:
        """The negation denies the phrase, and nothing in its sentence or right after it could limit that."""
        if unit.key == _HARDLY or "exact" in self._roles(unit.first) or unit.first > match.last:
            return False
        if any(is_negation(key) for key in match.phrase.keys) or not self._reaches(unit, match):
            return False
        return self._plain(match, range(unit.first, match.first), {"denying", "joins"})

    def enables(self, match: Match) -> bool:
        """What others say they cannot do can be done, and nothing in the sentence could limit that."""
        before, idle = match.first - 1, self.text.places_of({"denying"})
        while before >= 0 and self._segments[before] == self._segments[match.first] and before in idle:
            before -= 1
        can = before >= 0 and "can" in self._roles(before)
        limited = any("breaks" in self._roles(place) for place in self._sentence(match.first))
        return can and not limited and self._plain(match, range(before, match.first), {"denying", "joins", "fine"})

    def _reaches(self, unit: Unit, match: Match) -> bool:
        """They stand in one segment, or the phrase is one of several things that are denied together."""
        after, segment = unit.last + 1, self._segments
        if segment[unit.last] == segment[match.first]:
            return True
        if segment[after] != segment[unit.last]:
            return False  # a "no" that answers something
        start = segment.index(segment[match.first])
        joined = [place for place in self._sentence(match.first) if place >= start - 1 and self._lists(place)]
        listed = range(after, max(joined[0], match.first)) if joined else ()
        return bool(joined) and not any("subjects" in self._roles(n) for n in listed if segment[n] != segment[after])

    def _plain(self, match: Match, between: range, idle_roles: Collection[str]) -> bool:
        """Every word near by changes nothing, and everything else in the sentence is understood."""
        sentence, idle = self._sentence(match.first), self.text.places_of(idle_roles)
        if any(self._roles(place) & _LIMITS or self.text.words[place].asked for place in sentence):
            return False
        if self._taken_back(sentence):
            return False
        own = {self._segments[place] for place in (*between, *match.words)}
        inside = [place for place in sentence if self._segments[place] in own and place not in match.words]
        if not all(place in idle or self._fits(place, between, match) for place in inside):
            return False
        others = {self._segments[place] for place in sentence} - own
        return all(self._harmless([n for n in sentence if self._segments[n] == one], idle) for one in others)

    def _fits(self, place: int, between: range, match: Match) -> bool:
        """A word of the "no" or the "can" itself, or of something else that is denied together with the phrase."""
        start = self._segments.index(self._segments[match.first])
        listed = between.start < place < start and (place in self.met or self._lists(place))
        return listed or place in self._word_at(between.start) or "can" in self._roles(place)

    def _word_at(self, place: int) -> range:
        """The words of the expression that begins at a place."""
        return next((range(u.first, u.last + 1) for u in self.text.units if u.first == place), range(place, place + 1))

    def _harmless(self, segment: Sequence[int], idle: Collection[int]) -> bool:
        """A segment that is understood, says nothing, denies something else, or says that something goes well."""
        if self.met.intersection(segment) or all(n in idle or self._only_names(n) for n in segment):
            return True
        no, rest = segment[0] in self._nothing, segment[1:]
        plain = not any("subjects" in self._roles(n) or n in self._negating for n in rest)
        return bool(rest) and plain and (no or any("fine" in self._roles(n) for n in rest))

    def _only_names(self, place: int) -> bool:
        """A word for a person, a number, or one at which a clause begins."""
        return self.text.spoken[place].isdecimal() or bool(self._roles(place) & {"breaks", "others"})

    def _taken_back(self, sentence: range) -> bool:
        """What is said is taken back in its sentence, or another begins as one that limits it, wherever it stands."""
        if any("takes_back" in self._roles(place) for place in sentence):
            return True
        begins = (place for place in self._beginnings if place not in sentence)
        return any(self._roles(place) & {"takes_back", "for_now", "breaks"} for place in begins)

    @cached_property
    def _beginnings(self) -> tuple[int, ...]:
        """The first two words of each sentence."""
        numbers = [word.sentence for word in self.text.words]
        firsts = [place for place, number in enumerate(numbers) if place == 0 or number != numbers[place - 1]]
        both = (
            place for at in firsts for place in (at, at + 1) if place < len(numbers) and numbers[place] == numbers[at]
        )
        return tuple(both)

    def _sentence(self, place: int) -> range:
        number = self.text.words[place].sentence
        places = [n for n, word in enumerate(self.text.words) if word.sentence == number]
        return range(places[0], places[-1] + 1)

    @cached_property
    def _segments(self) -> tuple[int, ...]:
        """The segment of each word: what stands between marks, joins and breaks."""
        found, segment = [], 0
        for place, word in enumerate(self.text.words):
            before = self.text.words[place - 1] if place else word
            apart = (before.sentence, before.part) != (word.sentence, word.part)
            segment += apart or bool(self._roles(place) & {"joins", "breaks"}) or place in self._nothing
            found.append(segment)
        return tuple(found)

    @cached_property
    def _negating(self) -> frozenset[int]:
        units = (unit for unit in self.text.units if is_negation(unit.key))
        return frozenset(place for unit in units for place in range(unit.first, unit.last + 1))

    @cached_property
    def _nothing(self) -> frozenset[int]:
        """The words that deny a thing: what follows each stands by itself."""
        return frozenset(unit.first for unit in self.text.units if unit.key == _NO and unit.first not in self.met)

    def _lists(self, place: int) -> bool:
        return "lists" in self._roles(place)

    def _roles(self, place: int) -> frozenset[str]:
        return self.text.roles.get(place, frozenset())
