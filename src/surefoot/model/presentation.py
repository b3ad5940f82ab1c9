"""The findings of one patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surefoot.model.frozen import Frozen

TYPE_CHECKING = False  # typing is not imported on quick runs
if TYPE_CHECKING:
    from typing import TypeAlias

Value: TypeAlias = bool | str | float | tuple[str, ...]
"""An answer: yes or no, one value, a number, or several values."""


class Presentation(Frozen):
    """Finding id to value. A finding that is missing was not asked; None means asked and not sure."""

    answers: Mapping[str, Value | None]

    def __iter__(self) -> Iterator[str]:
        return iter(self.answers)

    def __contains__(self, finding: object) -> bool:
        return finding in self.answers

    def value(self, finding: str) -> Value | None:
        """The value, or None when it was not asked or the answer was "not sure"."""
        return self.answers.get(finding)

    def with_answer(self, finding: str, value: Value | None) -> Presentation:
        """The same patient with one more answer."""
        return Presentation({**self.answers, finding: value})
