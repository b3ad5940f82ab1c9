"""Which values a finding can have."""

from surefoot.model.records import Answer, AnswerType


def why_impossible(value: object, answer: Answer) -> tuple[str, str] | None:
    """What is wrong with an answer, and the cure; None when it is possible."""
    if answer.type is AnswerType.BOOLEAN:
        return None if isinstance(value, bool) else (f"{_shown(value)} is neither yes nor no", "write true or false")
    if answer.type is AnswerType.NUMBER:
        return _wrong_number(value, answer)
    if answer.type is AnswerType.CHOICE and not isinstance(value, str):
        return f"{_shown(value)} is not one of its values", _values(answer)
    if answer.type is AnswerType.CHOICES and not isinstance(value, list | tuple):
        return f"{_shown(value)} is no list of values", _values(answer)
    chosen = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
    for index, item in enumerate(chosen):
        if not isinstance(item, str):
            return "each of its values is a text", _values(answer)
        if item not in answer.values:
            from surefoot.diagnostics import nearest

            meant = nearest(item, answer.values)
            return f"`{item}` is no value of it", f"did you mean `{meant}`?" if meant else _values(answer)
        if item in chosen[:index]:
            return f"`{item}` is given twice", "give each value once"
    return None


def is_number(text: str) -> bool:
    """Whether a text is a number in quotation marks."""
    return len(text) < 16 and text.strip().replace(".", "", 1).isdecimal() and text.isascii()


def _shown(value: object) -> str:
    """A value as people type it, cut when it is long."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "yes", False: "no"}[value]
    text = f"`{_written(value) if isinstance(value, list | tuple) else value}`"
    return text if len(text) <= 40 else f"{text[:36]}...`"


def _written(value: object) -> str:
    """A value as JSON writes it."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, str):
        return f'"{value}"'
    return (
        {None: "null", True: "true", False: "false"}[value] if value is None or value in (True, False) else str(value)
    )


def _values(answer: Answer) -> str:
    return f"the values are {', '.join(f'`{value}`' for value in answer.values)}"


def _wrong_number(value: object, answer: Answer) -> tuple[str, str] | None:
    limits = f"from {answer.minimum:g} to {answer.maximum:g} {answer.unit}"
    if isinstance(value, str) and is_number(value):
        return f'"{value}" is a text, not a number', f"write {value.strip()}, without quotation marks"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return f"{_shown(value)} is no number", f"write a number {limits}"
    if not answer.minimum <= value <= answer.maximum:
        return f"{_shown(value)} {answer.unit} cannot be", f"write a number {limits}"
    if answer.whole and value != round(value):
        return f"{_shown(value)} is no whole number", f"write a whole number {limits}"
    return None
