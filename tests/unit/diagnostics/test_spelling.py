"""Did you mean: what counts as near, and lists of words for messages."""

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.diagnostics import nearest, quoted_list

_SEEDED = settings(derandomize=True, deadline=None, max_examples=200)
_WORDS = st.text(alphabet="abc", max_size=9)


def _distance(left: str, right: str) -> int:
    """Optimal string alignment by its definition, the whole table."""
    table = [[row + column for column in range(len(right) + 1)] for row in range(len(left) + 1)]
    for row in range(1, len(left) + 1):
        for column in range(1, len(right) + 1):
            table[row][column] = min(
                table[row - 1][column] + 1,
                table[row][column - 1] + 1,
                table[row - 1][column - 1] + (left[row - 1] != right[column - 1]),
            )
            if row > 1 and column > 1 and left[row - 2 : row] == right[column - 2 : column][::-1]:
                table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize(
    ("word", "candidates", "expected"),
    [
        ("findng", ["finding", "pattern", "unsure"], "finding"),
        ("seveer", ["mild", "severe"], "severe"),
        ("titel", ["title", "text"], "title"),
        ("Saddle_Numbness", ["saddle-numbness", "saddle"], "saddle-numbness"),
        ("saddle numbness", ["saddle-numbness"], "saddle-numbness"),
        ("stroke-sing", ["stroke-sign", "stroke"], "stroke-sign"),
        ("description", ["question"], None),
        ("x", ["finding"], None),
        ("x", ["y"], "y"),
        ("", ["finding"], None),
        ("finding", [], None),
        ("title", ["title"], "title"),
        ("abcdef", ["abcdxy", "abxyef"], None),
        ("abcdef", ["abxyef"], "abxyef"),
        ("abcdef", ["axyzef"], None),
        ("abcde", ["abxye"], None),
        ("muscles", ["muscle", "muscled"], "muscle"),
    ],
)
def test_the_nearest_word_is_offered_and_no_other(word: str, candidates: list[str], expected: str | None) -> None:
    """A slip of a letter or of `_`, `-` and capitals finds its word; what is far or a tie does not."""
    assert nearest(word, candidates) == expected


@_SEEDED
@given(_WORDS, st.lists(_WORDS, max_size=8))
def test_nothing_nearer_is_passed_over(word: str, candidates: list[str]) -> None:
    """What is offered is within a third of the letters, and no candidate is nearer."""
    found = nearest(word, candidates)
    limit = max(1, len(word) // 3)
    distances = {candidate: _distance(word, candidate) for candidate in candidates}
    near = [candidate for candidate, distance in distances.items() if distance <= limit]

    if found is None:
        closest = min(distances.values(), default=limit + 1)
        assert not near or (closest > 1 and list(distances.values()).count(closest) > 1)
    else:
        assert found in near
        assert distances[found] == min(distances.values())


@_SEEDED
@given(_WORDS, st.lists(_WORDS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(word: str, candidates: list[str], rng: random.Random) -> None:
    """The same candidates in another order, or twice, give the same answer."""
    shuffled = candidates * 2
    rng.shuffle(shuffled)

    assert nearest(word, shuffled) == nearest(word, candidates)


@_SEEDED
@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_may_be_a_word(word: str, candidates: list[str]) -> None:
    """Whatever the letters, the answer is one of the candidates or none."""
    assert nearest(word, candidates) in {*candidates, None}


def test_one_slip_in_a_long_id_is_found_among_hundreds() -> None:
    """Each of 20 ids with one wrong letter is found again among 300."""
    rng = random.Random(3)
    ids = sorted({"".join(rng.choices(string.ascii_lowercase, k=14)) for _ in range(300)})

    for word in rng.sample(ids, 20):
        offset = rng.randrange(len(word))
        assert nearest(word[:offset] + "-" + word[offset + 1 :], ids) == word


@pytest.mark.parametrize(
    ("words", "limit", "expected"),
    [
        ([], 12, ""),
        (["a"], 12, "`a`"),
        (["a", "b"], 2, "`a`, `b`"),
        (["a", "b", "c", "d"], 2, "`a`, `b` and 2 more"),
    ],
)
def test_a_long_list_of_words_is_cut(words: list[str], limit: int, expected: str) -> None:
    """Words stand in backticks; those beyond the limit are counted."""
    assert quoted_list(words, limit) == expected
