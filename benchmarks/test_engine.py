"""How long one patient takes, beside other engines for rules, and how that grows with the rules.

Everything is measured in one process, round after round in another order; a figure is the median of the rounds in
time of the processor, a ratio the median of the ratios of one round. Every engine is first held against the
specification. The patients are those of the scenarios with ten answers left: seven that are not "no", three that are.
"""

import importlib
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

import pytest
from peers import CEDAR, JSON_LOGIC, Rego, fires, flat

from surefoot.engine.compiled import Engine
from surefoot.engine.judged import judge_plainly
from surefoot.model import All, AnyOf, In, Is, KnowledgeBase, Not, Presentation, Rule
from surefoot.validation import open_knowledge_base, read_scenarios

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 9
PATIENTS = 200


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return open_knowledge_base(ROOT / "kb")


@pytest.fixture(scope="module")
def patients() -> list[Presentation]:
    """Ten answers each, of patients drawn from the scenarios."""
    chance, found = Random(1), []
    for scenario in read_scenarios(ROOT / "kb")[0]:
        answers = scenario.presentation.answers
        told = [name for name, value in answers.items() if value is not False]
        denied = [name for name, value in answers.items() if value is False]
        names = chance.sample(told, min(len(told), 7)) + chance.sample(denied, min(len(denied), 3))
        found.append(Presentation({name: answers[name] for name in names}))
    return chance.sample(found, PATIENTS)


def rounds(works: dict[str, tuple[Callable[[Any], Any], Sequence[Any]]]) -> dict[str, list[float]]:
    """Microseconds for one input, of each work in each round."""
    chance, found = Random(2), {name: [] for name in works}
    for _ in range(ROUNDS):
        for name in chance.sample([*works], len(works)):
            function, inputs = works[name]
            start = time.process_time()
            for one in inputs:
                function(one)
            found[name].append((time.process_time() - start) / len(inputs) * 1e6)
    return found


def table(request: Any, found: dict[str, list[float]], yardstick: str) -> dict[str, float]:
    """Print the medians and their ratios to one of them."""
    ratios = {
        name: statistics.median(a / b for a, b in zip(times, found[yardstick], strict=True))
        for name, times in found.items()
    }
    lines = ["", "", f"{'one patient':34} {'us':>9}   times {yardstick}"]
    lines += [f"{name:34} {statistics.median(times):9.2f}   {ratios[name]:.2f}" for name, times in found.items()]
    tell(request, "\n".join(lines))
    return ratios


def tell(request: Any, text: str) -> None:
    """Print past pytest's capture."""
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(text)


def denied(kb: KnowledgeBase, count: int) -> dict[str, Any]:
    """So many questions with a no."""
    names = [name for name, finding in kb.findings.items() if finding.answer.type == "boolean"]
    return dict.fromkeys(Random(3).sample(names, count), False)


def ours(kb: KnowledgeBase, engine: Engine) -> dict[str, Callable[[Any], Any]]:
    """The ways to ask the engine, from little to all."""
    look_up = dict.fromkeys(kb.findings).get
    levels = {kb.rank(level): level for level in kb.levels}

    def floor(answers: Any) -> None:
        for name in answers:
            look_up(name)

    def reasons(answers: Any) -> Any:
        known, fired, _ = engine._known(answers)
        return fired, engine._matched(known, fired)

    def bounds(answers: Any) -> Any:
        known, fired, leaves = engine._known(answers)
        return fired, engine._bounds(known, fired, leaves)

    def from_json(text: str) -> str:
        answers = {name: tuple(v) if v.__class__ is list else v for name, v in json.loads(text).items()}
        known, fired, leaves = engine._known(answers)
        outside, urgency, at_least, at_most = engine._bounds(known, fired, leaves)
        shown = () if outside else fired
        rules = {kb.rules[n].id: found for n, found in zip(shown, engine._matched(known, shown), strict=True)}
        named = {"urgency": urgency, "at_least": at_least, "at_most": at_most}
        return json.dumps({**{key: levels.get(rank) for key, rank in named.items()}, "rules": rules})

    return {"floor": floor, "fired": engine.fired, "reasons": reasons, "bounds": bounds, "json": from_json}


def test_one_patient_beside_peers(request, benchmark, kb, patients):
    """Urgency and fired rules, then more, then the same work by others."""
    engine = Engine(kb)
    ways, answers = ours(kb, engine), [patient.answers for patient in patients]
    texts = [json.dumps({n: list(v) if isinstance(v, tuple) else v for n, v in a.items()}) for a in answers]
    works: dict[str, tuple[Callable[[Any], Any], Sequence[Any]]] = {
        "one look-up for each answer": (ways["floor"], answers),
        "urgency and fired rules": (ways["fired"], answers),
        "with reasons": (ways["reasons"], answers),
        "with bounds": (ways["bounds"], answers),
        "JSON to JSON": (ways["json"], texts),
        "all, open questions too": (engine.judge, patients),
        "the specification": (lambda patient: judge_plainly(kb, patient), patients[:40]),
    }
    dense = [{**denied(kb, 90), **one} for one in answers]
    works["90 answers: look-ups"] = ways["floor"], dense
    works["90 answers: urgency and fired rules"] = ways["fired"], dense
    flattened = [flat(one) for one in answers]
    for name, peer in (("datalogic-py", _datalogic(kb)), ("cedarpy", _cedar(kb)), ("regorus", _rego(kb))):
        if peer is not None:
            assert [peer(one) for one in flattened] == [list(engine._known(one)[1]) for one in answers]
            works[name] = (peer, flattened[:60])
    assert all(engine.judge(patient) == judge_plainly(kb, patient) for patient in patients)
    found = benchmark.pedantic(rounds, args=(works,), rounds=1)
    ratios = table(request, found, "urgency and fired rules")
    ratios["in look-ups"] = 1 / ratios["one look-up for each answer"]
    tell(request, f"urgency and fired rules, in look-ups for each answer: {ratios['in look-ups']:.1f}")
    benchmark.extra_info.update(ratios)


