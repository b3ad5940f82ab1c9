"""What a text in a table means as an answer: as on the command line, and in a few ways more that tables have."""

from surefoot.batch.columns import Column
from surefoot.intake import value_from_words
from surefoot.model import Answer, AnswerType, Value, why_impossible

NO_VALUES = "[]"
"""The text for: asked, and none of the values."""
SEPARATOR = ";"
"""Between several values; a comma would have to be quoted in CSV."""
_AMBIGUOUS = ("null", "none", "na", "n/a", "nan")


class Mark:
    """Stands for what is no value."""


NOT_SURE, WRONG = Mark(), Mark()


def value_of_text(column: Column, text: str | bytes | None) -> Value | Mark | None:
    """The value that a text means, None for an empty one, NOT_SURE, or WRONG."""
    value = read_text(column, text)
    if value is None or isinstance(value, Mark):
        return value
    return WRONG if why_impossible(value, answer_of(column)) else value


def answer_of(column: Column) -> Answer:
    """What can be answered in a column."""
    answer = column.finding.answer
    return answer._replace(type=AnswerType.BOOLEAN, values={}) if column.part else answer


def read_text(column: Column, text: str | bytes | None) -> Value | Mark | None:
    """The value as it is written, which may be one that the finding cannot have."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            return WRONG
    typed = (text or "").strip()
    answer = answer_of(column)
    if not typed or typed in answer.values:
        return _listed(typed, answer) if typed else None
    if answer.type is AnswerType.CHOICES and typed == NO_VALUES:
        return ()
    if answer.type is AnswerType.CHOICES and SEPARATOR in typed:
        return tuple(item.strip() for item in typed.split(SEPARATOR))
    if answer.type is AnswerType.BOOLEAN and typed in ("0", "1"):
        return typed == "1"
    value = WRONG if is_ambiguous(typed, column) else value_from_words(column.finding._replace(answer=answer), typed)
    if value is None:
        return WRONG if column.part else NOT_SURE
    return tuple(value) if isinstance(value, list) else value


def is_ambiguous(typed: str, column: Column) -> bool:
    """Whether a text stands for not asked in some tables and for not sure in others."""
    return typed.strip().lower() in _AMBIGUOUS and typed not in answer_of(column).values


def _listed(typed: str, answer: Answer) -> Value:
    return (typed,) if answer.type is AnswerType.CHOICES else typed
