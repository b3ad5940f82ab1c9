"""Where two JSON values differ in meaning."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import laws
from surefoot.loading import canonical_json, parse_json
from surefoot.versions import ABSENT
from surefoot.versions.differences import differences

_SCALARS = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["a", "b", "~/", 0.5])
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["a", "b", "c/d", "~"]), inner),
    max_leaves=12,
)

_CASES = [
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}, []),
    ({"a": 1}, {"a": 1.0}, []),
    ({"a": 1}, {"a": True}, [("/a", 1, True)]),
    ({"a": None}, {}, [("/a", None, ABSENT)]),
    ({}, {"a": None}, [("/a", ABSENT, None)]),
    ({"a": "x"}, {"a": ["x"]}, [("/a", "x", ["x"])]),
    ({"a": {"b/c": {"~": 1}}}, {"a": {"b/c": {"~": 2}}}, [("/a/b~1c/~0", 1, 2)]),
    ({"a": [1, 2, 3]}, {"a": [1, 3]}, [("/a/1", 2, ABSENT)]),
    ({"a": [1, 3]}, {"a": [1, 2, 3]}, [("/a/1", ABSENT, 2)]),
    ({"a": [1, 2, 3]}, {"a": [3, 1, 2]}, [("/a", [1, 2, 3], [3, 1, 2])]),
    ({"a": ["x", "y"]}, {"a": ["x", "z"]}, [("/a/1", "y", "z")]),
    ({"a": [{"b": 1, "c": 1}]}, {"a": [{"b": 1, "c": 2}]}, [("/a/0/c", 1, 2)]),
    (
        {"a": [{"id": "x", "t": 1}, {"id": "y", "t": 1}]},
        {"a": [{"id": "w", "t": 0}, {"id": "x", "t": 2}, {"id": "y", "t": 1}]},
        [("/a/0", ABSENT, {"id": "w", "t": 0}), ("/a/1/t", 1, 2)],
    ),
    (
        {"when": {"all": [{"finding": "a"}, {"finding": "b"}]}},
        {"when": {"all": [{"finding": "a"}, {"finding": "c"}]}},
        [
            (
                "/when",
                {"all": [{"finding": "a"}, {"finding": "b"}]},
                {"all": [{"finding": "a"}, {"finding": "c"}]},
            )
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), _CASES)
def test_each_place_is_named_with_what_was_and_is_there(old, new, expected):
    """A difference has the deepest pointer that tells the values apart; a condition is one difference."""
    assert [tuple(difference) for difference in differences(old, new)] == expected


@laws(150)
@given(_VALUES, _VALUES)
def test_values_differ_exactly_when_their_meaning_does(old: Any, new: Any):
    """There is a difference if and only if the canonical texts differ; a value never differs from itself."""
    assert bool(list(differences(old, new))) == (canonical_json(old) != canonical_json(new))
    assert list(differences(old, copy.deepcopy(old))) == []


@laws(150)
@given(_VALUES, st.randoms(use_true_random=False))
def test_layout_is_no_difference(value: Any, chance: Any):
    """Key order, white space and escapes change neither the canonical text nor what differs."""

    def shuffled(part: Any) -> Any:
        if isinstance(part, dict):
            keys = list(part)
            chance.shuffle(keys)
            return {key: shuffled(part[key]) for key in keys}
        return [shuffled(item) for item in part] if isinstance(part, list) else part

    again = parse_json(json.dumps(shuffled(value), indent=3, ensure_ascii=True).encode())
    assert canonical_json(again) == canonical_json(value)
    assert list(differences(value, again)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.0", "1"),
        ("1e2", "100"),
        ("-0.0", "0"),
        ("1.50", "1.5"),
        ('{"b": "1.0", "a": [2.0]}', '{"a":[2],"b":"1.0"}'),
        ('"\\u00e9"', '"é"'),
        ("123456789012345678901234567890", "123456789012345678901234567890"),
    ],
)
def test_a_number_has_one_canonical_text(text, expected):
    """A whole number is written without a fraction, a text is left alone."""
    assert canonical_json(parse_json(text.encode())) == expected
