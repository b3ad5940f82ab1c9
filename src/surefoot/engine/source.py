"""The tests of rules as code of Python: one expression for each, where the parts would be called one after the other.

Nothing that a record says becomes code. An expression consists of the words below, of one name, and of numbers that
stand for masks. Rules of the same form are compiled once, and each gets its own masks put in for the numbers; ids and
values stay outside, in the tables that turn answers into bits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count
from types import FunctionType

from surefoot.engine.parts import Part
from surefoot.model import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import TypeAlias

    from surefoot.engine.parts import Test

    Sides: TypeAlias = Sequence[tuple[Part, bool, bool]]

_AT_ONCE = 200
"""So many forms are compiled together: the compiler takes more memory than it gives back."""
_MOST_DEEP = 30
"""Python refuses what is nested much deeper."""
_MOST_LETTERS = 1 << 14
"""A rule of more letters is quicker to ask part by part than to compile."""
_MEANT = {"@": "known & {0}", "#": "known & {0} == {0}", "%": "(known & {0}).bit_count()"}
"""What the signs mean that a text has for its masks: any of the bits, all of them, and how many."""
_MASK = re.compile("|".join(_MEANT))
_FIRST = 1 << 64
"""The number that stands for the first mask; no other number in a text is nearly as large."""
_GLOBALS: dict[str, object] = {"__builtins__": {}}


class Text(NamedTuple):
    """An expression with a sign for each of the masks, and how deep it is."""

    text: str
    masks: tuple[int, ...] = ()
    depth: int = 0


def tests_of(rules: Sequence[tuple[Sides, Callable[[], Test]]]) -> list[Test]:
    """A test for each rule, of the sides of parts that hold, or must not.

    A rule that is too deep or too large to be written is tested by what the function beside it makes.
    """
    writer = _Writer()
    texts = [writer.rule(sides) for sides, _ in rules]
    forms = _compiled(list(dict.fromkeys(text.text for text in texts if text is not None)))
    found: list[Test] = []
    for text, (_, otherwise) in zip(texts, rules, strict=True):
        form = None if text is None else forms.get(text.text)
        found.append(otherwise() if text is None or form is None else _with_masks(form, text.masks))
    return found


def _compiled(forms: Sequence[str]) -> dict[str, CodeType]:
    """The code of each form, with a number for each of its masks."""
    found: dict[str, CodeType] = {}
    for start in range(0, len(forms), _AT_ONCE):
        group = forms[start : start + _AT_ONCE]
        lambdas = ",\n".join(f"lambda known: {_numbered(form)}" for form in group)
        try:
            made = eval(compile(f"[{lambdas}]", "<rules as tests of bits>", "eval"), _GLOBALS)
        except (SyntaxError, RecursionError, MemoryError, OverflowError):
            continue
        found.update((form, test.__code__) for form, test in zip(group, made, strict=True))
    return found


def _numbered(form: str) -> str:
    """The form with a number of its own for each mask."""
    numbers = count(_FIRST)
    return _MASK.sub(lambda place: _MEANT[place.group()].format(next(numbers)), form)


def _with_masks(code: CodeType, masks: Sequence[int]) -> Test:
    """The code with the masks in the places of their numbers."""
    constants = tuple(masks[one - _FIRST] if isinstance(one, int) and one >= _FIRST else one for one in code.co_consts)
    return FunctionType(code.replace(co_consts=constants), _GLOBALS)


class _Writer:
    """Writes each side of a part once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Part, bool], Text | None] = {}

    def rule(self, sides: Sides) -> Text | None:
        """All of the sides hold, or must not; None where that is too deep or too large."""
        texts: list[str] = []
        masks: tuple[int, ...] = ()
        for part, truth, wanted in sides:
            found = self._side(part, truth)
            if found is None:
                return None
            texts.append(found.text if wanted else f"not {found.text}")
            masks += found.masks
        return Text(" and ".join(texts), masks)

    def _side(self, part: Part, truth: bool) -> Text | None:
        key = part, truth
        if key not in self._known:
            self._known[key] = self._written(part, truth)
        return self._known[key]

    def _written(self, part: Part, truth: bool) -> Text | None:
        side = part.sides[truth]
        size = side.size
        if not 0 < side.needed <= size:
            return Text(str(side.needed <= 0))
        below = [self._side(other, wanted) for other, wanted in side.parts]
        written = sorted((found for found in below if found is not None), key=lambda found: len(found.text))
        depth = 1 + max((found.depth for found in written), default=0)
        texts = [found.text for found in written]
        if len(written) < len(below) or depth > _MOST_DEEP or sum(map(len, texts)) > _MOST_LETTERS:
            return None
        masks = tuple(mask for found in written for mask in found.masks)
        own = (side.bits,) if side.bits else ()
        if side.needed == size:
            return Text(_joined(" and ", ["#"] * len(own) + texts), own + masks, depth)
        if side.needed == 1:
            return Text(_joined(" or ", ["@"] * len(own) + texts), own + masks, depth)
        counts = ["%"] * len(own) + [f"(not not {text})" for text in texts]
        return Text(f"({' + '.join(counts)} >= {side.needed})", own + masks, depth)


def _joined(word: str, texts: Sequence[str]) -> str:
    return f"({word.join(texts)})"
