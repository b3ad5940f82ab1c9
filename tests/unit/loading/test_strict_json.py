"""Strict parsing: what is refused, under which slug, at which line and column."""

from itertools import pairwise
from pathlib import Path

import pytest

from surefoot.loading import LOADING_CODES, SyntaxFault, parse_json

_REPOSITORY = Path(__file__).parents[3]
_RECORD = (_REPOSITORY / "kb/findings/saddle-numbness.json").read_bytes()
_FAULTS = (
    # what, bytes, slug, line, column
    ("duplicate key", b'{\n  "id": "x",\n  "id": "y"\n}', "duplicate-key", 3, 3),
    ("duplicate key, spelt with an escape", b'{\n  "id": "x",\n  "\\u0069d": "y"\n}', "duplicate-key", 3, 3),
    ("duplicate key in an inner object", b'{\n  "a": 1,\n  "b": {"a": 1, "a": 2}\n}', "duplicate-key", 3, 17),
    ("trailing comma in an object", b'{\n  "id": "x",\n}', "invalid-json", 2, 12),
    ("trailing comma in a list", b"[\n  1,\n  2,\n]", "invalid-json", 3, 4),
    ("trailing comma after letters beyond ASCII", '{\n  "é": "çà",\n}'.encode(), "invalid-json", 2, 12),
    ("two commas", b'{\n  "a": 1,,\n  "b": 2\n}', "invalid-json", 2, 10),
    ("line comment", b'{\n  // why\n  "id": "x"\n}', "invalid-json", 2, 3),
    ("block comment", b'{\n  "id": "x" /* why */\n}', "invalid-json", 2, 13),
    ("comment of a shell", b'{\n  # why\n  "id": "x"\n}', "invalid-json", 2, 3),
    ("byte-order mark", b'\xef\xbb\xbf{"id": "x"}', "byte-order-mark", 1, 1),
    ("NaN", b'{\n  "a": NaN\n}', "number-out-of-range", 2, 8),
    ("Infinity", b'{\n  "a": Infinity\n}', "number-out-of-range", 2, 8),
    ("negative Infinity", b'{\n  "a": -Infinity\n}', "number-out-of-range", 2, 8),
    ("1e400", b'{\n  "a": 1e400\n}', "number-out-of-range", 2, 8),
    ("-1E+400", b'{\n  "a": [1, -1E+400]\n}', "number-out-of-range", 2, 12),
    ("1e400 beside a text that holds one", b'{\n  "1e400": "\\"1e400", "a": 1e400\n}', "number-out-of-range", 2, 28),
    ("a whole number of 400 digits", b'{\n  "a": ' + b"9" * 400 + b"\n}", "number-out-of-range", 2, 8),
    ("201 levels of lists", b"[" * 201 + b"1" + b"]" * 201, "nested-too-deeply", 1, 202),
    ("900 levels of lists", b"[" * 900 + b"]" * 900, "nested-too-deeply", 1, 202),
    ("100,000 levels of lists", b"[" * 100_000, "nested-too-deeply", 1, 202),
    ("100,000 levels of objects", b'{"a":' * 100_000, "nested-too-deeply", 1, 1006),
    ("bytes that are not UTF-8", '{\n  "a": "é'.encode() + b'\xff"\n}', "not-utf-8", 2, 10),
    ("Windows-1252", '{\n  "a": "é"\n}'.encode("cp1252"), "not-utf-8", 2, 9),
    ("a surrogate encoded as UTF-8", b'{"a": "\xed\xa0\x80"}', "not-utf-8", 1, 8),
    ("an overlong form", b'{"a": "\xc0\xaf"}', "not-utf-8", 1, 8),
    ("UTF-16 with its mark, little end first", '{"id": "x"}'.encode("utf-16"), "not-utf-8", 1, 1),
    ("UTF-16 with its mark, big end first", b"\xfe\xff" + '{"a": 1}'.encode("utf-16-be"), "not-utf-8", 1, 1),
    ("UTF-16 without a mark", '{"id": "x"}'.encode("utf-16-le"), "not-utf-8", 1, 1),
    ("UTF-16 without a mark, big end first", '{"id": "x"}'.encode("utf-16-be"), "not-utf-8", 1, 1),
    ("nothing but zeros, as after a power cut", bytes(4096), "invalid-json", 1, 1),
    ("zeros after half a record", b'{\n  "id": "x",\n' + bytes(40), "invalid-json", 3, 1),
    ("a number that breaks off after its point", b"[\n  5.\n]", "invalid-json", 2, 3),
    ("a number that breaks off after its e", b"[5e, 2]", "invalid-json", 1, 2),
    ("a lonely minus", b'{\n  "a": -\n}', "invalid-json", 2, 8),
    ("empty file", b"", "invalid-json", 1, 1),
    ("file of white space", b" \n\t\n", "invalid-json", 1, 1),
    ("two documents on two lines", b"{}\n{}", "invalid-json", 2, 1),
    ("two documents on one line", b"{} {}", "invalid-json", 1, 4),
    ("a bracket too many", b'{\n  "a": 1\n}}', "invalid-json", 3, 2),
    ("object never closed", b'{\n  "a": 1\n', "invalid-json", 1, 1),
    ("list never closed", b'{\n  "a": [\n    1\n', "invalid-json", 2, 8),
    ("list closed as an object", b'{\n  "a": [1, 2}\n}', "invalid-json", 2, 13),
    ("object closed as a list", b'{\n  "a": {"b": 1]\n}', "invalid-json", 2, 15),
    ("text never closed, at the end", b'{\n  "a": "open', "invalid-json", 2, 8),
    ("text never closed, more lines follow", b'{\n  "a": "open\n}', "invalid-json", 2, 8),
    ("single quotes around a key", b"{\n  'a': 1\n}", "invalid-json", 2, 3),
    ("single quotes around a value", b"{\n  \"a\": 'x'\n}", "invalid-json", 2, 8),
    ("curly quotes", '{\n  "a": \u201cx\u201d\n}'.encode(), "invalid-json", 2, 8),
    ("key without quotes", b"{\n  a: 1\n}", "invalid-json", 2, 3),
    ("missing comma between keys", b'{\n  "a": 1\n  "b": 2\n}', "invalid-json", 2, 9),
    ("missing comma between entries", b"[\n  1\n  2\n]", "invalid-json", 2, 4),
    ("missing colon", b'{\n  "a" 1\n}', "invalid-json", 2, 7),
    ("missing value", b'{\n  "a": \n}', "invalid-json", 3, 1),
    ("True of Python", b'{\n  "a": True\n}', "invalid-json", 2, 8),
    ("None of Python", b'{\n  "a": None\n}', "invalid-json", 2, 8),
    ("undefined of JavaScript", b'{\n  "a": undefined\n}', "invalid-json", 2, 8),
    ("leading zero", b'{\n  "a": 01\n}', "invalid-json", 2, 8),
    ("leading plus", b'{\n  "a": +1\n}', "invalid-json", 2, 8),
    ("leading point", b'{\n  "a": .5\n}', "invalid-json", 2, 8),
    ("hexadecimal number", b'{\n  "a": 0x10\n}', "invalid-json", 2, 8),
    ("tab in a text", b'{\n  "a": "x\ty"\n}', "invalid-json", 2, 10),
    ("NUL in a text", b'{\n  "a": "x\x00y"\n}', "invalid-json", 2, 10),
    ("trailing comma with CRLF", b'{\r\n  "a": 1,\r\n}\r\n', "invalid-json", 2, 9),
    ("missing comma with CRLF", b'{\r\n  "a": 1\r\n  "b": 2\r\n}', "invalid-json", 2, 9),
)


