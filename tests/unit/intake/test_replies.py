"""What is typed at a screen, and what it says."""

import pytest

from builders import a_finding, a_kb, a_number, one_of, several_of
from surefoot.intake import Screen, Section, entries_of, parse_reply, parse_yes_or_no
from surefoot.intake.replies import Reply

_KB = a_kb(
    findings=[
        a_finding("a"), a_finding("b"), a_finding("c"), a_finding("onset", one_of("sudden", "slow")),
        a_finding("helped-by", several_of("rest", "heat")), a_finding("days", a_number()),
    ]
)  # fmt: skip
_SCREEN = Screen(
    (Section(None, ("a", "b", "c")), Section(None, ("onset",)), Section(None, ("helped-by",))), ("days",), 2
)
_ENTRIES = entries_of(_KB, _SCREEN)
_NO = {"a": False, "b": False, "c": False, "helped-by": ()}


def test_the_lines_of_a_screen_are_numbered_through():
    """Items have one line, choices one for each value, numbers none."""
    assert [(entry.number, entry.finding, entry.value) for entry in _ENTRIES] == [
        (1, "a", None), (2, "b", None), (3, "c", None), (4, "onset", "sudden"), (5, "onset", "slow"),
        (6, "helped-by", "rest"), (7, "helped-by", "heat"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        ("1 3", {"a": True, "c": True}),
        ("1,3", {"a": True, "c": True}),
        ("1, 2-3", {"a": True, "b": True, "c": True}),
        ("1 and 3", {"a": True, "c": True}),
        ("none", _NO),
        ("None of these.", _NO),
        ("no", _NO),
        ("0", _NO),
        ("1 no", {**_NO, "a": True}),
        ("1, no others", {**_NO, "a": True}),
        ("5 no", {**_NO, "onset": "slow"}),
        ("6 7", {"helped-by": ("rest", "heat")}),
        ("2?", {"b": None}),
        ("1 2? no", {**_NO, "a": True, "b": None}),
        ("not sure 1-2", {"a": None, "b": None}),
        ("4?", {"onset": None}),
        ("not sure", dict.fromkeys(("a", "b", "c", "onset", "helped-by"))),
        ("1 not sure", {"a": True, **dict.fromkeys(("b", "c", "onset", "helped-by"))}),
    ],
)
def test_a_reply_says_only_what_was_said(typed, answers):
    """What is not marked is not answered, unless the person says so of all of it."""
    reply = parse_reply(_KB, _ENTRIES, typed)
    assert reply.problems == ()
    assert reply.answers == answers
    assert set(reply.left) == {"a", "b", "c", "onset", "helped-by"} - answers.keys()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "8",
        "0-2",
        "3-1",
        "-1",
        "no 1",
        "none 2",
        "1 maybe",
        "maybe",
        "1 no 2",
        "4 5",
        "1 4 5 no",
        "99999",
        "²",
    ],
)
def test_a_reply_that_could_mean_two_things_says_nothing(typed):
    """What cannot be understood is asked again; no part of it counts as an answer."""
    reply = parse_reply(_KB, _ENTRIES, typed)
    assert reply.problems
    assert reply.answers == {}


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("yes", True), ("Y", True), ("no", False), ("n", False), ("not sure", None), ("don’t know", None)],
)
def test_yes_no_and_not_sure(typed, answer):
    """Yes and no in full or by a letter, and not sure."""
    assert parse_yes_or_no(typed) is answer


@pytest.mark.parametrize("typed", ["", "perhaps", "1"])
def test_neither_yes_nor_no(typed):
    """Anything else is asked again."""
    assert isinstance(parse_yes_or_no(typed), Reply)
