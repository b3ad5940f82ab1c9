"""How the proofs grow: the knowledge base, and made-up ones with four and twelve times its rules."""

import time
from pathlib import Path

import pytest
from corpus import write_corpus

from surefoot.model import Kind, KnowledgeBase
from surefoot.proof import Verdict, prove
from surefoot.transitions import transitions
from surefoot.validation import open_knowledge_base
from variants import content_of, variant

ROOT = Path(__file__).parents[1]
TIMES = (1, 4, 12)
LIMIT = 600
"""Seconds for one proof: on a busy machine a minute is too little to decide every question."""
RULE = "e27-sudden-ripping-pain"


@pytest.fixture(scope="module")
def grown(tmp_path_factory) -> dict[int, KnowledgeBase]:
    """By how many times the rules there are."""
    real = open_knowledge_base(ROOT / "kb")
    found = {1: real}
    for times in TIMES[1:]:
        size = round(len(real.records.records) + (times - 1) * len(real.rules) * 4.2)
        found[times] = open_knowledge_base(write_corpus(tmp_path_factory.mktemp(f"times-{times}"), size))
    return found


@pytest.mark.parametrize("times", TIMES)
def test_one_edited_rule(benchmark, grown, times):
    """`diff --prove` of a rule with a new exception: the matrix, three patients, the edit."""
    kb = grown[times]
    rule = {**content_of(kb, Kind.RULE, RULE), "unless": {"finding": "muscle-pain"}}
    new = variant(kb, {(Kind.RULE, RULE): rule})
    found = benchmark.pedantic(transitions, args=(kb, new), rounds=3 if times < 12 else 1)
    assert len(found.lowered) == 3
    _tell("diff --prove", kb, times, lambda: transitions(kb, new))


@pytest.mark.parametrize("times", TIMES[:-1])
def test_everything(benchmark, grown, times):
    """`prove`: every property and every analysis. Of twelve times the rules it takes more than four minutes."""
    kb = grown[times]
    started = time.process_time()
    proof = benchmark.pedantic(prove, args=(kb, LIMIT), rounds=1)
    print(
        f"\nprove at {times} times: {len(kb.rules)} rules, {len(kb.findings)} findings, "
        f"{proof.questions} questions, {time.process_time() - started:.2f} s of processor time"
    )
    assert proof.of(Verdict.UNDECIDED) == ()


def _tell(what, kb, times, run):
    started = time.process_time()
    run()
    spent = time.process_time() - started
    size = f"{len(kb.rules)} rules, {len(kb.findings)} findings"
    print(f"\n{what} at {times} times: {size}, {spent:.2f} s of processor time")