def _fault_of(data: bytes) -> SyntaxFault:
    with pytest.raises(SyntaxFault) as caught:
        parse_json(data)
    return caught.value


@pytest.mark.parametrize(("data", "slug", "line", "column"), [f[1:] for f in _FAULTS], ids=[f[0] for f in _FAULTS])
def test_what_is_no_strict_json_is_refused_at_its_place(data: bytes, slug: str, line: int, column: int) -> None:
    """Bytes that another reader could read otherwise, or not at all, are refused with a slug, a line and a column."""
    fault = _fault_of(data)

    assert (fault.slug, fault.line, fault.column) == (slug, line, column)
    assert fault.message
    assert fault.help


@pytest.mark.parametrize(
    ("data", "what", "place"),
    [
        (b'{\n  "a": "\\ud800"\n}', "a lone leading surrogate", range(8, 16)),
        (b'{\n  "a": "\\udc00x"\n}', "a lone trailing surrogate", range(8, 16)),
        (b'{\n  "a": "\\ud800\\u0041"\n}', "a surrogate with a letter behind it", range(8, 22)),
        (b'{\n  "a": "\\x41"\n}', "an escape that JSON does not have", range(8, 14)),
        (b'{\n  "a": "\\u12"\n}', "an escape cut short", range(8, 15)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_escape_is_refused_inside_its_text(data: bytes, what: str, place: range) -> None:
    """A lone surrogate or another bad escape is refused at a column of the text that holds it."""
    fault = _fault_of(data)

    assert (fault.slug, fault.line) == ("invalid-json", 2), what
    assert fault.column in place


def test_a_key_given_twice_names_the_first_place_too() -> None:
    """The fault of a key that stands twice holds both places, whatever lies between."""
    fault = _fault_of(b'{\n  "a": {"x": "}"},\n  "b": [{"a": 1}],\n  "a": 2\n}')

    assert (fault.line, fault.column, fault.first) == (4, 3, (2, 3))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"1234567890123456789012345678901234567890", 1234567890123456789012345678901234567890),
        (b"-0.1e-400", 0.0),
        (b"1.7976931348623157e308", 1.7976931348623157e308),
        (b'{\r\n  "a": 1\r\n}\r\n', {"a": 1}),
        (b"[" * 200 + b"]" * 200, None),
        (b'[{"a": 1}, {"a": 1}]', [{"a": 1}, {"a": 1}]),
        (b'{"a": {"a": {"a": 1}}}', {"a": {"a": {"a": 1}}}),
        (b'"\\ud83d\\ude00"', "\N{GRINNING FACE}"),
        (b'"1e400 NaN // # \'"', "1e400 NaN // # '"),
        (b'"\x7f\xc2\x80"', "\x7f\x80"),
        (b" \t\r\n null \t\r\n", None),
    ],
    ids=str,
)
def test_what_every_reader_reads_the_same_way_is_accepted(data: bytes, value: object) -> None:
    """Long whole numbers are exact, 200 levels are allowed, and what lies inside a text is no syntax."""
    parsed = parse_json(data)

    if data.startswith(b"[["):
        for _ in range(199):
            (parsed,) = parsed
        assert parsed == []
    else:
        assert parsed == value
        assert type(parsed) is type(value)


