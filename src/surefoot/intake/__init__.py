"""From people to a presentation: answers, and plain words."""

from surefoot.intake.answers import AnswerError, parse_answer, read_presentation, value_from_words
from surefoot.intake.words import (
    Near,
    Offer,
    Reader,
    Reading,
    Standing,
    Understanding,
    Verdict,
    WhyNot,
    careful_answers,
    confirmed_answers,
    understand,
    why_not,
)

__all__ = [
    "AnswerError",
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
    "parse_answer",
    "read_presentation",
    "understand",
    "value_from_words",
    "why_not",
]
