"""How many questions it takes: the order that is computed, beside a fixed one.

python benchmarks/question_order.py [KB [SAMPLE]] interviews every patient of the suite, each of whom has an answer to
every question: that of the scenario, else no, else not sure. All orders end when no question that is left can change
the outcome, so all of them end with the same urgency. The fixed order asks so much that only a random SAMPLE of the
patients (60; the seed is fixed) is asked in it; the computed order is shown for these too.

fixed_order.json is an order that was written by hand: scope and age, the lists of warning signs one by one, then the
questions of the gate to home care. When it is through, what is still open is asked one question at a time.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from surefoot.engine import evaluator_for, triage
from surefoot.intake import Interview, Prospect, presentation_of, screen_of
from surefoot.loading import build_condition
from surefoot.model import AnswerType, KnowledgeBase
from surefoot.validation import open_knowledge_base

_HERE = Path(__file__).parent
_SAMPLE, _SEED = 60, 50
Next = Callable[[Interview], tuple[str, ...]]


class Count(NamedTuple):
    """One interview: its screens, the findings asked, and its urgency."""

    screens: int
    questions: int
    urgency: str | None


class Orders:
    """The orders, each a function from an interview to what is asked next; nothing when the outcome is final."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._known: dict[frozenset[Any], tuple[str, ...]] = {}
        self._fixed = json.loads((_HERE / "fixed_order.json").read_text("utf-8"))

    def computed(self, interview: Interview) -> tuple[str, ...]:
        """What the interview of this project asks."""
        key = frozenset(interview.answers.answers.items())
        if key not in self._known:
            screen = screen_of(self._kb, interview)
            self._known[key] = screen.findings if screen else ()
        return self._known[key]

    def fixed(self, interview: Interview) -> tuple[str, ...]:
        """The order written by hand, which skips what is answered or does not apply."""
        presentation = presentation_of(self._kb, interview)
        prospect = Prospect(self._kb, presentation)
        if prospect.outcomes().final:
            return ()
        evaluator = evaluator_for(self._kb, presentation)
        for step in self._fixed:
            if "when" in step and evaluator.truth(build_condition(step["when"])) is not True:
                continue
            items = self._kb.checklists[step["checklist"]].items if "checklist" in step else (step["finding"],)
            left = tuple(i for i in items if i not in interview.answers and not prospect.never_applies(i))
            if left:
                return left
        return self.computed(interview)[:1]


def counted(kb: KnowledgeBase, person: Mapping[str, Any], order: Next) -> Count:
    """The interview of one person in one order."""
    interview = Interview()
    while asked := order(interview):
        interview = interview.answered({finding: person[finding] for finding in asked})
    urgency = triage(kb, presentation_of(kb, interview)).urgency
    return Count(len(interview.steps), len(interview.answers.answers), urgency)


def _table(kb: KnowledgeBase, name: str, counts: Sequence[Count]) -> None:
    """The mean and the most of an order, by urgency."""
    for level in (*kb.levels, None, "all"):
        chosen = [count for count in counts if level in (count.urgency, "all")]
        row = "".join(
            f" {sum(values) / len(values):9.2f} {max(values):5}"
            for values in ([c.screens for c in chosen], [c.questions for c in chosen])
            if values
        )
        print(f"{name:18} {level or 'outside':12} {len(chosen):8}{row}", flush=True)


def main() -> None:
    """A table for each order, and whether all orders gave the urgency of all answers."""
    kb = open_knowledge_base(Path(sys.argv[1] if len(sys.argv) > 1 else "kb"), scenarios=True)
    size = int(sys.argv[2]) if len(sys.argv) > 2 else _SAMPLE
    orders = Orders(kb)
    others = {f.id: False if f.answer.type is AnswerType.BOOLEAN else None for f in kb.findings.values()}
    people = [{**others, **scenario.presentation.answers} for scenario in kb.records.scenarios.values()]
    sample = sorted(Random(_SEED).sample(range(len(people)), min(size, len(people))))
    print(f"{len(people)} patients, {len(sample)} of them sampled with seed {_SEED}; {kb.manifest.id}, {kb.hash[:12]}")
    print(f"{'order':18} {'urgency':12} {'patients':>8} {'screens':>15} {'questions':>15}   (mean, most)", flush=True)
    computed = [counted(kb, person, orders.computed) for person in people]
    _table(kb, "computed", computed)
    _table(kb, "computed, sample", [computed[index] for index in sample])
    fixed = [counted(kb, people[index], orders.fixed) for index in sample]
    _table(kb, "fixed, sample", fixed)
    urgencies = [triage(kb, presentation_of(kb, Interview((person,)))).urgency for person in people]
    same = all(count.urgency == urgency for count, urgency in zip(computed, urgencies, strict=True)) and all(
        count.urgency == urgencies[index] for index, count in zip(sample, fixed, strict=True)
    )
    print("all orders gave the urgency of all answers:", "yes" if same else "NO")
    sys.exit(not same)


if __name__ == "__main__":
    main()
