"""Every story of a scenario is read. Nothing that the patient has is read as absent, and hardly a red flag is missed.

The stories served to improve phrases and grammar, so what they show is no measure of how unseen words fare;
tests/intake/test_unseen_sentences.py is.
"""

import json
from collections import Counter
from functools import cache

from intake.readers import ROOT, reader, red_flags, troubling
from surefoot.intake import Understanding

READ = 0.97
"""The share of the red flags in the stories that must be understood or offered."""

WRONG = 0.03
"""The share of what is understood that may be otherwise in the patient's answers, where they have the question."""


@cache
def read() -> tuple[tuple[str, dict, Understanding], ...]:
    files = sorted((ROOT / "scenarios").glob("*/*.json"))
    scenarios = [json.loads(path.read_bytes()) for path in files]
    return tuple((s["id"], s["presentation"], reader().understand(s["story"])) for s in scenarios)


def test_nothing_that_the_patient_has_is_read_as_absent():
    """Not one denied reading is of a finding that the patient has."""
    wrong = [
        (name, reading.finding, reading.phrase)
        for name, answers, understanding in read()
        for reading in understanding.denied
        if troubling(reading.finding, answers.get(reading.finding)) and answers[reading.finding] != reading.value
    ]
    assert len(read()) > 700
    assert wrong == []


def test_red_flags_of_the_stories_are_understood_or_offered():
    """Of all stand-alone red flags that the patients have, 97 in 100 are understood or offered."""
    met, missed = Counter(), []
    for name, answers, understanding in read():
        offered = {offer.finding for offer in understanding.offered}
        understood = {reading.finding for reading in understanding.understood}
        for finding in red_flags() & set(answers):
            if troubling(finding, answers[finding]):
                met[finding in understood, finding in offered] += 1
                missed += [(name, finding)] if finding not in understood | offered else []
    assert met.total() > 150
    assert 1 - len(missed) / met.total() >= READ, missed


def test_little_is_understood_that_is_not_so():
    """What is understood and the patient was asked is nearly always so."""
    found = Counter(
        (list(r.value) if isinstance(r.value, tuple) else r.value) == answers[r.finding]
        for _, answers, understanding in read()
        for r in understanding.understood
        if r.finding in answers
    )
    assert found[False] / found.total() <= WRONG, found
