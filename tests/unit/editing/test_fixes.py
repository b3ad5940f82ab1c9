"""Applying fixes: which go together, which wait, and that no file gets worse."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surefoot.diagnostics import Fix, Place, TextEdit
from surefoot.editing import apply_fixes, is_json, mend_syntax

_SEEDED = settings(derandomize=True, deadline=None, max_examples=300)


def _edit(start: int, end: int, text: str, file: str = "f") -> TextEdit:
    return TextEdit(Place(file), start, end, text)


def _fix(*edits: TextEdit) -> Fix:
    return Fix("mend it", True, edits)


def test_edits_count_in_the_text_as_it_was():
    """Several fixes of one file are applied together, in whatever order they come."""
    fixes = [_fix(_edit(7, 8, "3")), _fix(_edit(4, 5, "222")), _fix(_edit(1, 2, ""), _edit(2, 4, ""))]
    mending = apply_fixes({"f": b"[1, 2, 3]", "other": b"{}"}, fixes)
    assert mending == ({"f": b"[222, 3]"}, 3)


_CONFLICTS = (
    ("the same place", _edit(4, 5, "9"), _edit(4, 5, "9")),
    ("one within the other", _edit(2, 8, ""), _edit(4, 5, "9")),
    ("half over each other", _edit(2, 5, ""), _edit(4, 8, "")),
    ("two put in at one point", _edit(5, 5, " "), _edit(5, 5, " ")),
    ("one put in at the edge of what another takes out", _edit(2, 5, ""), _edit(5, 5, " ")),
    ("one put in at the edge of what another took out", _edit(5, 5, " "), _edit(5, 8, "")),
)


@pytest.mark.parametrize(("first", "second"), [c[1:] for c in _CONFLICTS], ids=[c[0] for c in _CONFLICTS])
def test_fixes_that_touch_each_other_wait(first, second):
    """Of two fixes that overlap, or whose order would matter, the first is applied and the other waits."""
    text = b"[1, 2, 3, 4]"
    alone = apply_fixes({"f": text}, [_fix(first)])
    assert apply_fixes({"f": text}, [_fix(first), _fix(second)]) == alone
    assert alone.fixed == 1


def test_fixes_side_by_side_do_not_wait():
    """What one fix takes out may end where the other begins."""
    mending = apply_fixes({"f": b"[1, 2, 3, 4]"}, [_fix(_edit(1, 4, "")), _fix(_edit(4, 7, ""))])
    assert mending == ({"f": b"[3, 4]"}, 2)


def test_a_fix_is_applied_whole_or_not_at_all():
    """When one edit of a fix has to wait, so have its others, in this file and in other files."""
    texts = {"f": b"[1, 2]", "g": b"[3]"}
    both = _fix(_edit(1, 2, "8"), _edit(1, 2, "9", "g"))
    assert apply_fixes(texts, [_fix(_edit(1, 2, "7")), both]) == ({"f": b"[7, 2]"}, 1)
    assert apply_fixes(texts, [both]) == ({"f": b"[8, 2]", "g": b"[9]"}, 1)


def test_a_fix_of_a_file_that_is_not_there_waits():
    """A fix that changes a file whose text is not known is not applied to the others either."""
    assert apply_fixes({"f": b"[1]"}, [_fix(_edit(1, 2, "2"), _edit(0, 0, "x", "gone"))]) == ({}, 0)


def test_a_fix_that_would_break_the_file_is_left_out():
    """A file that is JSON stays JSON; the good fixes before and after a bad one are applied."""
    fixes = [_fix(_edit(1, 2, "7")), _fix(_edit(4, 5, "oops")), _fix(_edit(7, 8, "9"))]
    assert apply_fixes({"f": b"[1, 2, 3]"}, fixes) == ({"f": b"[7, 2, 9]"}, 2)


@st.composite
def _texts_and_fixes(draw: st.DrawFn) -> tuple[bytes, list[Fix]]:
    values = st.recursive(
        st.sampled_from([1, "é", None]),
        lambda v: st.lists(v, max_size=4) | st.dictionaries(st.sampled_from("abé"), v, max_size=3),
    )
    text = json.dumps(draw(values), ensure_ascii=False).encode()
    point = st.integers(0, len(text))
    edits = st.tuples(point, point, st.sampled_from(["", "1", ",", ', "b": 2', "[", "}"]))
    drawn = draw(st.lists(st.lists(edits, min_size=1, max_size=2), max_size=5))
    return text, [_fix(*(_edit(min(a, b), max(a, b), new) for a, b, new in group)) for group in drawn]


@_SEEDED
@given(_texts_and_fixes())
def test_json_stays_json(texts_and_fixes):
    """Whatever fixes do, a file that was JSON is JSON afterwards."""
    text, fixes = texts_and_fixes
    mending = apply_fixes({"f": text}, fixes)
    assert is_json(mending.texts.get("f", text))
    assert (mending.fixed == 0) == ("f" not in mending.texts)


_SAFE = (
    ("byte-order mark", b'\xef\xbb\xbf{"a": 1}', '{"a": 1}', 1),
    ("comma before }", '{"é": 1 ,\n}', '{"é": 1 \n}', 1),
    ("comma before ]", "[1,]", "[1]", 1),
    ("Python's words", '{"a": True, "b": [False, None]}', '{"a": true, "b": [false, null]}', 3),
    ("spaces that are none", '{\u00a0"a":\u200b1,\u3000"b\u00a0": 2}', '{ "a": 1, "b\u00a0": 2}', 3),
    ("nothing", '{"a": "True, None,]"}', '{"a": "True, None,]"}', 0),
    ("all at once", b"\xef\xbb\xbf[[True,],]", "[[true]]", 4),
)
_UNSAFE = (
    ("comment on its line", '{\n  // é\n  "a": 1\n}', '{\n  "a": 1\n}', 1),
    ("comment at the end of a line", '{"a": 1 # why\n}', '{"a": 1\n}', 1),
    ("comment in a line", '{"a": /* é */ 1}', '{"a": 1}', 1),
    ("comment over lines", '{"a": 1}\n/* x\n y */\n', '{"a": 1}\n', 1),
    ("comment at the very end", '{"a": 1} // x', '{"a": 1}', 1),
    ("comment with Windows line ends", '{\r\n  // x\r\n  "a": 1\r\n}', '{\r\n  "a": 1\r\n}', 1),
    ("single quotes", "{'a': 'b'}", '{"a": "b"}', 2),
    ("quotes inside quotes", "['it\\'s \"x\", isn't it']", '["it\'s \\"x\\", isn\'t it"]', 1),
    ("curly quotes", "{\u201cé\u201d: \u2018b\u2019}", '{"é": "b"}', 2),
    ("quotation marks that point", "{\u00aba\u00bb: \u201eb\u201c, \uff02c\uff02: `d`}", '{"a": "b", "c": "d"}', 4),
    ("a colon forgotten", '{"a" 1}', '{"a": 1}', 1),
    ("another sign for a colon or a comma", '{"a" = 1; "b"\uff1a 2}', '{"a" : 1, "b": 2}', 3),
    ("a key without quotes", "{a: 1, $b: 2}", '{"a": 1, "$b": 2}', 2),
    ("a key with half of its quotes", '{a": 1}', '{"a": 1}', 1),
    ("a text without quotes", '{"a": some words, "b": [x-1]}', '{"a": "some words", "b": ["x-1"]}', 2),
    ("a text with half of its quotes", '{"a": some words"}', '{"a": "some words"}', 1),
    ("a text whose quotes never close", '{\n"a": "b,\n"c": ["d\n]}', '{\n"a": "b",\n"c": ["d"\n]}', 2),
    ("a key whose quotes never close", '{\n"a: 1,\n"c": 2}', '{\n"a": 1,\n"c": 2}', 1),
    ("a text with another closing mark", '{\n"a": "b\u201d,\n"c": 2}', '{\n"a": "b",\n"c": 2}', 1),
    ("quotes inside a text", '{\n"a": "an \\"x\\" and "b" c"\n}', '{\n"a": "an \\"x\\" and \\"b\\" c"\n}', 1),
    ("a text over two lines", '{"a": "b\n   c\td"}', '{"a": "b c d"}', 2),
    ("other words for the values", '{"a": yes, "b": no, "c": undefined}', '{"a": true, "b": false, "c": null}', 3),
    ("words for the values, misspelt", '{"a": ture, "b": flase}', '{"a": true, "b": false}', 2),
    ("numbers of other languages", "[+1, .5, 5., 007, 1_000, 1,500,000]", "[1, 0.5, 5, 7, 1000, 1500000]", 6),
    ("a day without quotes", "[2027-11-22]", '["2027-11-22"]', 1),
    ("a unit", '{"a": 14 days}', '{"a": 14}', 1),
    ("commas that separate nothing", '{,"a": [, 1,, 2]}', '{"a": [ 1, 2]}', 3),
    ("a bracket too many", '{"a": [1]]}', '{"a": [1]}', 1),
    ("a bracket too many at the end", '{"a": 1}\n}', '{"a": 1}\n', 1),
    ("an object that is not closed before the next", '[{"a": 1, {"a": 2}]', '[{"a": 1}, {"a": 2}]', 1),
    ("an object that is not opened in a list", '["a": 1}]', '[{"a": 1}]', 1),
    ("a backslash", '["a\\qb"]', '["a\\\\qb"]', 1),
    ("a comment of HTML", '{\n  <!-- x -->\n  "a": 1}', '{\n  "a": 1}', 1),
    ("no comment inside a text", '["http://x # y /* z */"]', '["http://x # y /* z */"]', 0),
)
_HOPELESS = (
    "",
    "{",
    '{"a": "b}',
    "[1 2]",
    '{"a": ["b", "c": 2}',
    "/* x",
    "['a",
    '{"a": 1, "a": 2}',
    "[NaN]",
    b"\xff\xfe[",
)


@pytest.mark.parametrize(("text", "mended", "count"), [c[1:] for c in _SAFE], ids=[c[0] for c in _SAFE])
def test_safe_repairs_of_the_syntax(text, mended, count):
    """What keeps a file from being JSON and has one meaning is mended, however often it occurs."""
    assert mend_syntax(_bytes(text)) == (mended.encode(), count)


@pytest.mark.parametrize(("text", "mended", "count"), [c[1:] for c in _UNSAFE], ids=[c[0] for c in _UNSAFE])
def test_unsafe_repairs_of_the_syntax(text, mended, count):
    """What could lose something is mended only when that is wanted."""
    assert mend_syntax(_bytes(text)) == (_bytes(text), 0)
    assert mend_syntax(_bytes(text), unsafe=True) == (mended.encode(), count)


@pytest.mark.parametrize("text", _HOPELESS)
def test_what_has_no_repair_stays(text):
    """A text whose meaning is not clear is left as it is."""
    assert mend_syntax(_bytes(text), unsafe=True) == (_bytes(text), 0)


@_SEEDED
@given(st.text(alphabet="{}[],:\"'/*#\\\n \u201cTrueNon1é", max_size=40))
def test_mending_ends(text):
    """Mending comes to an end, counts what it did, and what is JSON is not touched."""
    mended, count = mend_syntax(text.encode(), unsafe=True)
    assert (count == 0) == (mended == text.encode())
    assert count < 100
    assert mend_syntax(mended, unsafe=True) == (mended, 0)


_RECORD = Path(__file__).parents[2].joinpath("second_kb/kb/rules/amber/long-or-stubborn.json").read_text("utf-8")
_PIECES = (
    *"\"'{}[],:;=/+`\\\t\n\r\u00a0\u201c\u201d", "//", "/*", "#", "<!--", "yes", "None", "NaN", "false",
    "01", "+1", "1,000", "<<<<<<< HEAD\n", "=======\n", ".", "...", "1e999", "14 days", '{"a":', "}}", "tru", "\ud7ff",
)  # fmt: skip


@_SEEDED
@given(
    st.lists(st.tuples(st.integers(0, len(_RECORD)), st.integers(0, 40), st.sampled_from(["", *_PIECES])), max_size=5)
)
def test_mending_a_damaged_record_ends(damages):
    """Whatever was put into a record or taken out, each repair is done once, and a second mending has nothing to do."""
    text = _RECORD
    for start, length, piece in damages:
        text = text[:start] + piece + text[start + length :]
    mended, count = mend_syntax(text.encode(), unsafe=True)
    assert count < 100
    assert mend_syntax(mended, unsafe=True) == (mended, 0)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
