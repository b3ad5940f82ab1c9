"""A glance at the wording of a record never misses what a closer look finds."""

from datetime import date
from pathlib import Path
from random import Random

import pytest

from surefoot.checks import CHECKS, Context
from surefoot.checks.glance import Glance, Hardness, glances
from surefoot.checks.texts import language_of
from surefoot.checks.wording.hard_to_read import hard_records
from surefoot.loading import read_records, record_set, scan
from surefoot.model import Kind, Record

KB = Path(__file__).parents[3] / "kb"
CLOSER = [check for check in CHECKS if check.code.code in ("W101", "W102", "W103")]
CLOSE = Glance(Hardness(0, 0, 0, ()), True)
ENDS = ("", ".", "...", "?", " -", " .", "\n", " (", "’s", "e.g.", "S", "es")


@pytest.fixture(scope="module")
def records() -> tuple[Record, ...]:
    return read_records(scan(KB, scenarios=False).files).records.records


def with_language(records: tuple[Record, ...], random: Random) -> tuple[Record, ...]:
    """The records with a language whose marks are words and phrases of them, and with odd ends of their titles."""
    words = " ".join(str(record.content.get("because", record.title)) for record in records).split()

    def phrase() -> str:
        start = random.randrange(len(words) - 3)
        return " ".join(words[start : start + random.choice((1, 1, 1, 2, 3))]).strip(".,")

    def changed(record: Record) -> Record:
        if record.kind is Kind.KB:
            stated = record.content["language"]
            jargon = {phrase() or "x": "zzz" for _ in range(5)}
            vague = [random.choice((str.lower, str.upper, str))(phrase() or "x") for _ in range(5)]
            age = random.choice((7, 9, 11))
            language = {**stated, "reading_age": age, "jargon": jargon, "vague_words": vague}
            return record._replace(content={**record.content, "language": language})
        if record.kind is Kind.RULE:
            because = f"{record.content['because']}{random.choice(ENDS)}"
            return record._replace(content={**record.content, "because": because})
        return record

    return tuple(map(changed, records))


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_missed(records, seed, monkeypatch):
    """The faults of W101 to W103 are the same when every record is looked at closely."""
    changed = record_set(with_language(records, Random(seed)))
    quick, slow = (Context(changed, date(2026, 11, 22)) for _ in range(2))
    slow.__dict__["_glances"] = [(record, CLOSE) for record in slow.worded]
    found = [[fault for check in CLOSER for fault in check.find(context)] for context in (quick, slow)]
    assert found[0] == found[1]
    assert len(found[1]) > 20


@pytest.mark.parametrize("seed", range(3))
def test_what_is_noted_of_hard_records_misses_none(records, seed):
    """A record that is too hard to read is one that the screening takes for hard, once all names are known."""
    context = Context(record_set(with_language(records, Random(seed))), date(2026, 11, 22))
    seen = {record.file: glance.hard for record, glance in context._glances}
    faults = list(hard_records(context))
    for fault in faults:
        hard = seen[fault.file]
        assert hard is not None
        assert hard.age(context.names) > context.language.reader, fault
    too_hard = [hard for hard in seen.values() if hard and hard.age(context.names) > context.language.reader]
    assert len(faults) <= len(too_hard) <= len(faults) + 2


def test_most_records_need_no_closer_look(records):
    """Otherwise the glance would be of no use."""
    language = language_of(next(record_set(records).of(Kind.KB)).content)
    assert language is not None
    seen = glances(records, language)
    assert sum(bool(glance.hard or glance.marked) for glance in seen) < len(seen) / 10
