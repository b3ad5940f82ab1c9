"""From people to a presentation: answers, plain words, and questions in order."""

from surefoot.intake.answers import AnswerError, parse_answer, parse_value, read_presentation, value_from_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from surefoot.intake.interview import Interview, alarm, at_stake, presentation_of, screen_of
    from surefoot.intake.prospect import Outcomes, Prospect
    from surefoot.intake.replies import Entry, Reply, entries_of, parse_reply, parse_yes_or_no
    from surefoot.intake.screens import Screen, Section, screen_about
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
        pack_reader,
        understand,
        unpack_reader,
        why_not,
    )

__all__ = [
    "AnswerError",
    "Entry",
    "Interview",
    "Near",
    "Offer",
    "Outcomes",
    "Prospect",
    "Reader",
    "Reading",
    "Reply",
    "Screen",
    "Section",
    "Standing",
    "Understanding",
    "Verdict",
    "WhyNot",
    "alarm",
    "at_stake",
    "careful_answers",
    "confirmed_answers",
    "entries_of",
    "pack_reader",
    "parse_answer",
    "parse_reply",
    "parse_value",
    "parse_yes_or_no",
    "presentation_of",
    "read_presentation",
    "screen_about",
    "screen_of",
    "understand",
    "unpack_reader",
    "value_from_words",
    "why_not",
]


_MODULES = {
    "AnswerError": "answers",
    "Entry": "replies",
    "Interview": "interview",
    "Near": "words",
    "Offer": "words",
    "Outcomes": "prospect",
    "Prospect": "prospect",
    "Reader": "words",
    "Reading": "words",
    "Reply": "replies",
    "Screen": "screens",
    "Section": "screens",
    "Standing": "words",
    "Understanding": "words",
    "Verdict": "words",
    "WhyNot": "words",
    "alarm": "interview",
    "at_stake": "interview",
    "careful_answers": "words",
    "confirmed_answers": "words",
    "entries_of": "replies",
    "pack_reader": "words",
    "parse_answer": "answers",
    "parse_reply": "replies",
    "parse_value": "answers",
    "parse_yes_or_no": "replies",
    "presentation_of": "interview",
    "read_presentation": "answers",
    "screen_about": "screens",
    "screen_of": "interview",
    "understand": "words",
    "unpack_reader": "words",
    "value_from_words": "answers",
    "why_not": "words",
}


def __getattr__(name: str) -> object:
    """Import what asks questions or reads plain words when it is first used: answers alone need nothing of it."""
    if name not in _MODULES:
        raise AttributeError(f"module 'surefoot.intake' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.intake.{_MODULES[name]}"), name)
