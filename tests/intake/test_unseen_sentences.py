"""Sentences that nobody had seen who wrote the phrases: no figure falls below what was reached.

What each set showed while it was unseen stands in tests/intake/README.md. What is measured since is no longer quite
unseen.
"""

import pytest

from intake.figures import SETS, figures, ours, phrase_list, ranker

REACHED = {
    "first": {"red_said": 54, "red_said_or_offered": 70, "denied_kept": 12, "right": 137, "right_or_offered": 179},
    "second": {"red_said": 109, "red_said_or_offered": 142, "denied_kept": 9, "right": 137, "right_or_offered": 183},
    "third": {"red_said": 42, "red_said_or_offered": 105, "denied_kept": 6, "right": 45, "right_or_offered": 110},
    "fourth": {"red_said": 23, "red_said_or_offered": 54, "denied_kept": 3, "right": 23, "right_or_offered": 54},
    "fifth": {"red_said": 53, "red_said_or_offered": 71, "denied_kept": 1, "right": 67, "right_or_offered": 85},
}
NOT_ABOVE = {
    "first": {"denied_read_as_present": 0, "invented": 17},
    "second": {"denied_read_as_present": 0, "invented": 39},
    "third": {"denied_read_as_present": 0, "invented": 15},
    "fourth": {"denied_read_as_present": 0, "invented": 8},
    "fifth": {"denied_read_as_present": 0, "invented": 5},
}


@pytest.mark.parametrize("name", SETS)
def test_no_red_flag_is_read_as_absent(name):
    """What the sentence has, or guesses at, is never taken as denied."""
    assert figures(ours, name).red_read_as_absent == 0


@pytest.mark.parametrize("name", SETS)
def test_figures_do_not_fall(name):
    """Each figure is as good as it was."""
    found = figures(ours, name)._asdict()
    assert {figure: found[figure] for figure, least in REACHED[name].items() if found[figure] < least} == {}
    assert {figure: found[figure] for figure, most in NOT_ABOVE[name].items() if found[figure] > most} == {}


@pytest.mark.parametrize("name", [name for name in SETS if name != "fifth"])
def test_both_parts_are_needed(name):
    """A list of phrases understands less and reads denials as present; letters alone understand nothing.

    In the fifth set letters alone offer all red flags too, with a third more offers.
    """
    whole, listed, ranked = (figures(method, name) for method in (ours, phrase_list, ranker))
    assert whole.red_said > listed.red_said
    assert whole.denied_read_as_present < listed.denied_read_as_present
    assert whole.red_said_or_offered > max(listed.red_said_or_offered, ranked.red_said_or_offered)
