"""From people to a presentation: answers, and plain words."""

from surefoot.intake.answers import AnswerError, parse_answer, read_presentation, value_from_words

TYPE_CHECKING = False
if TYPE_CHECKING:
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


def __getattr__(name: str) -> object:
    """Import what reads plain words when it is first used: answers alone need nothing of it."""
    if name not in __all__:
        raise AttributeError(f"module 'surefoot.intake' has no attribute {name!r}")
    from surefoot.intake import words

    return getattr(words, name)
