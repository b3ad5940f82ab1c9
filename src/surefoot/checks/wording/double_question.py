"""A question that asks two things.

What it flags: where kb.json has a "language", a question with two question marks, or one in which
"and" or "or" begins a second question with a verb and a person or thing of its own.
Why it matters: somebody whose answers differ can give neither.
Example: "Is your leg weak, or does it hurt?"
How to fix: ask it in two findings, or name both in one clause: "Is your leg weak or painful?"
"""

import re
from collections.abc import Iterator

from surefoot.checks.check import Check, Reach, documented
from surefoot.checks.context import Context
from surefoot.diagnostics import Fault, Severity
from surefoot.model import Kind, is_placeholder

_BE = "are|is|was|were|does|did|has|can|could|will|would|should"
_PERSON = "i|you|he|she|it|we|they|there|this|that|someone|somebody|anyone|anybody"
_THING = "your|his|her|its|our|their|the|a|an|any|one|these|those"
# "or have a cough" goes on with the first question, "or have you a cough" begins a second one
_SECOND = re.compile(
    rf"\b(and|or),? (also |then )?(({_BE}|am|do|have|had)(n?['’]t)? ({_PERSON})|({_BE})(n?['’]t)? ({_THING}))\b", re.I
)
_BEGINS = re.compile(rf"(?:or|and),? (?:also |then )?(?:{_BE}|am|do|have|had)")
"""How a second question of plain letters begins, in small ones; quicker to look for, and hardly ever there."""
_ASKED = (Kind.FINDING, Kind.CHECKLIST)


def double_questions(context: Context) -> Iterator[Fault]:
    """Yield every question of a finding or checklist that is two."""
    if context.language is None:
        return
    for record in context.worded:
        if record.kind not in _ASKED or not _may_be_two(question := record.content["question"]):
            continue
        if is_placeholder(question):
            continue
        if second := _SECOND.search(question):
            yield Fault(record.file, "/question", f'"{second[0]}" begins a second question')
        elif question.count("?") > 1:
            yield Fault(record.file, "/question", "this is more than one question")


def _may_be_two(question: str) -> bool:
    return bool(_BEGINS.search(question.lower())) or question.count("?") > 1 or not question.isascii()


CHECK = Check(documented("W105", "double-question", __doc__, Severity.WARNING), double_questions, reach=Reach.RECORD)