def test_a_long_number_with_a_short_exponent_is_out_of_range() -> None:
    """A number that only its many digits and its exponent together make infinite is refused."""
    assert _fault_of(b"[1" + b"0" * 290 + b"e50]").slug == "number-out-of-range"


def test_a_number_of_5000_digits_is_out_of_range() -> None:
    """The slug of a number that is too large does not depend on how much too large it is."""
    assert _fault_of(b"[" + b"1" * 5000 + b"]").slug == "number-out-of-range"


def test_a_number_that_ends_in_a_point_is_shown_on_its_line() -> None:
    """A number without digits after its point is reported on the line where it stands."""
    assert _fault_of(b'{\n  "a": 5.\n}').line == 2


def test_a_file_cut_off_anywhere_is_refused() -> None:
    """Half of a record, cut at whatever byte, is refused at a place that the half has."""
    whole = _RECORD.rstrip()
    parse_json(whole)

    for end in range(len(whole)):
        fault = _fault_of(whole[:end])
        lines = whole[:end].decode(errors="replace").split("\n")
        assert fault.slug in {"invalid-json", "not-utf-8"}
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1


def test_a_cut_inside_a_letter_is_shown_at_that_letter() -> None:
    """A file that ends amid the bytes of one letter is refused where the letter begins."""
    fault = _fault_of('{\n  "a": "né'.encode()[:-1])

    assert (fault.slug, fault.line, fault.column) == ("not-utf-8", 2, 10)


def test_a_record_with_one_byte_removed_is_never_another_record() -> None:
    """A record without one of its marks of punctuation is refused, or the mark stood inside a text."""
    inside = _inside_texts(_RECORD)

    for offset, (byte, quoted) in enumerate(zip(_RECORD, inside, strict=True)):
        if byte in b'{}[]:"' and not quoted:
            fault = _fault_of(_RECORD[:offset] + _RECORD[offset + 1 :])
            assert fault.slug in {"invalid-json", "duplicate-key"}


def _inside_texts(data: bytes) -> list[bool]:
    """For every byte whether it lies between the quotation marks of a text; the record has no escaped ones."""
    assert b"\\" not in data
    marks = [offset for offset, byte in enumerate(data) if byte == ord('"')]
    inside = [False] * len(data)
    for number, (start, end) in enumerate(pairwise(marks)):
        if number % 2 == 0:
            inside[start + 1 : end] = [True] * (end - start - 1)
    return inside


def test_every_slug_of_a_fault_has_a_code() -> None:
    """Whatever the parser refuses is listed among the codes."""
    assert {slug for _, _, slug, _, _ in _FAULTS} <= set(LOADING_CODES)
