"""The one form of a record: what it looks like, and that it says what the record said."""

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surefoot.editing import canonical
from surefoot.loading import SyntaxFault, scan_kb, scan_scenarios
from surefoot.model import Kind

_SECOND_KB = Path(__file__).parents[2] / "second_kb"
_FILES = (*scan_kb(_SECOND_KB / "kb").files, *scan_scenarios(_SECOND_KB / "scenarios").files)
_SEEDED = settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_NUMBERS = st.sampled_from(["0", "-0", "1.10", "1e3", "1E+5", "-2.50e-7", "123456789012345678901234567890", "0.0"])
_TEXTS = st.sampled_from(["", "é", "\N{GRINNING FACE}", '"', "\\", "\n", "/", "\u2028", "\x7f", "a b"]) | st.text(
    alphabet=st.characters(exclude_categories=["Cs"]), max_size=30
)


@st.composite
def _json_texts(draw: st.DrawFn) -> str:
    """A JSON text with numbers written in several ways, escapes, and any white space."""
    space = st.sampled_from(["", " ", "\n", "\r\n\t"])

    def written(depth: int) -> str:
        kind = draw(st.sampled_from("nstc" if depth > 3 else "nsstcaaooo"))
        if kind == "n":
            return draw(_NUMBERS)
        if kind == "s":
            return json.dumps(draw(_TEXTS), ensure_ascii=draw(st.booleans()))
        if kind in "tc":
            return draw(st.sampled_from(["true", "false", "null"]))
        if kind == "a":
            return "[" + ",".join(pad(written(depth + 1)) for _ in range(draw(st.integers(0, 6)))) + "]"
        keys = draw(st.lists(_TEXTS, max_size=6, unique=True))
        return "{" + ",".join(pad(pad(json.dumps(key)) + ":" + pad(written(depth + 1))) for key in keys) + "}"

    def pad(text: str) -> str:
        return draw(space) + text + draw(space)

    return pad(written(0))


class _Pairs(list[Any]):
    """An object with the order of its keys."""


def _ordered(data: bytes | str) -> Any:
    """The value with its keys in order and its numbers as they are written."""
    return json.loads(
        data, object_pairs_hook=_Pairs, parse_int=lambda n: ("number", n), parse_float=lambda n: ("number", n)
    )


@_SEEDED
@given(_json_texts())
def test_what_a_text_says_stays_the_same(text):
    """Values, order of keys and the digits of numbers stay the same when nothing is known about the text."""
    assert _ordered(canonical(text.encode())) == _ordered(text)


@_SEEDED
@given(_json_texts())
def test_the_form_of_the_form_is_the_form(text):
    """What is in canonical form is not changed again."""
    once = canonical(text.encode())
    assert canonical(once) == once


@_SEEDED
@given(_json_texts())
def test_lines_are_short_where_they_can_be(text):
    """A line has at most 100 columns unless it holds one value that cannot be divided; there is one final newline."""
    *lines, last = canonical(text.encode()).decode().split("\n")
    assert last == ""
    assert lines[-1] != ""
    for line in (line for line in lines if len(line) > 100):
        content = line.strip().removesuffix(",")
        assert "{" in content or _is_one_value(content), line


def _is_one_value(content: str) -> bool:
    try:
        pair = json.loads("{" + content + "}")
        return not isinstance(next(iter(pair.values())), (list, dict)) or content.endswith(("{}", "[]"))
    except ValueError:
        return content[-1] in "[" or not isinstance(json.loads(content), (list, dict))


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.id)
def test_the_order_of_keys_does_not_matter(file):
    """Two files that differ in the order of keys, where a schema names them, have one form."""
    content = json.loads(Path(file.path).read_bytes())
    rng = random.Random(file.id)
    shuffled = _shuffled(content, rng)
    form = canonical(json.dumps(content).encode(), file.kind)
    assert list(shuffled) != list(content)
    assert canonical(json.dumps(shuffled).encode(), file.kind) == form
    assert json.loads(form) == content