def _datalogic(kb: KnowledgeBase) -> Callable[[Any], list[int]] | None:
    if importlib.util.find_spec("datalogic_py") is None:
        return None
    import datalogic_py

    rules = [{"if": [fires(kb, rule, JSON_LOGIC), n, None]} for n, rule in enumerate(kb.rules)]
    compiled = datalogic_py.Engine().compile(rules)
    return lambda answers: [n for n in compiled.evaluate(answers) if n is not None]


def _cedar(kb: KnowledgeBase) -> Callable[[Any], list[int]] | None:
    if importlib.util.find_spec("cedarpy") is None:
        return None
    import cedarpy

    texts = [f"permit(principal, action, resource) when {{ {fires(kb, rule, CEDAR)} }};" for rule in kb.rules]
    policies = cedarpy.PolicySet.from_str("\n".join(texts))
    who = {"principal": 'P::"p"', "action": 'A::"a"', "resource": 'R::"r"'}

    def fired(answers: Any) -> list[int]:
        decided = cedarpy.is_authorized({**who, "context": answers}, policies, [])
        return sorted(int(name.removeprefix("policy")) for name in decided.diagnostics.reasons)

    return fired


def _rego(kb: KnowledgeBase) -> Callable[[Any], list[int]] | None:
    if importlib.util.find_spec("regorus") is None:
        return None
    import regorus

    engine = regorus.Engine()
    engine.add_policy("triage.rego", Rego().policy(kb))

    def fired(answers: Any) -> list[int]:
        engine.set_input_json(json.dumps(answers))  # set_input makes a number of true
        return sorted(int(number) for number in engine.eval_rule("data.triage.fired"))

    return fired


def _grown(kb: KnowledgeBase, size: int) -> tuple[KnowledgeBase, list[Any]]:
    """Rules of the same kind over made-up findings, some of which many rules name; and patients with ten answers."""
    chance = Random(size)
    count = min(2 * size, 1000)
    names = [f"f{n}" for n in range(count)]
    weights = [1 / (n + 3) ** 0.6 for n in range(count)]

    def atom() -> Any:
        name = chance.choices(names, weights)[0]
        form = chance.random()
        if form < 0.15:
            return In(name, ("a", "b"))
        return Not(Is(name, True)) if form < 0.25 else Is(name, form < 0.85)

    def rule(number: int) -> Rule:
        parts = [atom() for _ in range(chance.choice((1, 2, 3)))]
        some = AnyOf(tuple(atom() for _ in range(chance.choice((2, 3)))))
        return kb.rules[0]._replace(
            id=f"r{number}", urgency=chance.choice(kb.levels), when=All((*parts, some)), unless=None
        )

    rules = sorted((rule(n) for n in range(size)), key=lambda one: -kb.rank(one.urgency))
    patients = []
    for _ in range(PATIENTS):
        some = dict.fromkeys(chance.choices(names, weights, k=10))
        patients.append({name: chance.choice((True, True, False, False, "a")) for name in some})
    like = next(finding for finding in kb.findings.values() if finding.answer.type == "boolean")
    findings = {name: like._replace(id=name) for name in names}
    return kb.replaced(rules=tuple(rules), patterns={}, findings={**kb.findings, **findings}), patients


def compiling(kb: KnowledgeBase) -> float:
    """Seconds until a knowledge base is ready to say what fires."""
    start = time.process_time()
    _ = Engine(kb).fired
    return time.process_time() - start


def test_growth(request, benchmark, kb):
    """From 60 to 6,000 rules: the time for one patient, and that for compiling."""
    works, compiled = {}, {}
    for size in (60, 600, 6000):
        grown, patients = _grown(kb, size)
        compiled[size] = min(compiling(grown) for _ in range(3)) * 1000
        engine = Engine(grown)
        for patient in patients[:40]:
            assert list(engine._known(patient)[1]) == list(judge_plainly(grown, Presentation(patient)).fired)
        works[f"{size} rules"] = (engine.fired, patients)
    found = benchmark.pedantic(rounds, args=(works,), rounds=1)
    ratios = table(request, found, "60 rules")
    again = ratios["6000 rules"] / ratios["600 rules"]
    benchmark.extra_info.update(ratios)
    tell(request, f"600 rules over 60: {ratios['600 rules']:.2f}; 6000 over 600: {again:.2f}")
    small, medium, large = compiled.values()
    times = f"{medium / small:.1f} and {large / medium:.1f} times"
    tell(request, f"compiling, ms: {small:.1f} / {medium:.0f} / {large:.0f}, {times}")
