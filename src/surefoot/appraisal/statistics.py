"""Shares with 95 % intervals, and two results for the same people compared."""

from math import comb, sqrt
from typing import NamedTuple

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: 95 % lie within it on both sides."""


class Share(NamedTuple):
    """So many of so many, and the limits of the 95 % interval; all are None where there are none."""

    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        """The share itself."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The Wilson score interval: every true share that this sample does not contradict.

        Wilson, E. B. (1927), Probable inference, the law of succession, and statistical inference. Journal of the
        American Statistical Association 22, 209-212. It holds for small samples and for no events at all.
        """
        if not self.whole:
            return None
        share, weight = self.part / self.whole, Z * Z / self.whole
        center = (share + weight / 2) / (1 + weight)
        reach = Z * sqrt(share * (1 - share) / self.whole + weight / (4 * self.whole)) / (1 + weight)
        low = 0.0 if self.part == 0 else max(0.0, center - reach)
        return low, 1.0 if self.part == self.whole else min(1.0, center + reach)


def exact_difference(only_first: int, only_second: int) -> float:
    """How likely people split at least so unevenly over two versions of which neither is better (two-sided).

    McNemar's test in its exact form: of those for whom just one version is right, either is as likely.
    McNemar, Q. (1947), Note on the sampling error of the difference between correlated proportions. Psychometrika
    12, 153-157.
    """
    both = only_first + only_second
    if both > 10_000:
        return _normal_difference(only_first, only_second)
    tail = sum(comb(both, count) for count in range(min(only_first, only_second) + 1))
    return min(1.0, 2 * tail / (1 << both))


def _normal_difference(only_first: int, only_second: int) -> float:
    """The same for many people, from the normal distribution, with the correction for continuity."""
    from math import erfc

    distance = max(0, abs(only_first - only_second) - 1) / sqrt(only_first + only_second)
    chance: float = erfc(distance / sqrt(2))
    return chance
