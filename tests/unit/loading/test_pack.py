"""What is unpacked equals what was packed, part by part."""

import pytest

from surefoot.engine import assessment_json, triage
from surefoot.loading import (
    canonical_json,
    pack_knowledge,
    pack_records,
    pack_scenarios,
    snapshot_of,
    unpack_knowledge,
    unpack_records,
    unpack_scenarios,
    write_snapshot,
)
from surefoot.model import Kind
from surefoot.validation import open_knowledge_base, peek, read_scenarios

PARTS = ("manifest", "hash", "urgencies", "findings", "patterns", "checklists", "rules", "levels", "default_rank")


@pytest.fixture(params=["folder", "snapshot"])
def place(request, throat, tmp_path):
    """The second knowledge base as a folder and as a snapshot."""
    if request.param == "folder":
        return throat / "kb"
    records = peek(throat / "kb", scenarios=True)[0]
    write_snapshot(tmp_path / "throat.json", snapshot_of(records, scenarios=True))
    return tmp_path / "throat.json"


def test_a_knowledge_base_comes_back_whole(place):
    """Every part of it is equal, in the same order."""
    kb = open_knowledge_base(place)
    again = unpack_knowledge(pack_knowledge(kb, str(place)), str(place))
    for part in PARTS:
        assert getattr(again, part) == getattr(kb, part), part
    assert again.records.records == kb.records.records
    assert again.records.present == kb.records.present
    for record in kb.records.records:
        assert again.records.get(record.kind, record.id) == record
    assert again.records.get(Kind.RULE, "nowhere") is None
    assert again.records.canonical({"b": 1, "a": 2.0}) == canonical_json({"b": 1, "a": 2.0})
    with pytest.raises(AttributeError):
        again.records.colour
    with pytest.raises(AttributeError):
        again.colour


def test_a_part_can_be_replaced(place):
    """A knowledge base that was unpacked can be changed like any other."""
    kb = open_knowledge_base(place)
    again = unpack_knowledge(pack_knowledge(kb, str(place)), str(place))
    assert again.replaced(rules=kb.rules[1:]).rules == kb.rules[1:]


def test_records_and_scenarios_come_back_whole(place):
    """Look-ups see the same records, and suites the same scenarios."""
    records, left_out = peek(place, scenarios=True)
    again = unpack_records(pack_records(records, str(place)), str(place))
    assert left_out == 0
    assert again.records == records.records
    assert [*again.of(Kind.SCENARIO)] == [*records.of(Kind.SCENARIO)]
    assert again.named("fever") == records.named("fever")
    scenarios, _ = read_scenarios(place)
    assert unpack_scenarios(*pack_scenarios(scenarios, str(place)), str(place)) == scenarios


def test_triage_is_the_same(place):
    """An assessment does not depend on where the knowledge base came from."""
    kb = open_knowledge_base(place)
    again = unpack_knowledge(pack_knowledge(kb, str(place)), str(place))
    for scenario in read_scenarios(place)[0]:
        there = assessment_json(triage(again, scenario.presentation))
        assert there == assessment_json(triage(kb, scenario.presentation))
