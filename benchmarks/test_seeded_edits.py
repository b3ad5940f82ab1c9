"""Does `diff --prove` find every edit that lowers somebody, and no other; and how many do random patients find?"""

from collections import Counter
from pathlib import Path
from random import Random

from seeded_edits import Seeded, is_real, lowers, seeded_edits

from random_patients import random_patient
from surefoot.circuit import Circuit, Meaning, Truth
from surefoot.engine import Evaluator
from surefoot.loading import read_records, scan
from surefoot.model import Atom, KnowledgeBase, Presentation
from surefoot.transitions import Transitions, transitions
from surefoot.validation import open_knowledge_base
from variants import variant

ROOT = Path(__file__).parents[1]
RANDOM = 10_000
STEP = 2
"""Edits of every second record: about 280."""


class Crowd:
    """Random patients, all of them triaged at once; the engine says what an atom is for each."""

    def __init__(self, patients: list[Presentation]) -> None:
        self.patients = patients
        self._by_value: dict[str, dict[object, int]] = {}
        for number, patient in enumerate(patients):
            for name, value in patient.answers.items():
                values = self._by_value.setdefault(name, {})
                values[value] = values.get(value, 0) | 1 << number

    def urgencies(self, kb: KnowledgeBase) -> dict[str | None, int]:
        """For each level, which patients get it."""
        circuit = Circuit()
        inputs: dict[int, int] = {}

        def atom(one: Atom) -> Truth:
            made = Truth(circuit.variable(), circuit.variable())
            for wanted, variable in ((True, made.true), (False, made.false)):
                inputs[variable] = self._where(one, kb, wanted)
            return made

        outcome = Meaning(kb, circuit, atom).outcome
        values = circuit.values(inputs, len(self.patients), [outcome.outside, *outcome.urgency.values()])
        found: dict[str | None, int] = {None: values[outcome.outside]}
        above = 0
        for level in kb.levels:
            reached = values[outcome.urgency[kb.rank(level)]]
            found[level] = reached & ~above
            above |= reached
        return found

    def _where(self, atom: Atom, kb: KnowledgeBase, wanted: bool) -> int:
        known = kb.findings[atom.finding].answer.values
        found = 0
        for value, patients in self._by_value.get(atom.finding, {}).items():
            if isinstance(value, str) and value not in known:
                continue
            if Evaluator({}, Presentation({atom.finding: value})).truth(atom) is wanted:
                found |= patients
        return found


def judged(kb: KnowledgeBase, edit: Seeded) -> tuple[bool, Transitions]:
    """Whether the proof says of an edit what is known of it; every patient shown is put before the engine."""
    new = variant(kb, edit.changes)
    found = transitions(kb, new)
    for cell in found.lowered:
        for mover in cell.movers:
            assert lowers(kb, new, mover.heard[0]), edit.name
            assert is_real(kb, mover.heard[0]), edit.name
    match edit.effect:
        case "lowered":
            return bool(found.lowered), found
        case "excluded":
            return bool(found.excluded) and not found.clean, found
        case _:
            return found.clean, found


def sizes(kb: KnowledgeBase, found: Transitions) -> list[int]:
    """How many answers of each patient shown are not the normal ones."""
    movers = [mover.presentation.answers for cell in found.lowered for mover in cell.movers]
    return [sum(value != kb.findings[name].normal for name, value in answers.items()) for answers in movers]


def test_every_seeded_edit(benchmark):
    """Recall 100 %, no false alarm, on average at most four findings in a patient."""
    kb = open_knowledge_base(ROOT / "kb")
    scenarios = read_records(scan(ROOT / "kb").files).records.scenarios
    edits = seeded_edits(kb, scenarios, STEP)
    told: list[tuple[Seeded, bool, list[int]]] = []

    def all_of_them() -> None:
        for edit in edits:
            right, found = judged(kb, edit)
            told.append((edit, right, sizes(kb, found)))

    benchmark.pedantic(all_of_them, rounds=1)
    crowd = Crowd([random_patient(Random(number), kb) for number in range(RANDOM)])
    order = [*kb.levels, None]
    before = crowd.urgencies(kb)
    by_chance = 0
    for edit in (edit for edit in edits if edit.effect == "lowered"):
        after = crowd.urgencies(variant(kb, edit.changes))
        by_chance += any(before[a] & after[b] for i, a in enumerate(order) for b in order[i + 1 :])
    count = Counter(edit.effect for edit in edits)
    right = Counter(edit.effect for edit, ok, _ in told if ok)
    shown = [size for edit, _, sizes_ in told if edit.effect == "lowered" for size in sizes_]
    print()
    for effect in count:
        print(f"{effect:9} {right[effect]:4} of {count[effect]:4} judged right")
    print(f"patients shown: {len(shown)}, findings not normal: mean {sum(shown) / len(shown):.2f}, most {max(shown)}")
    print(f"{RANDOM} random patients find {by_chance} of {count['lowered']}")
    wrong = [edit.name for edit, ok, _ in told if not ok]
    assert wrong == []
    assert sum(shown) / len(shown) <= 4
