"""Words that look like a denial and are none, or none beyond doubt: no red flag is read as absent in any of them."""

import json
from pathlib import Path

import pytest

from intake.readers import reader, red_flags

TEMPLATES = json.loads((Path(__file__).parent / "no_denial.json").read_bytes())


def denied(sentence):
    return red_flags() & {reading.finding for reading in reader().understand(sentence).denied}


@pytest.mark.parametrize("template", TEMPLATES["said"])
def test_what_could_be_meant_otherwise_denies_nothing(template):
    """Put into words that limit, doubt, report, ask or take back a "no", no red flag is denied."""
    found = {words: denied(template.format(x=words)) for words in TEMPLATES["said_of"]}
    assert {words: findings for words, findings in found.items() if findings} == {}


@pytest.mark.parametrize("template", TEMPLATES["can"])
def test_what_can_be_done_only_somehow_denies_nothing(template):
    """Put into words that limit, wish, ask or remember that something can be done, no red flag is denied."""
    found = {words: denied(template.format(v=words)) for words in TEMPLATES["done"]}
    assert {words: findings for words, findings in found.items() if findings} == {}


@pytest.mark.parametrize("words", TEMPLATES["said_of"])
def test_what_is_put_into_them_is_understood_by_itself(words):
    """Each of the words says a red flag, or speaks of one, where nothing stands around it."""
    understanding = reader().understand(words)
    assert red_flags() & {one.finding for one in (*understanding.understood, *understanding.offered)}
