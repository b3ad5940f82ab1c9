"""From a text to what it says: the tripwire, the phrases in their scope, and offers for the rest."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from surefoot.intake.words.corrections import Correction, corrections_for
from surefoot.intake.words.language import NO_LANGUAGE, Language, language_of
from surefoot.intake.words.ngrams import Nearness, rows_of
from surefoot.intake.words.offers import left_over, offers_for
from surefoot.intake.words.phrases import Phrase, Phrases, Said, phrases_of
from surefoot.intake.words.readings import Readings
from surefoot.intake.words.scope import Standing
from surefoot.intake.words.sequences import Sequences
from surefoot.intake.words.text import Text, read_text
from surefoot.intake.words.understanding import Reading, Understanding
from surefoot.model import Flag, Frozen, KnowledgeBase


class Reader(Frozen, slots=False):
    """Reads texts with the phrases of one knowledge base; what it needs for that is worked out once."""

    kb: KnowledgeBase

    def understand(self, raw: str, today: date | None = None) -> Understanding:
        """What a text says. Days of the week are read only where today is known."""
        raw = unicodedata.normalize("NFC", raw)
        first = read_text(raw, self.language)
        readings = Readings(Sequences(first, today), self.phrases)
        tripwire = readings.red_flags()
        corrections = corrections_for(first, self.known, self.wanted)
        if corrections:
            text = read_text(raw, self.language, corrections)
            readings = Readings(Sequences(text, today), self.phrases, frozenset(corrections.values()))
        return self._understanding(readings.sequences.text, tripwire, readings, corrections)

    def _understanding(
        self, text: Text, tripwire: tuple[Reading, ...], readings: Readings, corrections: dict[str, str]
    ) -> Understanding:
        # without grammar words nobody can tell what is said from what is denied
        settled = [] if self.language is NO_LANGUAGE else sorted(readings.settled(), key=_place)
        said, denied, unsure = (
            [reading for reading in settled if reading.standing is standing]
            for standing in (Standing.SAID, Standing.DENIED, Standing.UNSURE)
        )
        used = {reading.finding: readings.words_of(reading.finding) for reading in (*said, *unsure, *denied)}
        known = {reading.finding for reading in (*said, *unsure)} | readings.never
        spoken_of = [reading for reading in settled if reading not in said + denied + unsure]
        offers = offers_for(text, used, spoken_of, known, self.nearness, self.red_flags)
        # what another part of the text comes near to is not denied
        offered = {offer.finding for offer in offers}
        kept = [reading for reading in denied if reading.finding not in offered]
        return Understanding(
            text.raw,
            tripwire,
            tuple(said),
            tuple(kept),
            tuple(unsure),
            offers,
            left_over(text, frozenset().union(*used.values())),
            tuple(Correction(typed, meant) for typed, meant in corrections.items()),
        )

    @cached_property
    def language(self) -> Language:
        """The grammar words of the knowledge base."""
        return language_of(self.kb.records) or NO_LANGUAGE

    @cached_property
    def phrases(self) -> Phrases:
        """The phrases of the findings."""
        return phrases_of(self.kb, self.language)

    @cached_property
    def red_flags(self) -> frozenset[str]:
        """The findings of which a yes is enough for the highest urgency."""
        return frozenset(finding.id for finding in self.kb.findings.values() if finding.flag is Flag.ALONE)

    @cached_property
    def nearness(self) -> Nearness:
        """Ranks the phrases by their letters."""
        said = self.sayable(self.phrases.all)
        return Nearness(said, rows_of((one.finding, read_text(one.words, self.language)) for one in said))

    def sayable(self, phrases: Iterable[Phrase]) -> tuple[Said, ...]:
        """What people say who have a finding: what a text may come near to."""
        return tuple(phrase.said for phrase in phrases if not phrase.said.never and not phrase.able)

    @cached_property
    def wanted(self) -> frozenset[str]:
        """The words of phrases, which a word with a typing error is taken for."""
        texts = (read_text(phrase.said.words, self.language) for phrase in self.phrases.all)
        return frozenset(word for text in texts for word in text.spoken if word.isalpha()) | frozenset(
            self.language.contractions
        )

    @cached_property
    def known(self) -> frozenset[str]:
        """Every word of the knowledge base and of its language: what stands here is not mistyped."""
        told = (record.content for record in self.kb.records.records)
        return frozenset(word for content in told for word in _words_of(content)) | self.language.lexicon


def understand(kb: KnowledgeBase, text: str, today: date | None = None) -> Understanding:
    """What a text says; see `Understanding`. To read many texts, keep a `Reader`."""
    return Reader(kb).understand(text, today)


def _place(reading: Reading) -> tuple[tuple[int, int], str]:
    return reading.span, reading.finding


def _words_of(value: object) -> set[str]:
    if isinstance(value, str):
        return set(re.findall(r"[a-z]+(?:'[a-z]+)?", value.lower()))
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return set().union(*map(_words_of, items)) if items else set()
