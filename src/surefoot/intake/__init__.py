"""From people to a presentation: answers, and plain words."""

from surefoot.intake.answers import AnswerError, parse_answer, read_presentation, value_from_words
from surefoot.intake.words import Offer, Reader, Reading, Understanding, understand

__all__ = [
    "AnswerError",
    "Offer",
    "Reader",
    "Reading",
    "Understanding",
    "parse_answer",
    "read_presentation",
    "understand",
    "value_from_words",
]
