"""The knowledge base and the records behind it."""

import pytest

from builders import a_finding, a_kb, a_record, a_rule
from surefoot.model import Kind, KnowledgeBase, RecordSet


def test_levels_come_worst_first() -> None:
    """The levels are ordered by rank, the most urgent first, and the default has its rank."""
    kb = a_kb(levels=("green", "amber", "red"), default="green", rules=[])
    assert kb.levels == ("red", "amber", "green")
    assert [kb.rank(level) for level in kb.levels] == [2, 1, 0]
    assert kb.default_rank == 0


def test_rules_come_worst_first_then_by_id() -> None:
    """The rules are ordered by urgency, then by id, whatever the order of their files."""
    rules = [a_rule("b", "home"), a_rule("z", "hospital"), a_rule("a", "home"), a_rule("y", "hospital")]
    assert [rule.id for rule in a_kb(rules=rules).rules] == ["y", "z", "a", "b"]


def test_knowledge_base_needs_a_manifest() -> None:
    """Records without kb.json make no knowledge base."""
    with pytest.raises(ValueError, match=r"kb\.json"):
        KnowledgeBase.of(RecordSet((), {}, lambda record: None), "")


def test_records_are_found_by_kind_and_by_id() -> None:
    """A record is found by its kind and id; one id can name records of several kinds."""
    strain, touch = a_record(Kind.CONDITION, "strain"), a_record(Kind.EVALUATION, "strain")
    records = a_kb(findings=[a_finding("sore")], records=[strain, touch]).records
    assert records.get(Kind.CONDITION, "strain") is strain
    assert records.get(Kind.CAUSE, "strain") is None
    assert records.named("strain") == [strain, touch]
    assert list(records.of(Kind.EVALUATION)) == [touch]
    assert set(records.findings) == {"sore", "complaint"}