_FREE = ("presentation", "jargon", "fewest", "contractions", "numbers", "units", "endings", "moments")
"""Maps whose keys are words that no schema names, so that their order is the author's."""


def _shuffled(value: Any, rng: random.Random, key: str = "") -> Any:
    if isinstance(value, list):
        return [_shuffled(item, rng) for item in value]
    if not isinstance(value, dict) or key in _FREE:
        return value
    keys = list(value)
    rng.shuffle(keys)
    return {name: _shuffled(value[name], rng, name) for name in keys}


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.id)
def test_a_record_with_faults_has_a_form_too(file):
    """A record whose keys are missing, misspelt or of the wrong type keeps what it says, and has one form."""
    rng = random.Random(file.id)
    for _ in range(5):
        content = _broken(json.loads(Path(file.path).read_bytes()), rng)
        form = canonical(json.dumps(content).encode(), file.kind)
        assert json.loads(form) == content
        assert canonical(form, file.kind) == form


def _broken(value: Any, rng: random.Random) -> Any:
    luck = rng.random()
    if luck < 0.03:
        return rng.choice([None, [], {}, "x", 3, {"x": value}, [value]])
    if isinstance(value, list):
        return [_broken(item, rng) for item in value]
    if isinstance(value, dict):
        kept = {key: _broken(item, rng) for key, item in value.items() if rng.random() > 0.05}
        return {f"{key}x" if rng.random() < 0.05 else key: item for key, item in kept.items()}
    return value


_LONG = "a sentence of some length that says something about nothing at all, again and again and again"
_RULE = {
    "review": {"due_on": "2030-01-01", "reviewed_on": None, "status": "unreviewed"},
    "unknown": 1,
    "when": {"of": [{"is": "b", "finding": "a"}, {"finding": "c"}], "at_least": 1},
    "sources": [],
    "id": "x",
    "$schema": "../../../schemas/rule.schema.json",
    "also": 2,
}
_FORMS = (
    ("an empty object stays empty", None, "{ }", "{}\n"),
    ("the whole is always expanded", None, '{"a":1}', '{\n  "a": 1\n}\n'),
    ("a scalar is a text too", None, " 1.10 ", "1.10\n"),
    ("numbers keep their digits", None, "[1.10,1e3,-0]", "[\n  1.10, 1e3, -0\n]\n"),
    ("what fits stays on one line", None, '{"a":{"b":[1,{}]}}', '{\n  "a": {"b": [1, {}]}\n}\n'),
    ("escapes are undone", None, '{"a":"\\u00e9\\/"}', '{\n  "a": "é/"\n}\n'),
    ("escapes that must be stay", None, '{"a":"\\u000a\\u0001"}', '{\n  "a": "\\n\\u0001"\n}\n'),
    (
        "short values share lines",
        None,
        json.dumps({"a": [f"value-{n:02}" for n in range(12)]}),
        '{\n  "a": [\n'
        '    "value-00", "value-01", "value-02", "value-03", "value-04", "value-05", "value-06", "value-07",\n'
        '    "value-08", "value-09", "value-10", "value-11"\n  ]\n}\n',
    ),
    (
        "sentences do not",
        None,
        json.dumps({"a": [_LONG, "short", 3]}),
        f'{{\n  "a": [\n    "{_LONG}",\n    "short",\n    3\n  ]\n}}\n',
    ),
    (
        "a map of short values shares lines, named keys do not",
        "scenario",
        json.dumps({"presentation": {f"finding-{n:02}": ["x"] if n == 1 else True for n in range(6)}}),
        '{\n  "presentation": {\n'
        '    "finding-00": true, "finding-01": ["x"], "finding-02": true, "finding-03": true,\n'
        '    "finding-04": true, "finding-05": true\n  }\n}\n',
    ),
    (
        "an object with named keys has one on each line",
        "scenario",
        json.dumps({"expect": {"urgency": "a-" * 30, "at_least": "b-" * 20, "settled": True}}),
        '{\n  "expect": {\n    "urgency": "' + "a-" * 30 + '",\n    "at_least": "' + "b-" * 20 + '",\n'
        '    "settled": true\n  }\n}\n',
    ),
    (
        "a long list in a map stands alone, and so do its neighbors",
        "scenario",
        json.dumps({"presentation": {"a": True, "b": ["x" * 30, "y" * 30], "c": False}}),
        '{\n  "presentation": {\n    "a": true,\n    "b": ["' + "x" * 30 + '", "' + "y" * 30 + '"],\n'
        '    "c": false\n  }\n}\n',
    ),
    (
        "a filled line has 100 columns and no more",
        None,
        json.dumps({"k": ["a" * 46, "b" * 43, "c" * 46, "d" * 45]}),
        '{\n  "k": [\n    "' + "a" * 46 + '", "' + "b" * 43 + '",\n    "' + "c" * 46 + '",\n    "' + "d" * 45 + '"\n'
        "  ]\n}\n",
    ),
    (
        "keys have the order of the schema; unknown ones come before the sources",
        "rule",
        json.dumps(_RULE),
        '{\n  "$schema": "../../../schemas/rule.schema.json",\n  "id": "x",\n'
        '  "when": {"at_least": 1, "of": [{"finding": "a", "is": "b"}, {"finding": "c"}]},\n'
        '  "unknown": 1,\n  "also": 2,\n  "sources": [],\n'
        '  "review": {"status": "unreviewed", "reviewed_on": null, "due_on": "2030-01-01"}\n}\n',
    ),
)


