"""Answer cards: a question, what it is about, and what the records around it say."""

import pytest

from surefoot.lookup import Index, Part, answer
from surefoot.model import Kind

_QUESTIONS = {
    "what tests for foot drop?": ("foot-drop", Part.EVALUATIONS, "mri-spine"),
    "treatment for sciatica": ("sciatica", Part.TREATMENTS, "physical-therapy"),
    "How is a DVT diagnosed?": ("leg-blood-clot", Part.EVALUATIONS, "leg-ultrasound"),
    "what can cause numb legs": ("leg-numbness-tingling", Part.CONDITIONS, "guillain-barre-syndrome"),
    "what is an MRI used for?": ("mri-spine", Part.CONDITIONS, "herniated-disc"),
    "what helps restless legs": ("restless-legs", Part.TREATMENTS, "sleep-habits"),
    "treatment for siatica": ("sciatica", Part.TREATMENTS, "physical-therapy"),
}


@pytest.fixture
def card(throat_index):
    """The card with which the second knowledge base answers a query."""
    return lambda query, kind=None: answer(throat_index, query, kind).card


@pytest.mark.parametrize(("query", "wanted"), _QUESTIONS.items())
def test_a_question_is_answered(query, wanted, leg_index):
    """A question is answered with the card of what it is about, and the part that it asks for has the answer."""
    about, part, answered = wanted
    found = answer(leg_index, query)
    assert found.card is not None
    assert (found.card.record.id, found.card.asked) == (about, part)
    parts = {
        Part.CONDITIONS: found.card.conditions,
        Part.EVALUATIONS: found.card.evaluations,
        Part.TREATMENTS: found.card.treatments,
    }
    assert answered in [record.id for record in parts[part]]
    assert found.result.hits[0].record == found.card.record


def test_the_card_of_a_condition(card):
    """A condition has its own evaluations and treatments, and the rules that suspect it, worst level first."""
    found = card("quinsy")
    assert (found.record.id, found.asked, found.conditions) == ("quinsy", None, ())
    assert found.evaluations
    assert found.treatments
    assert [demand.urgency for demand in found.demands] == ["red", "amber"][: len(found.demands)]
    for demand in found.demands:
        assert all("quinsy" in rule.content["suspects"] for rule in demand.rules)


def test_the_card_of_a_finding(card):
    """A finding can be a sign of the conditions that name it; their evaluations and treatments are joined."""
    found = card("voice")
    assert "quinsy" in [record.id for record in found.conditions]
    named = {name for record in found.conditions for name in record.content["evaluations"]}
    assert {record.id for record in found.evaluations} == named


def test_open_questions_come_worst_level_first(leg_index, leg_kb):
    """The questions that decide are those of the rules of the card, with the highest level each takes part in."""
    found = answer(leg_index, "sciatica", questions=True).card
    ranks = [leg_kb.rank(one.could_raise_to) for one in found.open_questions]
    assert ranks == sorted(ranks, reverse=True)
    assert "both-legs-pain" in [one.finding.id for one in found.open_questions[:3]]


@pytest.mark.parametrize("query", ["zzzz", "test", "how soon", "", "throat", "tongue down"])
def test_what_asks_for_nothing_has_no_card(query, card):
    """A word that only asks, and words that name no record, are answered without a card."""
    assert card(query) is None


def test_a_kind_is_no_question(card):
    """With a kind the words are looked up as they stand."""
    assert card("what tests for quinsy", Kind.EVALUATION) is None


def test_an_index_in_a_file_answers_alike(throat_index, tmp_path):
    """An index that was kept gives the same answers as the one that was written, whatever its file is called."""
    file = tmp_path / "50% sure?#1"
    file.write_bytes(throat_index.to_bytes())
    kept = Index.at(str(file))
    for query in ("quinsy", "what tests for quinsy?", "epiglotitis", "zzzz", "tongue down", "J36"):
        assert answer(kept, query) == answer(throat_index, query)
