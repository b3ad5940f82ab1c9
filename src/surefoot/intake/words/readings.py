"""From the phrases that were met to what the text says of each finding."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from surefoot.intake.words.language import is_negation
from surefoot.intake.words.matching import Match, matches_in
from surefoot.intake.words.phrases import Phrases
from surefoot.intake.words.quantities import in_unit
from surefoot.intake.words.scope import Scope, Standing
from surefoot.intake.words.sequences import Sequences
from surefoot.intake.words.understanding import Reading
from surefoot.model import AnswerType, Finding, Flag, Frozen, Value


class Found(Frozen):
    """A phrase that was met, how it stands, and the value that it gives."""

    match: Match
    standing: Standing
    value: Value | None


class Readings(Frozen, slots=False):
    """What a text says of each finding. A word that was put right denies nothing."""

    sequences: Sequences
    phrases: Phrases
    put_right: frozenset[str] = frozenset()

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The phrases that were met, without those that lie in a longer one of which the record says "never"."""
        never = [(match.phrase.said.finding, set(match.words)) for match in self._met if match.phrase.said.never]
        return tuple(
            match
            for match in self._met
            if not match.phrase.said.never
            and not any(name == match.phrase.said.finding and words.issuperset(match.words) for name, words in never)
        )

    @cached_property
    def never(self) -> frozenset[str]:
        """The findings of which the text says something that only looks like them, and nothing else."""
        named = {match.phrase.said.finding for match in self._met if match.phrase.said.never}
        return frozenset(named - {match.phrase.said.finding for match in self.matches})

    @cached_property
    def _met(self) -> tuple[Match, ...]:
        return tuple(matches_in(self.sequences, self.phrases))

    def red_flags(self) -> tuple[Reading, ...]:
        """The stand-alone red flags of which a phrase stands in the text, whatever surrounds it."""
        found: dict[str, Reading] = {}
        for match in self._longest(self.matches):
            name = match.phrase.said.finding
            if self.phrases.findings[name].flag is Flag.ALONE and not match.phrase.able:
                found.setdefault(name, self._reading(Found(match, self._standing(match), True)))
        return tuple(sorted(found.values(), key=lambda reading: reading.span))

    @cached_property
    def found(self) -> dict[str, list[Found]]:
        """The phrases that were met for each finding, with the value that each gives."""
        by_finding: dict[str, list[Found]] = {}
        for match in self._longest(self.matches):
            finding = self.phrases.findings[match.phrase.said.finding]
            standing = self._standing(match)
            value = self._value(match, finding)
            if standing is not Standing.ABLE and (value is not None):
                by_finding.setdefault(finding.id, []).append(Found(match, standing, value))
        return {name: _without_parts(found) for name, found in by_finding.items()}

    def settled(self) -> Iterator[Reading]:
        """One reading for each finding that the text speaks of; what is said outweighs what is denied."""
        for name in self.found:
            decisive = self._decisive(name)
            yield self._joined(self.phrases.findings[name], decisive[0].standing, decisive)

    def words_of(self, finding: str) -> frozenset[int]:
        """The words of all phrases on which the reading of a finding rests, with what lies between them."""
        matches = (one.match for one in self._decisive(finding))
        return frozenset(place for match in matches for place in range(match.first, match.last + 1))

    def _decisive(self, finding: str) -> list[Found]:
        """The phrases that stand as the reading does: what is said outweighs what is denied."""
        found = self.found[finding]
        standing = min((one.standing for one in found), key=_WEIGHTIEST.index)
        return [one for one in found if one.standing is standing]

    def _joined(self, finding: Finding, standing: Standing, found: Sequence[Found]) -> Reading:
        """One reading of several phrases: a choice that is named in two ways is only spoken of."""
        found = _whole(found)
        values = list(dict.fromkeys(one.value for one in found))
        reading = self._reading(found[0])._replace(standing=standing)
        if finding.answer.type is AnswerType.BOOLEAN:
            return reading._replace(value={Standing.DENIED: False, Standing.UNSURE: None}.get(standing, True))
        if finding.answer.type is AnswerType.CHOICES and standing is Standing.SAID:
            chosen = tuple(value for value in finding.answer.values if value in values)
            reading = reading._replace(value=chosen)
        elif standing is not Standing.SAID or len(values) > 1:
            return reading._replace(standing=Standing.NEGATED if standing is Standing.SAID else standing)
        harmless = finding.answer.type is not AnswerType.NUMBER and reading.value == finding.normal
        return reading._replace(standing=Standing.DENIED) if harmless else reading

    def _value(self, match: Match, finding: Finding) -> Value | None:
        if finding.answer.type is not AnswerType.NUMBER:
            return match.phrase.said.value
        held = [q for q in self.sequences.quantities if q.first >= match.first and q.last <= match.last]
        units = self.sequences.text.language.stated["units"]
        values = {value for quantity in held if (value := in_unit(quantity, finding.answer, units)) is not None}
        return values.pop() if len(values) == 1 and not self._counts_something(match) else None

    def _counts_something(self, match: Match) -> bool:
        """A number that ends a literal phrase counts what the next word says: "I am 72 kilos"."""
        words = self.sequences.text.words
        after = match.last + 1
        if not match.phrase.form.literal or after >= len(words) or match.phrase.keys[-1] != "<number>":
            return False
        same_part = (words[after].sentence, words[after].part) == (words[match.last].sentence, words[match.last].part)
        return same_part and any(unit.first == after for unit in self.sequences.text.units)

    def _standing(self, match: Match) -> Standing:
        group = self.phrases.groups[match.phrase.said.finding]
        lasting = group in self.sequences.text.language.stated["lasting_groups"]
        standing = self._scope.standing(match, lasting)
        put_right = any(self.sequences.text.spoken[word] in self.put_right for word in match.words)
        return Standing.NEGATED if put_right and standing is Standing.DENIED else standing

    @cached_property
    def _scope(self) -> Scope:
        met = (place for match in self._met for place in match.words)
        saying_no = (match for match in self.matches if any(map(is_negation, match.phrase.keys)))
        return Scope(
            self.sequences.text, frozenset(met), frozenset(place for match in saying_no for place in match.words)
        )

    def _longest(self, matches: Sequence[Match]) -> list[Match]:
        return sorted(matches, key=lambda match: (-len(match.words), match.words, match.phrase.said.rule))

    def _reading(self, found: Found) -> Reading:
        said = found.match.phrase.said
        span = self.sequences.text.quote(found.match.first, found.match.last)
        return Reading(said.finding, found.value, span, said.rule, said.words, found.standing)


_SPOKEN_OF = (Standing.NEGATED, Standing.ASKED, Standing.SUPPOSED, Standing.OTHERS, Standing.PAST)
"""A phrase that stands so is neither said nor denied: the finding is offered."""
_WEIGHTIEST = (Standing.SAID, Standing.UNSURE, *_SPOKEN_OF, Standing.DENIED)


def _without_parts(found: Sequence[Found]) -> list[Found]:
    """The phrases, without those only spoken of that are a part of a longer one."""
    sets = [set(one.match.words) for one in found]
    return [
        one
        for one, words in zip(found, sets, strict=True)
        if one.standing not in _SPOKEN_OF or not any(words < others for others in sets)
    ]


def _whole(found: Sequence[Found]) -> list[Found]:
    """The phrases of which the words are not all in another with another value."""
    sets = [(set(one.match.words), one.value) for one in found]
    return [
        one
        for one, (words, value) in zip(found, sets, strict=True)
        if not any(words < others and value != other for others, other in sets)
    ]
