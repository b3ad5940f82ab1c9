"""A sample of the seeded edits of the real knowledge base; benchmarks/ judges all of them."""

from pathlib import Path

import pytest
from seeded_edits import conditions_are_well_formed, is_real, lowers, seeded_edits

from surefoot.loading import read_records, scan
from surefoot.transitions import transitions
from surefoot.validation import open_knowledge_base
from variants import variant

pytest.importorskip("z3")
ROOT = Path(__file__).parents[3]


def test_a_sample_of_seeded_edits():
    """What lowers somebody on the engine is found, what is harmless by construction is proved, and nothing else."""
    kb = open_knowledge_base(ROOT / "kb")
    edits = seeded_edits(kb, read_records(scan(ROOT / "kb").files).records.scenarios, 21)
    conditions_are_well_formed(edits)
    assert {edit.effect for edit in edits} == {"lowered", "excluded", "harmless", "raised"}
    for edit in edits:
        new = variant(kb, edit.changes)
        found = transitions(kb, new)
        assert bool(found.lowered) is (edit.effect == "lowered"), edit.name
        assert bool(found.excluded) is (edit.effect == "excluded"), edit.name
        assert found.clean is (edit.effect in ("harmless", "raised")), edit.name
        for mover in (mover for cell in found.lowered for mover in cell.movers):
            assert lowers(kb, new, mover.heard[0]), edit.name
            assert is_real(kb, mover.heard[0]), edit.name
