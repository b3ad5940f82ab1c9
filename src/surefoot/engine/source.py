"""The tests of rules as code of Python: one expression for each, where the parts would be called one after the other.

Nothing that a record says becomes code. An expression consists of the words below, of one name, and of numbers: the
masks of the bits. Ids and values stay outside, in the tables that turn answers into bits.
"""

from __future__ import annotations

from collections.abc import Sequence

from surefoot.engine.parts import Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from surefoot.engine.parts import Test

_AT_ONCE = 200
"""So many rules are compiled together: the compiler takes more memory than it gives back."""
_MOST_DEEP = 30
"""Python refuses what is nested much deeper."""
_MOST_LETTERS = 1 << 16
"""A rule of more letters is quicker to ask part by part than to compile."""


def tests_of(rules: Sequence[tuple[Sequence[tuple[Part, bool, bool]], Test]]) -> list[Test]:
    """A test for each rule: the sides of parts that hold, or must not, and the test that it has already.

    A rule that is too deep or too large to be written keeps its test.
    """
    found: list[Test] = []
    for start in range(0, len(rules), _AT_ONCE):
        group = rules[start : start + _AT_ONCE]
        writer = _Writer()
        texts = [writer.rule(sides) for sides, _ in group]
        written = iter(_compiled([text for text in texts if text is not None]))
        found += [test if text is None else next(written, test) for text, (_, test) in zip(texts, group, strict=True)]
    return found


def _compiled(texts: Sequence[str]) -> list[Test]:
    lambdas = ",\n".join(f"lambda known: {text}" for text in texts)
    try:
        found: list[Test] = eval(compile(f"[{lambdas}]", "<rules as tests of bits>", "eval"), {"__builtins__": {}})
    except (SyntaxError, RecursionError, MemoryError, OverflowError):
        return []
    return found


class _Writer:
    """Writes each side of a part once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Part, bool], tuple[str, int] | None] = {}

    def rule(self, sides: Sequence[tuple[Part, bool, bool]]) -> str | None:
        """All of the sides hold, or must not; None where that is too deep or too large."""
        texts = []
        for part, truth, wanted in sides:
            found = self._side(part, truth)
            if found is None:
                return None
            texts.append(found[0] if wanted else f"not {found[0]}")
        return " and ".join(texts)

    def _side(self, part: Part, truth: bool) -> tuple[str, int] | None:
        """The text of a side, and how deep it is."""
        key = part, truth
        if key not in self._known:
            self._known[key] = self._written(part, truth)
        return self._known[key]

    def _written(self, part: Part, truth: bool) -> tuple[str, int] | None:
        side = part.sides[truth]
        if not 0 < side.needed <= side.size:
            return str(side.needed <= 0), 0
        below = [self._side(other, wanted) for other, wanted in side.parts]
        written = sorted((found for found in below if found is not None), key=lambda found: len(found[0]))
        depth = 1 + max((found[1] for found in written), default=0)
        texts = [found[0] for found in written]
        if len(written) < len(below) or depth > _MOST_DEEP or sum(map(len, texts)) > _MOST_LETTERS:
            return None
        bits = f"{side.bits:#x}"
        if side.needed == side.size:
            return _joined(" and ", [f"known & {bits} == {bits}"] * bool(side.bits) + texts), depth
        if side.needed == 1:
            return _joined(" or ", [f"known & {bits}"] * bool(side.bits) + texts), depth
        counts = [f"(known & {bits}).bit_count()", *(f"(not not {text})" for text in texts)]
        return f"({' + '.join(counts)} >= {side.needed})", depth


def _joined(word: str, texts: Sequence[str]) -> str:
    return f"({word.join(texts)})"
