"""Plain words: from a sentence to the findings that it speaks of."""

from surefoot.intake.words.careful import careful_answers, confirmed_answers
from surefoot.intake.words.pack import pack_reader, unpack_reader
from surefoot.intake.words.scope import Standing
from surefoot.intake.words.understand import Reader, understand
from surefoot.intake.words.understanding import Offer, Reading, Understanding
from surefoot.intake.words.why_not import Near, Verdict, WhyNot, why_not

__all__ = [
    "Near",
    "Offer",
    "Reader",
    "Reading",
    "Standing",
    "Understanding",
    "Verdict",
    "WhyNot",
    "careful_answers",
    "confirmed_answers",
    "pack_reader",
    "understand",
    "unpack_reader",
    "why_not",
]
