"""The patients of the suite are interviewed: some in this process, fewer at a pseudo-terminal.

`make interviews` interviews all of them, in both ways.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from surefoot.engine import triage
from surefoot.intake import Interview, alarm, presentation_of, screen_of
from surefoot.model import AnswerType

_ROOT = Path(__file__).parents[2]
_THROAT = _ROOT / "tests/second_kb"
_AT_A_TERMINAL = 16
_IN_THIS_PROCESS = 200
_MOST_SCREENS = 6
_MEAN_SCREENS = 10

needs_posix = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")


def person_of(kb, scenario):
    """An answer to every question: of the scenario, else no, else not sure."""
    known = scenario.presentation.answers
    others = {f.id: False if f.answer.type is AnswerType.BOOLEAN else None for f in kb.findings.values()}
    return {**others, **known}


def _chosen(kb, count):
    """The names of so many patients, spread over all of them; of all with EVERY_INTERVIEW."""
    names = sorted(kb.records.scenarios)
    return names if os.environ.get("EVERY_INTERVIEW") else names[:: max(1, len(names) // count)]


def _suite(root):
    from surefoot.validation import open_knowledge_base

    return open_knowledge_base(root / "kb", scenarios=True)


class _Interviewed:
    """How the interview of one patient went: the screens until the first alarm or the end, and until the end."""

    def __init__(self, kb, person, screens):
        interview, self.warned = Interview(), None
        while (screen := screens(interview)) is not None:
            interview = interview.answered({finding: person[finding] for finding in screen.findings})
            rules = alarm(kb, interview)
            if rules and self.warned is None:
                self.warned = len(interview.steps)
            interview = interview.gone_on(rules)
        self.screens = len(interview.steps)
        self.stopped = self.warned or self.screens
        self.urgency = triage(kb, presentation_of(kb, interview)).urgency


def _is_emergency(kb, name):
    person = person_of(kb, kb.records.scenarios[name])
    return triage(kb, presentation_of(kb, Interview((person,)))).urgency == kb.levels[0]


@pytest.fixture(scope="module")
def interviewed():
    """Patients of the suite, interviewed: every emergency, and some of the others."""
    kb = _suite(_ROOT)
    known = {}

    def screens(interview):
        key = frozenset(interview.answers.answers.items())
        if key not in known:
            known[key] = screen_of(kb, interview)
        return known[key]

    chosen = {*_chosen(kb, _IN_THIS_PROCESS), *(name for name in kb.records.scenarios if _is_emergency(kb, name))}
    people = {name: person_of(kb, kb.records.scenarios[name]) for name in sorted(chosen)}
    return kb, people, {name: _Interviewed(kb, person, screens) for name, person in people.items()}


def test_patients_in_this_process(interviewed):
    """The outcome is that of all answers; every emergency is told within six screens."""
    kb, people, found = interviewed
    for name, person in people.items():
        assert found[name].urgency == triage(kb, presentation_of(kb, Interview((person,)))).urgency, name
    stopped = [one.stopped for one in found.values() if one.urgency == kb.levels[0]]
    assert max(stopped) <= _MOST_SCREENS
    spread = _chosen(kb, _IN_THIS_PROCESS)
    assert sum(found[name].screens for name in spread) <= _MEAN_SCREENS * len(spread)


def _at_a_terminal(root, *names):
    script = Path(__file__).with_name("at_a_terminal.py")
    run = subprocess.run(
        [sys.executable, str(script), str(root / "kb"), *names], capture_output=True, check=True, timeout=1800
    )
    return [json.loads(line) for line in run.stdout.splitlines()]


def _agrees(kb, outcome):
    person = person_of(kb, kb.records.scenarios[outcome["id"]])
    return outcome["urgency"] == triage(kb, presentation_of(kb, Interview((person,)))).urgency


@needs_posix
@pytest.mark.parametrize("root", [_ROOT, _THROAT], ids=["legs", "throat"])
def test_patients_at_a_terminal(root):
    """Whoever reads the terminal and types what the patient has ends with the urgency of the patient's answers."""
    kb = _suite(root)
    chosen = _chosen(kb, _AT_A_TERMINAL)
    outcomes = _at_a_terminal(root, *chosen)
    assert [outcome["id"] for outcome in outcomes] == chosen
    for outcome in outcomes:
        assert _agrees(kb, outcome), outcome
