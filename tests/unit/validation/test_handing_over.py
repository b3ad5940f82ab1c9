"""What one process hands over to another is what it knows."""

from datetime import date
from pathlib import Path

import pytest

from surefoot.checks import Context, Noted
from surefoot.loading import read_records, record_set, scan
from surefoot.model import Kind
from surefoot.validation.extracts import Extracts, to_hand_over
from surefoot.validation.handing_over import packed, unpacked

ROOT = Path(__file__).parents[3]
TYPED = ("findings", "scenarios", "checklists", "properties", "manifest")


@pytest.fixture(params=["kb", "tests/second_kb/kb"])
def tree(request):
    return scan(ROOT / request.param)


def test_what_was_noted_arrives(tree):
    """Every set, every leaf and every number."""
    records = read_records(tree.files).records
    noted = Noted()
    noted.note(Context(records, date(2026, 11, 28)))
    arrived, extracts = unpacked(packed(noted, []))
    assert vars(arrived) == vars(noted)
    assert extracts == []
    assert all((noted.leaves, noted.cited, noted.claims[0], noted.linked, noted.names, noted.named))


def test_extracts_that_were_handed_over_are_those_that_are_made_here(tree):
    """The records, and the typed form of those kinds that another process may read."""
    files = [file for file in tree.files if file.kind not in (Kind.RULE, Kind.PATTERN, Kind.CONSTRAINT, Kind.URGENCY)]
    whole = read_records(files).records
    here, there = Extracts(), Extracts()
    here.add(record_set(whole.records))
    _, extracts = unpacked(packed(Noted(), [to_hand_over(*one) for one in enumerate(whole.records)]))
    there.add_handed_over(files, extracts)
    one, other = here.record_set(), there.record_set()
    assert one.records == other.records
    assert one.present == other.present
    for name in TYPED:
        assert getattr(one, name) == getattr(other, name), name
    assert len(one.findings) == len(whole.findings)
    assert {finding.flag for finding in one.findings.values()} == {finding.flag for finding in whole.findings.values()}
