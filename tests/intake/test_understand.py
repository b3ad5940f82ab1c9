"""What is made of a sentence: one table of sentences, and what each says, denies, leaves open and only mentions."""

from datetime import date

import pytest

from intake.readers import reader, red_flags
from surefoot.intake import understand

SATURDAY = date(2026, 11, 28)

SAYS = [
    ("My legs went numb this morning and I can't pee", {"leg-numbness-tingling": True, "urinary-retention": True}),
    ("MY LEG IS WEAK!!", {"leg-weakness": True}),
    ("my leg isn\u2019t weak but I can\u2019t pee", {"urinary-retention": True}),
    ("he cant pee", {"urinary-retention": True}),
    ("I've no feeling down there", {"saddle-numbness": True}),
    ("My left leg is suddenly weak", {"leg-weakness": True, "affected-side": "left", "onset": "sudden"}),
    ("both of my legs are weak", {"leg-weakness": True}),
    ("I'm 72", {"age": 72}),
    ("my mother is seventy-two years old", {"age": 72}),
    ("weak leg since Tuesday", {"weakness-duration": 4}),
    ("weak leg since Saturday", {"weakness-duration": 7}),
    ("weak legs for three weeks", {"weakness-duration": 21}),
    ("my leg has been weak for a couple of days", {"weakness-duration": 2}),
    ("Why is my leg so weak?", {"leg-weakness": True}),
    ("my dad can't walk any more", {"unable-to-walk": True}),
    ("it started in my feet and is creeping up my legs", {"ascending-weakness": True}),
    ("had a blood clot years ago", {"previous-clot": True}),
    ("I can't breathe properly and my chest hurts", {"breathing-trouble": True, "chest-pain": True}),
]
DENIES = [
    ("no chest pain", "chest-pain"),
    ("I don't have any chest pain", "chest-pain"),
    ("no fever, chest pain or seizure", "chest-pain"),
    ("my leg is not weak", "leg-weakness"),
    ("I can pee fine", "urinary-retention"),
    ("never had a seizure", "seizure"),
]
ONLY_MENTIONED = [
    ("What if I get chest pain?", "chest-pain"),
    ("I'm fine. My dad had a seizure.", "seizure"),
    ("I had a seizure as a child, years ago", "seizure"),
    ("Can it cause chest pain?", "chest-pain"),
    ("not really any chest pain", "chest-pain"),
    ("no chest pain at the moment", "chest-pain"),
    ("no chest pain unless I climb stairs", "chest-pain"),
    ("I hardly have chest pain", "chest-pain"),
    ("no chset pain", "chest-pain"),
]
UNSURE = [("not sure if my leg is weak", "leg-weakness"), ("I don't know whether it is chest pain", "chest-pain")]


@pytest.mark.parametrize(("sentence", "said"), SAYS, ids=[sentence for sentence, _ in SAYS])
def test_what_is_said_is_understood(sentence, said):
    """Each sentence gives these answers, whatever else it gives, and denies none of them."""
    understanding = reader().understand(sentence, SATURDAY)
    assert {name: understanding.answers.get(name) for name in said} == said
    assert not set(said) & {reading.finding for reading in understanding.denied}


@pytest.mark.parametrize(("sentence", "finding"), DENIES)
def test_a_plain_no_denies(sentence, finding):
    """A denial that leaves no doubt is kept as one, and is no answer."""
    understanding = reader().understand(sentence)
    assert finding in {reading.finding for reading in understanding.denied}
    assert finding not in understanding.answers


@pytest.mark.parametrize(("sentence", "finding"), ONLY_MENTIONED)
def test_what_is_only_mentioned_is_offered(sentence, finding):
    """A phrase that is supposed, asked, long past, another person's, or half denied is neither said nor denied."""
    understanding = reader().understand(sentence)
    assert finding in {offer.finding for offer in understanding.offered}
    assert finding not in understanding.answers
    assert finding not in {reading.finding for reading in understanding.denied}


@pytest.mark.parametrize(("sentence", "finding"), UNSURE)
def test_not_knowing_is_not_sure(sentence, finding):
    """Somebody who does not know answers "not sure"."""
    assert reader().understand(sentence).answers.get(finding, "nothing") is None


def test_the_tripwire_does_not_heed_a_no():
    """A red flag that is named in the raw text is in the tripwire, denied or not, with the place where it stands."""
    understanding = reader().understand("There is no chest pain.")
    assert [(r.finding, r.span) for r in understanding.tripwire] == [("chest-pain", (12, 22))]
    assert [reading.finding for reading in understanding.alarms] == ["chest-pain"]


def test_harmless_words_say_no_red_flag():
    """Of a sore runner who pees and feels as ever, no red flag is read as present and none as an answer "no"."""
    understanding = reader().understand("no numbness, I can pee fine, just sore after a long run")
    assert not red_flags() & set(understanding.answers)
    assert understanding.answers == {"recent-overexertion": True}


def test_phrases_inside_a_longer_harmless_one_are_not_read():
    """What the record says people never mean by it is neither said nor in the tripwire."""
    understanding = reader().understand("I can't walk far")
    assert "unable-to-walk" not in understanding.answers
    assert understanding.tripwire == ()


def test_typing_errors_are_mended_and_named():
    """A word that stands nowhere and is one letter away from a word of a phrase is read as that word."""
    understanding = reader().understand("I have chst pain")
    assert understanding.corrections == (("chst", "chest"),)
    assert understanding.answers == {"chest-pain": True}
    assert understanding.understood[0].span == (7, 16)


def test_weekdays_need_a_date():
    """Without the day of today, a day of the week gives no number."""
    assert "weakness-duration" not in reader().understand("weak leg since Tuesday").answers


def test_two_values_of_a_choice_are_none():
    """Two values that exclude each other are asked about."""
    understanding = reader().understand("My left leg is weak. My right leg is weak.")
    assert "affected-side" not in understanding.answers
    assert "affected-side" in {offer.finding for offer in understanding.offered}


def test_values_that_trouble_nobody_are_no_answer():
    """A harmless value counts like a denial: it is shown, and never taken from the text alone."""
    understanding = reader().understand("both legs are weak")
    assert ("affected-side", "both") in {(r.finding, r.value) for r in understanding.denied}
    assert "affected-side" not in understanding.answers


def test_reading_needs_no_reader():
    """The function reads as the reader does."""
    sentence = "my leg is weak"
    assert understand(reader().kb, sentence) == reader().understand(sentence)


def test_what_says_a_finding_again_is_used_too():
    """Words of every phrase of a finding are used, whichever of them comes first; they mean nothing else besides."""
    told = ["my leg is weak", "legs weaken from below upwards"]
    read = [reader().understand(". ".join(sentences)) for sentences in (told, told[::-1])]
    assert [(one.offered, one.not_used) for one in read] == [((), ()), ((), ())]
