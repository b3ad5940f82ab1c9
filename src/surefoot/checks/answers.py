"""How an answer that a finding cannot have is mended."""

from surefoot.diagnostics import Change, Repair, nearest
from surefoot.model import Answer, AnswerType, is_number


def value_repairs(value: object, answer: Answer, pointer: str) -> tuple[Repair, ...]:
    """The edit that puts the value in place of one that is spelt nearly like it, or a number in place of its text."""
    meant: object = None
    if answer.type is AnswerType.NUMBER and isinstance(value, str):
        meant = float(value) if is_number(value) else None
        meant = int(meant) if isinstance(meant, float) and meant.is_integer() else meant
    elif isinstance(value, str):
        meant = nearest(value, answer.values)
    if meant is None:
        return ()
    return (Repair(f"write `{meant}`", False, (Change("set", pointer, meant),)),)