@pytest.mark.parametrize(("kind", "text", "form"), [form[1:] for form in _FORMS], ids=[form[0] for form in _FORMS])
def test_the_form(kind, text, form):
    """Each rule of the form is seen in an example."""
    assert canonical(text.encode(), kind).decode() == form


_BRANCHES = (
    ("the constant", "sources", [{"source": "s", "claim": "c", "basis": "common-knowledge"}], "basis claim source"),
    ("the keys", "when", {"is": True, "finding": "a", "all": []}, "finding is all"),
    ("the keys that are missing", "when", {"of": [], "x": 1, "at_least": 1}, "at_least of x"),
    ("the keys inside", "when", {"not": {"is": True, "finding": "a"}}, "not finding is"),
)


@pytest.mark.parametrize(("key", "value", "order"), [b[1:] for b in _BRANCHES], ids=[b[0] for b in _BRANCHES])
def test_of_several_forms_the_closest_gives_the_order(key, value, order):
    """Where a schema knows several forms, the order is that of the one the value fits best, faults or not."""
    form = canonical(json.dumps({key: value}).encode(), "rule").decode()
    assert re.findall(r'"(\w+)": ', form)[1:] == order.split()


@pytest.mark.parametrize(("length", "lines"), [(81, 1), (82, 3)])
def test_a_line_may_have_100_columns(length, lines):
    """A list stays on one line when the line, with key and comma, has 100 columns, and not when it has 101."""
    text = json.dumps({"key-of-9": ["x" * length], "z": 0})
    body = canonical(text.encode()).decode().split("\n")[1:-3]
    assert len(body) == lines
    assert max(map(len, body)) <= 100


@pytest.mark.parametrize("kind", [*Kind, "presentation"])
def test_every_kind_has_an_order(kind):
    """Every kind of record has a schema that gives the order, and so has a presentation."""
    assert canonical(b'{"z": 1}', kind) == b'{\n  "z": 1\n}\n'


@pytest.mark.parametrize("data", [b"", b"{", b'{"a": 1, "a": 1}', b"\xef\xbb\xbf{}", b"[NaN]", b"\xff"])
def test_what_is_no_json_has_no_form(data):
    """A text that is no JSON is refused with the fault that `validate` reports."""
    with pytest.raises(SyntaxFault):
        canonical(data)
