"""Walking through conditions."""

from builders import a_presentation
from surefoot.loading import build_condition
from surefoot.model import Presentation, findings_in, patterns_in, subconditions

CONDITION = {
    "all": [
        {"any": [{"finding": "a"}, {"pattern": "p"}]},
        {"not": {"at_least": 1, "of": [{"unsure": "b"}, {"answered": "a"}]}},
    ]
}


def test_subconditions_have_the_pointers_of_the_json() -> None:
    """Every part comes with the JSON pointer at which its author finds it, the outermost first."""
    pointers = dict(subconditions(build_condition(CONDITION), "/when"))
    assert list(pointers) == [
        "/when",
        "/when/all/0",
        "/when/all/0/any/0",
        "/when/all/0/any/1",
        "/when/all/1",
        "/when/all/1/not",
        "/when/all/1/not/of/0",
        "/when/all/1/not/of/1",
    ]
    assert pointers["/when/all/1/not/of/0"] == build_condition({"unsure": "b"})


def test_findings_and_patterns_that_a_condition_names() -> None:
    """A condition names its findings with repeats; those behind a pattern are not its own."""
    condition = build_condition(CONDITION)
    assert list(findings_in(condition)) == ["a", "b", "a"]
    assert list(patterns_in(condition)) == ["p"]


def test_presentation_tells_not_asked_from_not_sure() -> None:
    """A finding with the answer "not sure" is in a presentation, one that was not asked is not; neither has a value."""
    patient = a_presentation(fever=None)
    assert "fever" in patient
    assert "sore" not in patient
    assert patient.value("fever") is patient.value("sore") is None
    assert list(patient) == ["fever"]


def test_presentation_with_one_more_answer() -> None:
    """One more answer makes a new presentation; the old one keeps its answers."""
    patient = Presentation({"fever": None})
    assert patient.with_answer("fever", True).answers == {"fever": True}
    assert patient.with_answer("sore", None).answers == {"fever": None, "sore": None}
    assert patient.answers == {"fever": None}
