"""What the words around a phrase make of it: said, denied, not sure, or only spoken of."""

from enum import StrEnum
from functools import cached_property

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
    """Judges the phrases of one text."""

    text: Text

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
        clause = self._clause(match)
        before = match.first - 1
        while before in clause and not self._role("can", before) and self._empty(before):
            before -= 1
        able = before in clause and self._role("can", before)
        whole = not self._negation.left_over(match)
        limited = self._has("for_now", match, self._sentence(match)) or self.text.words[match.last].asked
        return Standing.DENIED if able and whole and not limited else Standing.ABLE

    def _negated(self, match: Match) -> Standing | None:
        clause = self._clause(match)
        governing = self._negation.governing(match, clause)
        if not governing:
            return None
        plain = len(governing) == 1 and self._negation.denies(governing[0], match, clause)
        return Standing.DENIED if plain and not self.text.words[match.last].asked else Standing.NEGATED

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
        return Negation(self.text)

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

    def _empty(self, place: int) -> bool:
        return not any(unit.first <= place <= unit.last for unit in self.text.units)
