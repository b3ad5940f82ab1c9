"""Why a sentence is not read as its author thought: the nearest phrases, and what each of them lacks."""

from enum import StrEnum
from typing import NamedTuple

from surefoot.intake.words.phrases import Phrase
from surefoot.intake.words.readings import Readings
from surefoot.intake.words.scope import Standing
from surefoot.intake.words.sequences import Sequences
from surefoot.intake.words.text import read_text
from surefoot.intake.words.understand import Reader
from surefoot.model import KnowledgeBase

_NEAREST = 8


class Verdict(StrEnum):
    """What became of one phrase."""

    MET = "met"
    MISSING = "missing"
    APART = "apart"
    NEVER = "never"


class Near(NamedTuple):
    """A phrase that a sentence comes near to: how near, and what became of it.

    `standing` is how it stands when it was met, `missing` the words of the phrase that the sentence lacks,
    `literal` that the phrase must be met word for word.
    """

    finding: str
    rule: str
    phrase: str
    score: float
    verdict: Verdict
    standing: Standing | None
    missing: tuple[str, ...]
    literal: bool


class WhyNot(NamedTuple):
    """A sentence, how its words were parted, and the phrases that it comes nearest to, the nearest first."""

    text: str
    keys: tuple[str, ...]
    nearest: tuple[Near, ...]


def why_not(kb: KnowledgeBase, sentence: str, reader: Reader | None = None) -> WhyNot:
    """The nearest phrases to a sentence, and why each was met or not; a `reader` that is there already saves time."""
    reader = reader or Reader(kb)
    text = read_text(sentence, reader.language)
    readings = Readings(Sequences(text), reader.phrases)
    by_rule = {phrase.said.rule: phrase for phrase in reader.phrases.all if not phrase.able}
    scores = {said.rule: score for score, said in reader.nearness.ranked(text, range(len(text.words)))}
    met = {found.match.phrase.said.rule for one in readings.found.values() for found in one}
    near = sorted(scores, key=lambda rule: (rule not in met, -scores[rule], rule))[: max(_NEAREST, len(met))]
    ranked = sorted(near, key=lambda rule: (-scores[rule], rule))
    return WhyNot(
        text.raw,
        tuple(unit.key for unit in text.units),
        tuple(_near(by_rule[rule], scores[rule], readings) for rule in ranked),
    )


def _near(phrase: Phrase, score: float, readings: Readings) -> Near:
    verdict, standing, missing = _verdict(phrase, readings)
    said = phrase.said
    return Near(said.finding, said.rule, said.words, score, verdict, standing, missing, phrase.form.literal)


def _verdict(phrase: Phrase, readings: Readings) -> tuple[Verdict, Standing | None, tuple[str, ...]]:
    for found in readings.found.get(phrase.said.finding, ()):
        if found.match.phrase == phrase:
            return Verdict.MET, found.standing, ()
    if phrase.said.finding in readings.never:
        return Verdict.NEVER, None, ()
    missing = _missing(phrase, readings.sequences)
    return (Verdict.MISSING if missing else Verdict.APART), None, missing


def _missing(phrase: Phrase, sequences: Sequences) -> tuple[str, ...]:
    """The words of a phrase whose keys the text does not have."""
    held = {unit.key for unit in sequences.of(phrase.form)}
    own = Sequences(read_text(phrase.said.words, sequences.text.language))
    units = own.of(phrase.form)
    spoken = own.text.spoken
    return tuple(" ".join(spoken[unit.first : unit.last + 1]) for unit in units if unit.key not in held)
