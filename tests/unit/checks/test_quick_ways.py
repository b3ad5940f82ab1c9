"""What checks leave out at a glance would not have been a fault."""

from collections import Counter
from random import Random
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from builders import YES_OR_NO, a_number, laws, one_of, several_of
from properties.random_cases import possible_values, random_condition
from properties.test_condition_laws import conditions, everybody
from surefoot.checks.clinical.silent_red_flag import _Named
from surefoot.checks.logic.impossible_count import _wants_too_many
from surefoot.checks.suite.impossible_patient import _Candidates
from surefoot.checks.wording.double_question import _SECOND, _may_be_two
from surefoot.engine import Evaluator
from surefoot.loading import build_condition
from surefoot.model import AtLeast, Constraint, Mentions, Presentation, subconditions

FINDINGS = {"yes": YES_OR_NO, "colour": one_of("red", "green"), "days": a_number(0, 2, whole=False)}
FINDINGS |= {"side": several_of("left", "right")}
EVERYBODY = everybody(FINDINGS)
WORDS = ("and", "or", "And", "OR,", "or,", "then", "also", "are", "isn't", "ISN’T", "have", "you", "your", "it", "leg")
WORDS += ("band", "oar", "is", "İs", "ıs", "was", "she", "weak", "?")


def test_no_constraint_that_holds_is_left_out() -> None:
    """Whoever meets the condition of a constraint has the answer by which it is found; many others have not."""
    chance = Random(7)
    found: Counter[bool] = Counter()
    for _ in range(300):
        when, then, patterns = conditions(chance, FINDINGS)
        constraint = Constraint("one", "", when, then)
        candidates = _Candidates(SimpleNamespace(patterns=patterns, constraints={"one": constraint}))
        for patient in chance.sample(EVERYBODY, 40):
            is_found = "one" in candidates(patient.answers)
            found[is_found] += 1
            assert is_found or Evaluator(patterns, patient).truth(when) is not True, (when, patient)
    assert min(found.values()) > 1000


def test_no_rule_that_fires_alone_is_left_out() -> None:
    """A rule that fires with one answer, and nothing else known, is one of those that are asked about it."""
    chance = Random(11)
    found: Counter[bool] = Counter()
    for _ in range(400):
        when, _, patterns = conditions(chance, FINDINGS)
        context = SimpleNamespace(records=SimpleNamespace(patterns=patterns), mentions=Mentions(patterns))
        named = _Named(set(FINDINGS), context)(SimpleNamespace(when=when))
        for finding, answer in FINDINGS.items():
            for value in (None, *possible_values(answer)):
                fires = Evaluator(patterns, Presentation({finding: value})).truth(when) is True
                found[fires] += 1
                assert finding in named or not fires, (when, finding, value)
    assert min(found.values()) > 300


@laws(300)
@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_no_second_question_is_left_out(question: str) -> None:
    """A question in which a second one begins is looked at closely."""
    assert _may_be_two(question) or not (_SECOND.search(question) or question.count("?") > 1)


def test_most_questions_are_left_out() -> None:
    """Otherwise the glance would be of no use."""
    assert not _may_be_two("Is your leg weak, numb or painful?")
    assert _may_be_two("Is your leg weak, or does it hurt?")


def test_no_count_that_cannot_be_reached_is_left_out() -> None:
    """A condition that wants more parts than it lists is seen, however deep it stands."""
    chance = Random(9)
    found: Counter[bool] = Counter()
    for _ in range(500):
        written = random_condition(chance, FINDINGS, ("sign",), 3)
        if chance.randint(0, 1):
            written = {
                "all": [written, {"not": {"at_least": chance.randint(1, 3), "of": [written, {"finding": "yes"}]}}]
            }
        condition = build_condition(written)
        parts = [part for _, part in subconditions(condition) if isinstance(part, AtLeast)]
        too_many = any(part.count > len(part.parts) for part in parts)
        found[too_many] += 1
        assert _wants_too_many(condition) is too_many
    assert min(found.values()) > 50
