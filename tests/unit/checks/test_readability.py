"""The reading formula: syllables, sentences, and which texts are harder than others."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import laws
from surefoot.checks.wording.readability import reader_of, sentences, syllables
from surefoot.checks.wording.said import folded, phrases_of

WORDS = {
    1: "leg pain walked nerves through eyes make these use played 48 I",
    2: "weakness numbness people able needed muscles changes being going doctor table houses into",
    3: "medicine saddle-bag radio previous animal together",
    4: "emergency diagnosis evaluate usually inflammation",
}


@pytest.mark.parametrize(
    ("word", "count"),
    [(w, n) for n, words in WORDS.items() for w in words.split()],
)
def test_syllables(word, count):
    """Common words have as many syllables as a reader hears."""
    assert syllables(word) == count


@laws(300)
@given(st.text("aeiouyclstgxqdhzbn'’9Éé", max_size=9))
def test_syllables_are_the_groups_of_vowels(word):
    """Groups of vowels, without silent endings, with vowels that are spoken apart; written out as three patterns."""
    letters = re.sub("[^a-z]", "", word.lower())
    silent = re.search("[^aeiouyl]e$|[aeiouy]le$|[^aeiouylscxzgh]es$|[^aeiouytd]ed$", letters)
    apart = re.findall("(?<![cstgx])i[aou]|(?<![qg])ua|[aeiouy]ing$", letters)
    assert syllables(word) == max(1, len(re.findall("[aeiouy]+", letters)) - bool(silent) + len(apart))


@laws(200)
@given(st.lists(st.text("ab A’'\t\0\x1c ßI\n", max_size=6), max_size=5))
def test_phrases_are_folded_one_by_one(phrases):
    """Folding many phrases at once gives what each gives by itself, odd characters and empty phrases included."""
    content = {"says": phrases[:2], "answer": {"values": [{"says": phrases[2:]}]}}
    assert phrases_of(content) == [folded(phrase) for phrase in phrases]


def test_sentences():
    """A sentence ends with a stop, a question mark or a colon before a space, and has a word in it."""
    assert sentences("Rest. Is it 3.5 days? Then: call. ...") == ["Rest.", "Is it 3.5 days?", "Then:", "call."]


def test_a_known_text():
    """The grade of a sentence is that of the formula: 6 words, 7 syllables, 1 sentence."""
    expected = 0.39 * 6 + 11.8 * 7 / 6 - 15.59 + 5
    assert reader_of(["The cat sat on the table."], ()) == pytest.approx(expected)


def test_a_name_counts_as_a_short_word():
    """A name that has to be said makes a text no harder than a word of two syllables, and never easier."""
    said = ["You take simvastatin."]
    assert reader_of(said, {"simvastatin"}) == pytest.approx(reader_of(["You take doctor."], ()))
    assert reader_of(["You take it."], {"it"}) == reader_of(["You take it."], ())


@laws(200)
@given(
    st.lists(st.sampled_from(["rest", "call", "walk", "medicine", "emergency", "numb"]), min_size=2, max_size=30),
    st.data(),
)
def test_shorter_sentences_are_easier(words, data):
    """Cutting a sentence in two never makes a text harder."""
    cut = data.draw(st.integers(1, len(words) - 1))
    whole, parts = [" ".join(words)], [" ".join(words[:cut]), " ".join(words[cut:])]
    assert reader_of(parts, ()) < reader_of(whole, ())


@laws(200)
@given(st.text(max_size=40))
def test_any_text_has_sentences_that_can_be_read(text):
    """Whatever a text holds, its sentences have a reader."""
    spoken = sentences(text)
    assert not spoken or reader_of(spoken, ()) < 1000
