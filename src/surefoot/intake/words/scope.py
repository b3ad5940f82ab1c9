"""What the words around a phrase make of it: said, denied, not sure, or only spoken of."""

from enum import StrEnum
from functools import cached_property

from surefoot.intake.words.denial import Denial
from surefoot.intake.words.matching import Clauses, Match
from surefoot.intake.words.negation import Negation
from surefoot.intake.words.text import Text
from surefoot.model import Frozen


class Standing(StrEnum):
    """How a phrase stands in its text. What is not said, denied or unsure is only spoken of, and asked about."""

    SAID = "said"
    DENIED = "denied"
    UNSURE = "unsure"
    NEGATED = "negated"
    SUPPOSED = "supposed"
    OTHERS = "others"
    PAST = "past"
    ASKED = "asked"
    ABLE = "able"


class Scope(Frozen, slots=False):
    """Judges the phrases of one text, of which some words belong to phrases that were met."""

    text: Text
    met: frozenset[int]
    bound: frozenset[int]

    def standing(self, match: Match, lasting: bool) -> Standing:
        """How a phrase stands. What is lasting still holds when it was years ago."""
        if match.phrase.able:
            return self._ability(match)
        if self._has("supposed", match, self._before(match)):
            return Standing.SUPPOSED
        if self._of_another(match):
            return Standing.OTHERS
        if not lasting and self._past(match):
            return Standing.PAST
        if self._has("unsure", match, self._before(match)):
            return Standing.UNSURE
        return self._negated(match) or (Standing.ASKED if self._questioned(match) else Standing.SAID)

    def _ability(self, match: Match) -> Standing:
        """A thing that others say they cannot do: denied only when it can be done, and nothing more is said of it."""
        return Standing.DENIED if self._denial.enables(match) else Standing.ABLE

    def _negated(self, match: Match) -> Standing | None:
        governing = self._negation.governing(match, self._clause(match))
        if not governing:
            return None
        # "neither this nor that": the second word repeats the first
        first = [unit for unit in governing if not self._role("lists", unit.first)] or governing
        plain = len(first) == 1 and self._denial.denies(first[0], match)
        return Standing.DENIED if plain else Standing.NEGATED

    def _questioned(self, match: Match) -> bool:
        """It stands in what is asked, and the question is not why it is so."""
        asked = self.text.words[match.last].asked
        return asked and not self._has("questions", match, self._sentence(match))

    def _past(self, match: Match) -> bool:
        clause = self._clause(match)
        return self._has("past", match, clause) and not self._has("ongoing", match, clause)

    def _of_another(self, match: Match) -> bool:
        """A relative had it, in the words of somebody who also speaks of themselves."""
        kin = [place for place in self._before(match) if self._role("others", place) and self._beside(place, match)]
        if not kin:
            return False
        near = range(kin[-1] + 1, min(kin[-1] + 4, len(self.text.words)))
        return any(self._role("having", place) for place in near) and self._own_elsewhere(match)

    def _own_elsewhere(self, match: Match) -> bool:
        """Elsewhere somebody speaks of themselves; "my dad" is not of oneself."""
        places = (place for place in range(len(self.text.words)) if not self._beside(place, match))
        return any(self._role("own", place) and not self._role("others", place + 1) for place in places)

    def _beside(self, place: int, match: Match) -> bool:
        """No comma and no end of a sentence parts a word from a phrase."""
        word, first = self.text.words[place], self.text.words[match.first]
        return (word.sentence, word.part) == (first.sentence, first.part)

    @cached_property
    def _negation(self) -> Negation:
        return Negation(self.text, self.bound)

    @cached_property
    def _denial(self) -> Denial:
        return Denial(self.text, self.met)

    @cached_property
    def _clauses(self) -> tuple[int, ...]:
        return Clauses(self.text).number_of

    def _clause(self, match: Match) -> range:
        number = self._clauses[match.first]
        first = self._clauses.index(number)
        return range(first, first + self._clauses.count(number))

    def _before(self, match: Match) -> range:
        return range(self._clause(match).start, match.last + 1)

    def _sentence(self, match: Match) -> range:
        sentences = [word.sentence for word in self.text.words]
        first = sentences.index(sentences[match.first])
        return range(first, first + sentences.count(sentences[match.first]))

    def _role(self, role: str, place: int) -> bool:
        return role in self.text.roles.get(place, ())

    def _has(self, role: str, match: Match, places: range) -> bool:
        taken = set(match.words)
        return any(self._role(role, place) for place in places if place not in taken)
