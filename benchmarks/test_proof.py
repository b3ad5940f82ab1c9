"""How long the proofs take; and the long form of the comparison of engine and translation."""

import importlib.util
from pathlib import Path
from random import Random

import pytest

from random_patients import random_patient
from surefoot.proof import Verdict, prove
from surefoot.proof.translation import Translation
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def kb():
    return open_knowledge_base(ROOT / "kb")


def test_everything_about_the_knowledge_base(benchmark, kb):
    """Every property and every analysis; the aim is 10 s."""
    proof = benchmark.pedantic(prove, args=(kb,), rounds=1)
    assert proof.of(Verdict.UNDECIDED) == ()


def test_translation(benchmark, kb):
    """The knowledge base as a circuit."""
    benchmark(Translation, kb)


def test_engine_and_translation_on_20000_patients(benchmark, kb):
    """The comparison of the unit tests, for ten times as many patients."""
    path = ROOT / "tests" / "unit" / "proof" / "test_translation.py"
    spec = importlib.util.spec_from_file_location("test_translation", path)
    tests = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tests)
    chance = Random(1)
    patients = [random_patient(chance, kb) for _ in range(20_000)]
    assert benchmark.pedantic(tests.differences, args=(Translation(kb), patients), rounds=1) == []
