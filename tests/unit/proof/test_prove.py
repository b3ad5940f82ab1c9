"""Each property and each analysis refutes a knowledge base that is broken for it, and proves the one that is not.

tests/proof_broken/<slug>/<name>.json says what to break in the knowledge base:

    refutes   the id of the record whose claim must be refuted, with the code of the slug
    narrow    rules that from now on ask for one more finding, "tremor"
    set       {file: {pointer: value}}
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builders import a_kb, a_rule
from surefoot.engine import triage
from surefoot.loading import scan
from surefoot.model import Kind, KnowledgeBase
from surefoot.proof import PROOF_CODES, ReplayError, Verdict, prove
from surefoot.proof import replay as replaying
from surefoot.proof.analyses import check_constraints, check_parts, check_rules
from surefoot.proof.solver import Solver, Undecided
from surefoot.proof.translation import Translation
from surefoot.validation import open_tree

pytest.importorskip("z3")
ROOT = Path(__file__).parents[3]
BROKEN = ROOT / "tests" / "proof_broken"
CASES = sorted(BROKEN.glob("*/*.json"))
ONE_MORE = {"finding": "tremor"}
ANALYSES = {
    "unreachable-rule": check_rules,
    "unneeded-rule": check_rules,
    "dead-part": check_parts,
    "unneeded-reason": check_parts,
    "vacuous-constraint": check_constraints,
    "contradictory-constraint": check_constraints,
}


@cache
def tree():
    return scan(ROOT / "kb", scenarios=False)


def broken(case: dict[str, Any]) -> KnowledgeBase:
    """The knowledge base with the changes of a case."""
    files = []
    for file in tree().files:
        inside = Path(file.path).relative_to(ROOT / "kb").as_posix()
        changes = case.get("set", {}).get(inside, {})
        narrowed = file.kind is Kind.RULE and file.id in case.get("narrow", ())
        if changes or narrowed:
            record = json.loads(Path(file.path).read_bytes())
            if narrowed:
                record["when"] = {"all": [record["when"], ONE_MORE]}
            for pointer, value in changes.items():
                *path, last = pointer.split("/")[1:]
                target = record
                for step in path:
                    target = target[int(step) if isinstance(target, list) else step]
                target[last] = value
            files.append(file._replace(data=json.dumps(record).encode()))
        else:
            files.append(file)
    return open_tree(tree()._replace(files=tuple(files)))


@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name == "broken-promise"], ids=lambda p: p.stem)
def test_a_broken_knowledge_base_breaks_its_property(path):
    """The solver finds a patient, and triage answers of this patient what the property forbids."""
    case = json.loads(path.read_bytes())
    kb = broken(case)
    found = {r.slug: r for r in prove(kb, only=(case["refutes"],)).of(Verdict.REFUTED)}
    witness = found["broken-promise"].witness
    assert witness is not None
    assert triage(kb, witness.presentation).urgency == witness.urgency


def test_every_property_has_a_broken_knowledge_base():
    """Each property but the one about bounds, which follows from the meaning of triage, has a case of its own."""
    kb = open_tree(tree())
    named = {json.loads(p.read_bytes())["refutes"] for p in CASES if p.parent.name == "broken-promise"}
    assert named == kb.records.properties.keys() - {"answers-stay-within-the-bounds-shown"}


def results(kb: KnowledgeBase) -> set[tuple[str, str, str]]:
    return {(r.slug, r.id, r.pointer) for r in prove(kb).of(Verdict.REFUTED)}


TWICE = {"any": [{"finding": "cough"}, {"all": [{"finding": "cough"}, {"finding": "rash"}]}]}
FEVER, COUGH, BOTH = {"finding": "fever"}, {"finding": "cough"}, {"all": [{"finding": "fever"}, {"finding": "cough"}]}


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ([], set()),
        ([a_rule("never", when={"all": [FEVER, {"not": FEVER}]})], {("unreachable-rule", "never", "/when")}),
        ([a_rule("less", when=BOTH)], {("unneeded-rule", "less", "/when")}),
        ([a_rule("less", "doctor", when=BOTH)], {("unneeded-rule", "less", "/when")}),
        ([a_rule("odd", when=TWICE)], {("dead-part", "odd", "/when/any/1")}),
        ([a_rule("odd", when=COUGH, unless=FEVER)], set()),
    ],
    ids=["clean", "unreachable", "covered", "covered-by-a-higher-one", "dead", "exception"],
)  # fmt: skip
def test_rules(rules, found):
    """A rule that cannot fire, one that others cover and a part that does not matter are found; nothing else is."""
    clean = [
        a_rule("fever"),
        a_rule("pain", "doctor", {"finding": "pain"}),
        a_rule("well", "home", {"finding": "well"}),
    ]
    assert results(a_kb(rules=[*clean, *rules])) == found


def test_a_level_that_only_the_default_brings():
    """A level without a rule is found, whether it is the default or not."""
    found = results(a_kb(rules=[a_rule("fever")]))
    assert {("undemanded-level", "home", "/id"), ("undemanded-level", "doctor", "/id")} <= found


@pytest.mark.parametrize("path", [p for p in CASES if p.parent.name != "broken-promise"], ids=lambda p: p.stem)
def test_a_broken_knowledge_base_is_found(path):
    """Each analysis of constraints and exemptions finds what is broken for it."""
    case = json.loads(path.read_bytes())
    kb = broken(case)
    if path.parent.name in ANALYSES:
        world = Translation(kb)
        solver = Solver(world.circuit, 10_000)
        solver.require(world.realistic)
        told = [one for one in ANALYSES[path.parent.name](world, solver) if one.verdict is Verdict.REFUTED]
    else:
        told = list(prove(kb, only=(case["refutes"],)).of(Verdict.REFUTED))
    assert (path.parent.name, case["refutes"]) in {(one.slug, one.id) for one in told}


def test_the_smallest_patient_does_not_depend_on_the_order_of_files():
    """The patient who is shown is the same when the records are read in the reverse order."""
    case = json.loads((BROKEN / "broken-promise" / "floor-clumsy-legs.json").read_bytes())
    kb = broken(case)
    turned = KnowledgeBase.of(type(kb.records)(kb.records.records[::-1], kb.records.present, kb.records.build), kb.hash)
    shown = [prove(one, only=(case["refutes"],)).of(Verdict.REFUTED)[0].witness for one in (kb, turned)]
    assert shown[0] == shown[1]


def test_a_patient_whom_the_engine_does_not_confirm_is_an_internal_error(monkeypatch):
    """When solver and engine disagree, nothing is shown as a result."""
    case = json.loads((BROKEN / "broken-promise" / "floor-clumsy-legs.json").read_bytes())
    monkeypatch.setattr(replaying, "_breaks", lambda *_: False)
    with pytest.raises(ReplayError):
        prove(broken(case), only=(case["refutes"],))


def test_undecided_is_not_proved(monkeypatch):
    """A question for which the time was not enough is undecided, and not proved."""

    def give_up(*_):
        raise Undecided("timeout")

    monkeypatch.setattr(Solver, "possible", give_up)
    proof = prove(open_tree(tree()), only=("floor-clumsy-legs",))
    assert {result.verdict for result in proof.results} == {Verdict.UNDECIDED}


def test_codes_are_documented():
    """Every code of a proof has its texts, and no two share a number."""
    assert len({code.code for code in PROOF_CODES.values()}) == len(PROOF_CODES)
    assert all(code.flags and code.matters and code.example and code.cure for code in PROOF_CODES.values())
