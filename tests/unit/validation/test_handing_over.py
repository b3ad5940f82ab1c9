"""What one process hands over to another is what it knows."""

from datetime import date
from pathlib import Path

import pytest

from surefoot.checks import Context, Hardness, Noted
from surefoot.loading import read_records, record_set, scan
from surefoot.model import Kind
from surefoot.validation.extracts import Extracts
from surefoot.validation.handing_over import packed, unpacked

ROOT = Path(__file__).parents[3]
TYPED = ("findings", "scenarios", "checklists", "properties")


@pytest.fixture(params=["kb", "tests/second_kb/kb"])
def tree(request):
    return scan(ROOT / request.param)


def test_what_was_noted_arrives(tree):
    """Every set, every leaf and every number."""
    records = read_records(tree.files).records
    noted = Noted()
    noted.note(Context(records, date(2026, 11, 28)))
    noted.settle()
    noted.waives = noted.claimed_twice = True
    noted.hard.add(Hardness(1, 2, 8, (("incomprehensible", 4),)))
    assert all(plain(noted).values()), "else a field that does not arrive would not be missed"
    arrived, alike, patients = unpacked(packed(noted, Extracts([])))
    assert plain(arrived) == plain(noted)
    assert (alike, patients) == ({}, [])


def plain(noted):
    """All that is noted, without what serves to note it."""
    compared = {kind: vars(found) for kind, found in noted.compared.items()}
    found = {**vars(noted), "compared": compared, "tested": vars(noted.tested)}
    return {name: value for name, value in found.items() if not name.startswith("_")}


@pytest.mark.parametrize("apart", [{"first", "second"}, {"first"}, set()], ids=len)
def test_a_phrase_of_two_findings_is_noticed(tree, apart):
    """Whether the other process looks at both of them, at one, or at none."""
    records = [*read_records(tree.files).records.records]
    findings = [r for r in records if r.kind is Kind.FINDING and r.content["answer"]["type"] == "boolean"]
    says = {"says": ["my leg says so"]}
    twins = {
        name: one._replace(content={**one.content, **says})
        for name, one in zip(("first", "second"), findings, strict=False)
    }
    others = [one for one in records if one not in findings[:2]]
    for added, twice in (({}, False), (twins, True)):
        here, there = Noted(), Noted()
        parts = [[one for name, one in added.items() if (name in apart) is aside] for aside in (False, True)]
        for noted, part in ((here, [*others[::2], *parts[0]]), (there, [*others[1::2], *parts[1]])):
            noted.note(Context(record_set(part), date(2026, 11, 28), kb=records[0]))
        here.add(unpacked(packed(there, Extracts([])))[0])
        assert here.claimed_twice is twice


def test_extracts_that_were_handed_over_are_those_that_are_made_here(tree):
    """The records, and the typed form of those kinds that another process may read, however the files are shared."""
    kept = (Kind.KB, Kind.RULE, Kind.PATTERN, Kind.CONSTRAINT, Kind.URGENCY)
    files = [file for file in tree.files if file.kind not in kept]
    whole = read_records(files).records
    assert len(whole.records) == len(files)
    alone, here, there = Extracts(files), Extracts(files), Extracts(files)
    alone.add(range(len(files)), whole.records)
    here.add(range(0, len(files), 2), whole.records[::2])
    there.add(range(1, len(files), 2), whole.records[1::2])
    here.add_handed_over(*unpacked(packed(Noted(), there))[1:])
    one, other = alone.record_set(), here.record_set()
    assert sorted(one.records, key=lambda record: record[:3]) == sorted(other.records, key=lambda record: record[:3])
    assert one.present == other.present == {kind: frozenset(r.id for r in whole.of(kind)) for kind in one.present}
    assert {(record.kind, record.id, record.file) for record in one.records} == {r[:3] for r in whole.records}
    for name in TYPED:
        assert getattr(one, name) == getattr(other, name), name
    assert len(one.findings) == len(whole.findings)
    for finding in whole.findings.values():
        assert one.findings[finding.id] == finding._replace(title="", question="", asked_when=None)
    for scenario in whole.scenarios.values():
        assert one.scenarios[scenario.id].presentation == scenario.presentation
