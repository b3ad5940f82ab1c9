"""One record with everything that it names and everything that names it."""

import pytest

from surefoot.lookup import view
from surefoot.model import Kind


@pytest.fixture
def shown(throat_kb):
    """A record in its surroundings: what it names and what names it, as {(kind, id): how}."""

    def show(kind, name):
        record = throat_kb.records.get(kind, name)
        seen = view(throat_kb.records, record)
        assert seen.record is record
        return tuple({(r.record.kind.value, r.record.id): r.how for r in side} for side in (seen.names, seen.named_by))

    return show


def test_a_finding(shown):
    """A finding is named by what uses it, and by the rules that use it through a pattern within a pattern."""
    _, named_by = shown(Kind.FINDING, "voice")
    assert named_by["rule", "muffled-voice"] == "when"
    assert named_by["rule", "cold-with-sore-throat"] == "through home-gate"
    assert named_by["pattern", "home-gate"] == "when"
    assert named_by["finding", "voice-always-so"] == "asked_when"
    assert named_by["condition", "quinsy"] == "findings"


def test_a_rule(shown):
    """A rule names its findings, its level, its sources and what it suspects, each with the key that does."""
    names, _ = shown(Kind.RULE, "muffled-voice")
    assert names == {
        ("urgency", "red"): "urgency",
        ("source", "throat-leaflet"): "sources",
        ("finding", "voice"): "when",
        ("finding", "voice-always-so"): "unless",
        ("condition", "quinsy"): "suspects",
    }


def test_both_ends_see_a_link(throat_kb):
    """Whatever a record names is named by it in turn."""
    records = [record for record in throat_kb.records.records if record.kind is not Kind.SCENARIO]
    views = {(r.kind, r.id): view(throat_kb.records, r) for r in records}
    for place, seen in views.items():
        for relation in seen.names:
            target = views[relation.record.kind, relation.record.id]
            assert place in {(r.record.kind, r.record.id) for r in target.named_by}


def test_no_scenarios(throat_kb):
    """Scenarios are left out: a finding is in nearly all of them."""
    seen = view(throat_kb.records, throat_kb.records.get(Kind.FINDING, "sore-throat"))
    assert seen.named_by
    assert Kind.SCENARIO not in {relation.record.kind for relation in (*seen.names, *seen.named_by)}
