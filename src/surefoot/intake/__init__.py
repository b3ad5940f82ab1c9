"""From people to a presentation."""

from surefoot.intake.answers import AnswerError, parse_answer, read_presentation

__all__ = ["AnswerError", "parse_answer", "read_presentation"]
