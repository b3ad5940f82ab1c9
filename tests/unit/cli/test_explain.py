"""`explain`: the page of a code, by whatever name, and the table of all codes."""

import jsonschema
import pytest

from surefoot.loading import schema_named
from surefoot.proof import PROOF_CODES
from surefoot.transitions import TRANSITION_CODES
from surefoot.validation import all_codes

_CODES = (*all_codes(), *PROOF_CODES.values(), *TRANSITION_CODES.values())


@pytest.mark.parametrize("output_format", ["text", "markdown"])
@pytest.mark.parametrize("code", _CODES, ids=lambda code: code.code)
def test_a_page_says_everything_about_a_code(code, output_format, surefoot):
    """The page names code, slug and severity, and has the four texts."""
    run = surefoot("explain", code.code, "--format", output_format)
    words = "".join(run.out.split()).casefold()
    assert (run.code, run.err) == (0, "")
    for text in (code.code, code.slug, code.severity.value, code.flags, code.matters, code.example, code.cure):
        assert "".join(text.split()).casefold() in words


@pytest.mark.parametrize("name", ["s101", "unknown-key", "UNKNOWN-KEY", "Unknown_Key", " S101 "])
def test_a_code_has_several_names(name, surefoot):
    """A code is found by its number and by its slug, in small or capital letters."""
    assert surefoot("explain", name) == surefoot("explain", "S101")


@pytest.mark.parametrize(
    ("name", "meant"),
    [("S1O1", "'S101'"), ("dangling-refrence", "'dangling-reference'"), ("nothing-like-it", "lists them")],
)
def test_an_unknown_code_is_a_wrong_use(name, meant, surefoot):
    """For a name that no code has the error says which one may have been meant, or where they are listed."""
    run = surefoot("explain", name)
    assert (run.code, run.out) == (2, "")
    assert meant in run.err


@pytest.mark.parametrize("output_format", ["text", "markdown"])
def test_the_table_lists_every_code(output_format, surefoot):
    """Without a code, each code has its line, and no line of the text is wider than a terminal of 110 columns."""
    out = surefoot("explain", "--format", output_format).out
    assert all(code.code in out and code.slug in out for code in _CODES)
    assert output_format == "markdown" or max(map(len, out.splitlines())) <= 110


@pytest.mark.parametrize("arguments", [(), ("E102",)])
def test_the_json_follows_its_schema(arguments, surefoot):
    """The JSON of one code and of all follows schemas/code-list.schema.json."""
    entries = surefoot("explain", *arguments, "--format", "json").json
    jsonschema.Draft202012Validator(schema_named("code-list")).validate(entries)
    assert [entry["code"] for entry in entries] == (list(arguments) or [code.code for code in _CODES])


def test_a_page_is_plain_off_a_terminal(surefoot):
    """Colour is there only when it is asked for."""
    assert "\x1b[" not in surefoot("explain", "S101").out
    assert "\x1b[" in surefoot("explain", "S101", "--color").out
