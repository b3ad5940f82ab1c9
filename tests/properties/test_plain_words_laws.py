"""What reading plain words promises for every text: playing down takes nothing away, and a no is never an answer."""

from hypothesis import given
from hypothesis import strategies as st

from builders import laws
from intake.readers import reader, red_flags
from surefoot.intake import Understanding

DOWN = ["just", "a bit", "a little", "probably nothing", "slightly", "only"]
AROUND = [
    "No chest pain",
    "I am 50 years old",
    "my leg is weak",
    "never had a seizure",
    "It might be nothing",
    "no fever",
]


def flagged_phrases() -> list[tuple[str, str]]:
    """The phrases of the red flags that are understood when they stand alone."""
    said = [phrase.said for phrase in reader().phrases.all if phrase.said.finding in red_flags() and not phrase.able]
    plain = [(one.finding, one.words) for one in said if not one.never and "," not in one.words]
    return [(name, words) for name, words in plain if name in reader().understand(words).answers]


PHRASES = st.sampled_from(flagged_phrases())


@laws(100)
@given(PHRASES, st.sampled_from(DOWN), st.data())
def test_playing_down_never_removes_a_red_flag(phrase, down, data):
    """A red flag that is understood is so with "just" or "probably nothing" before, behind or inside it."""
    finding, words = phrase
    split = words.split()
    at = data.draw(st.integers(0, len(split)))
    told = " ".join([*split[:at], down, *split[at:]])
    assert reader().understand(told).answers.get(finding) is True


@laws(40)
@given(st.lists(PHRASES, min_size=1, max_size=2), st.lists(st.sampled_from(AROUND), max_size=2, unique=True), st.data())
def test_order_and_case_of_sentences_do_not_matter(phrases, around, data):
    """The same sentences in another order, in capitals, with other marks at their ends, say the same."""
    sentences = [*dict.fromkeys([words for _, words in phrases] + around)]
    told = ". ".join(sentences)
    other = "! ".join(sentence.upper() for sentence in data.draw(st.permutations(sentences))) + "..."
    assert answers_in(told) == answers_in(other)


@laws(80)
@given(
    st.lists(
        st.one_of(
            PHRASES.map(lambda phrase: phrase[1]),
            st.sampled_from(
                [
                    "no",
                    "not",
                    "I can",
                    "without",
                    "but",
                    "my dad",
                    "if I get",
                    "?",
                    ",",
                    "never",
                    "years ago",
                    "not sure",
                    "72",
                    ".",
                ]
            ),
        ),
        max_size=7,
    )
)
def test_no_text_answers_no(words):
    """Whatever is said, no red flag is answered with "no", and what is denied is not understood as well."""
    understanding = reader().understand(" ".join(words))
    assert False not in [understanding.answers.get(name) for name in red_flags()]
    assert not set(understanding.answers) & {reading.finding for reading in understanding.denied}


@laws(80)
@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    """No text is refused, and every span lies within it."""
    understanding = reader().understand(text)
    spans = [*understanding.not_used, *(one.span for one in (*understanding.understood, *understanding.offered))]
    assert all(0 <= start < end <= len(understanding.text) for start, end in spans)


def answers_in(text: str) -> tuple[object, ...]:
    understanding: Understanding = reader().understand(text)
    denied = {reading.finding for reading in understanding.denied}
    return dict(understanding.answers), denied, {offer.finding for offer in understanding.offered}
