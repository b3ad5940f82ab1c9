"""Strict parsing of random bytes and of damaged records."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from surefoot.loading import LOADING_CODES, SyntaxFault, parse_json

_REPOSITORY = Path(__file__).parents[3]
_RECORDS = tuple(
    path.read_bytes()
    for path in (
        _REPOSITORY / "kb/kb.json",
        _REPOSITORY / "kb/findings/saddle-numbness.json",
        _REPOSITORY / "kb/findings/onset.json",
        _REPOSITORY / "kb/conditions/stroke.json",
    )
)
_MARKS = tuple(bytes([byte]) for byte in b"{}[]:,\"'\\/-+.0159eEtfnu# \n\r\t\x00\xff")
_WORDS = (
    b"true",
    b"null",
    b"NaN",
    b"1e400",
    b"//",
    b"/*",
    b"\\u",
    b"\\ud800",
    b'"id":',
    b'"id": "x",',
    b"\xef\xbb\xbf",
)
_PIECES = st.sampled_from((*_MARKS, *_WORDS, "é".encode()))
_JSON_LIKE = st.lists(_PIECES, max_size=40).map(b"".join)
_SEEDED = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def _damaged_records(draw: st.DrawFn) -> bytes:
    data = bytearray(draw(st.sampled_from(_RECORDS)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        removed = draw(st.integers(0, 3))
        data[start : start + removed] = draw(st.one_of(st.just(b""), _PIECES, st.binary(max_size=3)))
    return bytes(data)


def _parse(data: bytes) -> tuple[Any, SyntaxFault | None]:
    try:
        return parse_json(data), None
    except SyntaxFault as fault:
        return None, fault


def _check(data: bytes) -> None:
    value, fault = _parse(data)
    if fault is None:
        expected = json.loads(data)
        assert value == expected
        assert repr(value) == repr(expected)
        return
    lines = data.decode(errors="surrogateescape").split("\n")
    assert fault.slug in LOADING_CODES
    assert 1 <= fault.line <= len(lines)
    assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1
    assert fault.message


@settings(_SEEDED, max_examples=400)
@given(st.binary(max_size=60))
@example(b"")
@example(b"\xef\xbb")
def test_random_bytes_are_parsed_or_refused(data: bytes) -> None:
    """Whatever the bytes, they parse as `json.loads` parses them, or they are refused at a place that they have."""
    _check(data)


@settings(_SEEDED, max_examples=800)
@given(_JSON_LIKE)
@example(b'{"a":1,"a"')
@example(b'{"a":1,"a" 2}')
@example(b'{"a":1,"a"//')
def test_random_pieces_of_json_are_parsed_or_refused(data: bytes) -> None:
    """Whatever the pieces of JSON, they parse as `json.loads` parses them, or they are refused at a place."""
    _check(data)


@settings(_SEEDED, max_examples=500)
@given(_damaged_records())
def test_damaged_records_are_parsed_or_refused(data: bytes) -> None:
    """A record with random damage parses as `json.loads` parses it, or it is refused at a place that it has."""
    _check(data)


_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=15,
)


@settings(_SEEDED, max_examples=300)
@given(_VALUES, st.booleans(), st.sampled_from([None, 1, 2]))
def test_what_json_writes_is_read_back(value: Any, ascii_only: bool, indent: int | None) -> None:
    """Every value that JSON can hold is read back as it was, whether its letters are escaped or not."""
    written = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert parse_json(written.encode()) == value


@settings(_SEEDED, max_examples=300)
@given(st.dictionaries(st.text(max_size=4), st.integers(), min_size=1, max_size=5), st.data())
def test_a_key_given_twice_is_always_refused(members: dict[str, int], data: st.DataObject) -> None:
    """An object with any of its keys written once more is refused, however the key is spelt."""
    key = data.draw(st.sampled_from(sorted(members)))
    again = json.dumps(key, ensure_ascii=data.draw(st.booleans()))
    written = json.dumps(members, ensure_ascii=False)

    with pytest.raises(SyntaxFault) as caught:
        parse_json(f"[[{written[:-1]}, {again}: 1}}]]".encode())

    assert caught.value.slug == "duplicate-key"
    assert caught.value.first is not None
