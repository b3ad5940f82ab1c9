"""Two versions of a knowledge base on the same people."""

from collections.abc import Mapping
from typing import NamedTuple

from surefoot.appraisal.counts import Appraisal, Level
from surefoot.appraisal.statistics import exact_difference


class Pair(NamedTuple):
    """How two versions do on the same people. `moves` counts by truth, the answer of the old and that of the new."""

    old: Appraisal
    new: Appraisal
    moves: Mapping[tuple[str, Level, Level], int]

    @property
    def mended(self) -> int:
        """Right with the new version only."""
        return sum(n for (truth, before, after), n in self.moves.items() if before != truth == after)

    @property
    def broken(self) -> int:
        """Right with the old version only."""
        return sum(n for (truth, before, after), n in self.moves.items() if before == truth != after)

    def capability(self, new: bool) -> float | None:
        """The capability comparison score, in percent; 50 is as good as the other version.

        A right answer counts the more, the fewer of the tools have it right, and a wrong one the more, the more of
        them do: ((sum of (1 - difficulty) over right answers - sum of difficulty over wrong ones) / answers + 1) / 2.
        Kopka et al. (2023), doi:10.1177/20552076231194929, as the package symptomcheckR 0.1.3 computes it, which
        calls it unreliable for fewer than four tools; two versions are two.
        """
        answers = (self.new if new else self.old).answered()
        if not answers:
            return None
        gain = 0.0
        for (truth, before, after), count in self.moves.items():
            if before is not None and after is not None and (before == truth) != (after == truth):
                gain += count / 2 if (after == truth) is new else -count / 2
        return 100 * (gain / answers + 1) / 2

    @property
    def chance(self) -> float:
        """How likely at least so uneven a split is, were neither version better."""
        return exact_difference(self.mended, self.broken)


class Result(NamedTuple):
    """What `surefoot evaluate` found. `pair` is there when two versions were compared, and `appraisal` the new one.

    `unjudged` people have no truth; `rejected` rows cannot be used, and `problems` says why.
    """

    appraisal: Appraisal
    pair: Pair | None
    rows: int
    unjudged: int
    rejected: int
    problems: Mapping[str, int]
