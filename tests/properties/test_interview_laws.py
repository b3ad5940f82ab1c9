"""Laws of the interview: it ends when nothing can change the outcome, and its order never changes the outcome."""

from itertools import product
from random import Random

import pytest

from builders import a_finding, a_kb
from properties.random_cases import kb_from, possible_values, random_condition, random_knowledge
from surefoot.engine import triage
from surefoot.intake import Interview, Prospect, alarm, presentation_of, screen_of
from surefoot.model import KnowledgeBase, Presentation, Value

_CASES = 120


def _knowledge(seed: int) -> KnowledgeBase:
    """A small random knowledge base in which some questions are asked only under a condition."""
    chance = Random(seed)
    known = random_knowledge(chance, 5)
    kb = kb_from(known)
    findings = []
    for index, (name, answer) in enumerate(known["findings"].items()):
        earlier = dict(list(known["findings"].items())[:index])
        conditional = earlier and chance.randint(0, 2) == 0
        asked_when = random_condition(chance, earlier, [], 1) if conditional else None
        normal = chance.choice(possible_values(answer))
        findings.append(a_finding(name, answer, normal=normal, asked_when=asked_when))
    built = {finding.id: finding for finding in findings}
    return kb.replaced(findings=built)


def _patients(kb: KnowledgeBase, chance: Random, count: int) -> list[dict[str, Value | None]]:
    """People who have an answer to every question, "not sure" included."""
    values = {name: [None, *possible_values(finding.answer)] for name, finding in kb.findings.items()}
    every = list(product(*values.values())) if len(values) < 4 else []
    chosen = every or [[chance.choice(options) for options in values.values()] for _ in range(count)]
    return [dict(zip(values, answers, strict=True)) for answers in chosen]


def _interviewed(kb: KnowledgeBase, person: dict[str, Value | None]) -> Presentation:
    interview, asked = Interview(), set()
    while (screen := screen_of(kb, interview)) is not None:
        assert not asked & set(screen.findings)
        asked |= set(screen.findings)
        interview = interview.answered({finding: person[finding] for finding in screen.findings})
    return presentation_of(kb, interview)


def _asked_in_any_order(kb: KnowledgeBase, person: dict[str, Value | None], chance: Random) -> Presentation:
    """One question at a time, in an order that nobody thought about, until the outcome is final."""
    interview = Interview()
    while not (prospect := Prospect(kb, presentation_of(kb, interview))).outcomes().final:
        open_questions = [name for name in kb.findings if name not in interview.answers]
        finding = chance.choice([name for name in open_questions if not prospect.never_applies(name)] or open_questions)
        interview = interview.answered({finding: person[finding]})
        if len(interview.steps) == len(kb.findings):
            break
    return presentation_of(kb, interview)


@pytest.mark.parametrize("seed", range(0, _CASES, 10))
def test_the_order_never_changes_the_outcome(seed):
    """Whatever the order, the outcome is that of everything that applies to the person."""
    for case in range(seed, seed + 10):
        kb, chance = _knowledge(case), Random(case)
        for person in _patients(kb, chance, 12):
            everything = triage(kb, presentation_of(kb, Interview((person,)))).urgency
            assert triage(kb, _interviewed(kb, person)).urgency == everything
            assert triage(kb, _asked_in_any_order(kb, person, chance)).urgency == everything


@pytest.mark.parametrize("seed", range(1000, 1040))
def test_what_is_final_stays(seed):
    """After the end of an interview no answer to what was not asked changes the urgency."""
    kb, chance = _knowledge(seed), Random(seed)
    person = _patients(kb, chance, 1)[0]
    ended = _interviewed(kb, person)
    urgency = triage(kb, ended).urgency
    left = [name for name in kb.findings if name not in ended]
    for answers in _patients(kb, chance, 40):
        more = {**{name: answers[name] for name in left if chance.randint(0, 1)}, **ended.answers}
        assert triage(kb, presentation_of(kb, Interview((more,)))).urgency == urgency


@pytest.mark.parametrize("seed", range(2000, 2060))
def test_prospects_hold(seed):
    """The urgency that a person ends with lies within what was said at every step before."""
    kb, chance = _knowledge(seed), Random(seed)
    for person in _patients(kb, chance, 5):
        everything = presentation_of(kb, Interview((person,)))
        urgency = triage(kb, everything).urgency
        asked = Presentation({name: person[name] for name in everything if chance.randint(0, 1)})
        outcomes = Prospect(kb, asked).outcomes()
        if urgency is None:
            assert outcomes.may_be_outside or outcomes.must_be_outside
        else:
            assert not outcomes.must_be_outside
            assert outcomes.lowest <= kb.rank(urgency) <= outcomes.highest


def test_an_alarm_is_never_late():
    """Whenever the answers so far demand the highest level, the interview is over or the person is warned."""
    for seed in range(3000, 3040):
        kb = _knowledge(seed)
        person, interview = _patients(kb, Random(seed), 1)[0], Interview()
        while (screen := screen_of(kb, interview)) is not None:
            urgency = triage(kb, presentation_of(kb, interview)).urgency
            assert bool(alarm(kb, interview)) >= (urgency == kb.levels[0] != kb.manifest.default_urgency)
            interview = interview.answered({finding: person[finding] for finding in screen.findings})


def test_one_question_after_another_where_there_are_no_checklists():
    """A knowledge base without checklists is asked about in single questions."""
    kb = a_kb(rules=[], findings=[a_finding("complaint")])
    screen = screen_of(kb, Interview())
    assert screen is not None
    assert [section.checklist for section in screen.sections] == [None]
