"""Where in a text a JSON pointer points, compared with a scan that shares no code with it."""

import json
from collections.abc import Iterator
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surefoot.diagnostics import Place
from surefoot.loading.positions import Positions, escape, unescape

_REPOSITORY = Path(__file__).parents[3]
_SEEDED = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_SPACE = " \t\r\n"

Span = tuple[int, int]

# Keys that a pointer has to escape, that look like an index, or that take more bytes than letters.
_KEYS = st.sampled_from(
    ["a", "b/c", "~", "~1", "", "0", "1", "é", "\N{GRINNING FACE}", "a b", '"', "\\", "\n"]
) | st.text(max_size=3)
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6)
)
_DOCUMENTS = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=20,
)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    indent = draw(st.sampled_from([None, 0, 2, "\t"]))
    separators = draw(st.sampled_from([None, (",", ":"), (" ,", " : ")]))
    text = json.dumps(draw(_DOCUMENTS), indent=indent, separators=separators, ensure_ascii=draw(st.booleans()))
    text = text.replace("e+", "e")  # a number with a plus sign has a test of its own
    return draw(st.sampled_from(["", " ", "\n", "\r\n"])) + text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


def _skip(text: str, offset: int) -> int:
    while text[offset] in _SPACE:
        offset += 1
    return offset


def _scan(text: str, offset: int, pointer: str, key: Span | None) -> Iterator[tuple[str, Span, Span | None]]:
    """Every pointer below a value with the span of the value and of its key, by the scanner of the standard library."""
    start = _skip(text, offset)
    _, end = JSONDecoder().raw_decode(text, start)
    yield pointer, (start, end), key
    inside = _skip(text, start + 1) if text[start] in "[{" else end
    index = 0
    while inside < end - 1:
        token, inner_key = str(index), None
        if text[start] == "{":
            name, key_end = scanstring(text, inside + 1)
            token, inner_key = name.replace("~", "~0").replace("/", "~1"), (inside, key_end)
            inside = _skip(text, _skip(text, key_end) + 1)
        yield from _scan(text, inside, f"{pointer}/{token}", inner_key)
        _, inside = JSONDecoder().raw_decode(text, inside)
        inside = _skip(text, inside)
        inside = _skip(text, inside + 1) if text[inside] == "," else end
        index += 1


def _span(text: str, place: Place) -> Span:
    """The offsets of a place."""
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    return starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1


def _check(text: str) -> int:
    positions = Positions("x.json", text.encode())
    found = list(_scan(text, 0, "", None))
    for pointer, (start, end), key in found:
        shown_end = start + 1 if text[start] in "[{" else end
        assert _span(text, positions.locate(pointer)) == (start, shown_end)
        assert _span(text, positions.locate(pointer, on_key=True)) == (key or (start, shown_end))
    return len(found)


@settings(_SEEDED, max_examples=300)
@given(_texts())
def test_every_value_and_key_of_a_random_document_is_found(text: str) -> None:
    """Every pointer of a document leads to the range of its value, and on request to that of its key."""
    _check(text)


@settings(_SEEDED, max_examples=200)
@given(_texts())
def test_the_text_at_a_place_is_the_value(text: str) -> None:
    """The text at the place of a pointer parses to the value at the pointer; a list or object shows its bracket."""
    positions = Positions("x.json", text.encode())
    for pointer, value in _values(json.loads(text), ""):
        start, end = _span(text, positions.locate(pointer))
        if isinstance(value, dict | list):
            assert text[start:end] == ("{" if isinstance(value, dict) else "[")
            assert JSONDecoder().raw_decode(text, start)[0] == value
        else:
            assert repr(json.loads(text[start:end])) == repr(value)


def _values(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    yield pointer, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{pointer}/{escape(key)}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values(inner, f"{pointer}/{index}")


@pytest.mark.parametrize("name", ["kb/kb.json", "kb/findings/onset.json", "kb/conditions/stroke.json"])
def test_every_value_and_key_of_a_record_is_found(name: str) -> None:
    """Every pointer of a real record leads to its value and its key."""
    assert _check((_REPOSITORY / name).read_text("utf-8")) > 20


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("/a/é", (2, 14)),
        ("/a/missing", (2, 8)),
        ("/a/é/7", (2, 14)),
        ("/a/é/0/deeper", (2, 15)),
        ("/a/é/x", (2, 14)),
        ("/missing/é", (1, 1)),
        ("/~01", (3, 9)),
        ("", (1, 1)),
    ],
)
def test_a_pointer_to_nothing_leads_to_the_nearest_place(pointer: str, place: tuple[int, int]) -> None:
    """A pointer to what is not there leads to the innermost value that is."""
    located = Positions("x.json", '{\n  "a": {"é": ["ç", 2]},\n  "~1": 3\n}'.encode()).locate(pointer)

    assert (located.line, located.column) == place


def test_columns_count_characters_not_bytes() -> None:
    """A letter beyond ASCII is one column, however many bytes it has."""
    place = Positions("x.json", '{"\N{GRINNING FACE}é": "ç", "b": 12}'.encode()).locate("/b")

    assert (place.line, place.column, place.end_line, place.end_column) == (1, 18, 1, 20)


@given(st.text())
@_SEEDED
def test_a_key_survives_the_pointer(key: str) -> None:
    """A key written as a token of a pointer and read back is the same key, and the token holds no slash."""
    assert unescape(escape(key)) == key
    assert "/" not in escape(key)


def test_a_number_with_a_plus_sign_is_found_whole() -> None:
    """A number such as 1e+16 is one value, and the values after it keep their indices."""
    positions = Positions("x.json", b"[1e+16, 2]")
    places = [positions.locate("/0"), positions.locate("/1")]

    assert [(place.column, place.end_column) for place in places] == [(2, 7), (9, 10)]
