"""Two versions of a knowledge base: what changed in meaning, which patients move, which number must rise."""

from surefoot.versions.comparison import Comparison, RecordChange, Status, compare
from surefoot.versions.differences import ABSENT, CONDITIONS, Difference, differences
from surefoot.versions.moves import Direction, Move
from surefoot.versions.opening import Version, open_version
from surefoot.versions.weight import Weight

__all__ = [
    "ABSENT",
    "CONDITIONS",
    "Comparison",
    "Difference",
    "Direction",
    "Move",
    "RecordChange",
    "Status",
    "Version",
    "Weight",
    "compare",
    "differences",
    "open_version",
]
