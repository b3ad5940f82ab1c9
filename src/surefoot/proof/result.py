"""What was asked of the solver, and what it answered."""

from enum import StrEnum
from typing import NamedTuple

from surefoot.model import Kind, Presentation


class Verdict(StrEnum):
    """How a question ended. Only `proved` is good news."""

    PROVED = "proved"
    REFUTED = "refuted"
    UNDECIDED = "undecided"


class Witness(NamedTuple):
    """The smallest patient who refutes a claim, replayed on the engine: what triage answers, None out of scope.

    For a promise about two patients, `before` is the reply of the first one to `finding`, and `was` their urgency.
    """

    presentation: Presentation
    urgency: str | None
    fired: tuple[str, ...]
    promised: str | None = None
    finding: str | None = None
    before: Presentation | None = None
    was: str | None = None


class Result(NamedTuple):
    """One claim about the record `kind` `id`, at a JSON pointer of it, and whether it holds.

    `slug` is the code of the fault when it does not; `questions` are put to the solver for it. `others` are records
    that explain it: the rules that cover an unneeded one, the constraints that contradict.
    """

    slug: str
    kind: Kind
    id: str
    pointer: str
    claim: str
    verdict: Verdict
    message: str = ""
    witness: Witness | None = None
    others: tuple[str, ...] = ()


class Proof(NamedTuple):
    """Every result, and the work it took."""

    kb: str
    version: str
    hash: str
    results: tuple[Result, ...]
    questions: int
    seconds: float

    def of(self, verdict: Verdict) -> tuple[Result, ...]:
        """The results with this verdict."""
        return tuple(result for result in self.results if result.verdict is verdict)
