"""Numbers between two limits are one answer."""

import pytest

from builders import a_number
from surefoot.proof.answers import numbers_between


@pytest.mark.parametrize(
    ("answer", "normal", "limits", "numbers"),
    [
        (a_number(0, 120), 40, (16, 65), [15, 16, 40, 65, 66]),
        (a_number(0, 3), 0, (1, 2), [0, 1, 2, 3]),
        (a_number(0, 3, whole=False), 0, (1, 2), [0, 1, 1.5, 2, 3]),
        (a_number(0, 3, whole=False), 0, (0, 3, 9), [0, 1, 3]),
        (a_number(0, 3), 2, (1.5,), [1, 2]),
        (a_number(0, 10), 5, (), [5]),
    ],
)
def test_one_number_stands_for_each_interval(answer, normal, limits, numbers):
    """There is one number on each limit and one in each gap, the one nearest to normal; no gap has two."""
    assert list(numbers_between(answer, normal, limits)) == numbers
