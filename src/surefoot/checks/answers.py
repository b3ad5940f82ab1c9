"""Which values a finding can have."""

from surefoot.diagnostics import nearest
from surefoot.model import Answer, AnswerType


def why_impossible(value: object, answer: Answer) -> tuple[str, str] | None:
    """What is wrong with an answer, and the cure; None when it is possible."""
    if answer.type is AnswerType.BOOLEAN:
        return None if isinstance(value, bool) else ("the answer is yes or no", "write true or false")
    if answer.type is AnswerType.NUMBER:
        return _wrong_number(value, answer)
    if answer.type is AnswerType.CHOICE and not isinstance(value, str):
        return "the answer is one of several values", _values(answer)
    if answer.type is AnswerType.CHOICES and not isinstance(value, list | tuple):
        return "the answer is a list of values", _values(answer)
    chosen = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    for item in chosen:
        if item not in answer.values:
            meant = nearest(item, answer.values) if isinstance(item, str) else None
            return f"`{item}` is no value of it", f"did you mean `{meant}`?" if meant else _values(answer)
    return None


def _values(answer: Answer) -> str:
    return f"the values are {', '.join(f'`{value}`' for value in answer.values)}"


def _wrong_number(value: object, answer: Answer) -> tuple[str, str] | None:
    limits = f"from {answer.minimum:g} to {answer.maximum:g} {answer.unit}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "the answer is a number", f"write a number {limits}"
    if not answer.minimum <= value <= answer.maximum:
        return f"{value:g} {answer.unit} cannot be", f"write a number {limits}"
    if answer.whole and value != int(value):
        return f"{value:g} is no whole number", f"write a whole number {limits}"
    return None
