"""Lines and JSON are laid out as the libraries do it that take too long to import."""

import json
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surefoot.model import Flag
from surefoot.reporting import json_text
from surefoot.reporting.style import WIDTH, wrap

WORDS = st.lists(
    st.text("abc-\u00a0\u2019/", min_size=1, max_size=2 * WIDTH).map(lambda word: f"a{word}a"), max_size=30
)
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(WORDS, st.sampled_from(["", "  ", "      "]), st.sampled_from([None, "", "  - "]))
def test_lines_are_those_of_textwrap(words, indent, first):
    """Words with one blank between them are laid out alike."""
    text = " ".join(words)
    again = textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    assert wrap(text, indent, first) == again


@pytest.mark.parametrize("text", ["a\nb", "a \t b", " a b ", "a\r\n\x0b\x0cb"])
def test_white_space_is_one_blank(text):
    """What a person typed in lines is set anew."""
    assert wrap(text) == "a b"


@given(DOCUMENTS)
def test_json_is_that_of_the_library(document):
    """To the letter: surrogates, controls, empty lists, numbers."""
    assert json_text(document) == json.dumps(document, indent=2, ensure_ascii=False)


def test_tuples_and_names_are_lists_and_texts():
    """What the library itself holds is written as its plain form is."""
    assert json_text({"a": (1, "b"), "c": Flag.ALONE}) == json.dumps({"a": [1, "b"], "c": Flag.ALONE.value}, indent=2)


@pytest.mark.parametrize("thing", [{1, 2}, b"x", object()])
def test_what_has_no_form_is_refused(thing):
    """Nothing is written that no reader would understand."""
    with pytest.raises(TypeError, match="has no form in JSON"):
        json_text({"x": [thing]})
