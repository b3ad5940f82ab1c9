"""Edits of the real knowledge base whose effect is known without a solver.

A weakening names the patient whom it lowers; the patient is put before the engine, and a weakening that lowers
nobody there is not used. A rewriting is harmless by construction: a law of Kleene's logic, or a rule that others
cover. A strengthening can only raise.
"""

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from harmless_edits import MORE, Seeded, rewritings, strengthenings

from surefoot.engine import decide, evaluator_for
from surefoot.loading import build_condition
from surefoot.model import Kind, KnowledgeBase, Presentation, Scenario
from variants import Changes, content_of, variant


def seeded_edits(kb: KnowledgeBase, scenarios: Mapping[str, Scenario], step: int = 1) -> list[Seeded]:
    """The same on every run; with a step, only those of each so many-th record."""
    deciding = {s.expect.decides: s for s in sorted(scenarios.values(), key=lambda s: s.id) if s.expect.decides}
    made = [*_weakenings(kb, deciding, step), *_frame(kb, scenarios, step), *[*_constraints(kb)][::step]]
    return [*made, *[*rewritings(kb)][::step], *[*strengthenings(kb)][::step]]


def height(kb: KnowledgeBase, patient: Presentation) -> int:
    """The rank of the urgency; below all ranks outside the scope."""
    urgency = decide(kb, evaluator_for(kb, patient)).urgency
    return -1 if urgency is None else urgency


def lowers(old: KnowledgeBase, new: KnowledgeBase, patient: Presentation) -> bool:
    """What the engine says of one patient, in both versions. A value that is gone was not given."""
    known = {n: v for n, v in patient.answers.items() if not isinstance(v, str) or v in new.findings[n].answer.values}
    before, after = height(old, patient), height(new, Presentation(known))
    order = {None: -1, **{level: rank for rank, level in enumerate(reversed(old.levels))}}
    was, now = (_level(kb, rank) for kb, rank in ((old, before), (new, after)))
    return order[now] < order[was]


def _level(kb: KnowledgeBase, rank: int) -> str | None:
    return next((level for level in kb.levels if kb.rank(level) == rank), None)


def is_real(kb: KnowledgeBase, patient: Presentation) -> bool:
    evaluator = evaluator_for(kb, patient)
    constraints = kb.records.constraints.values()
    return not any(evaluator.truth(c.when) is True and evaluator.truth(c.then) is False for c in constraints)


def _weakenings(kb: KnowledgeBase, deciding: Mapping[str, Scenario], step: int) -> Iterator[Seeded]:
    """For each rule, in turn, ways to lose the patient whom it alone decides, or one who answers one thing more."""
    for number, rule in enumerate(kb.rules[::step]):
        if rule.id in deciding:
            chance = Random(number)
            candidates = list(_ways(kb, rule.id, deciding[rule.id].presentation, chance))
            kinds = sorted({name for name, _, _ in candidates})
            turned = kinds[number % len(kinds) :] + kinds[: number % len(kinds)] if kinds else []
            for kind in turned:
                usable = (c for c in candidates if c[0] == kind)
                edit = next((e for e in (_checked(kb, f"{c[0]}: {rule.id}", c[1], c[2]) for c in usable) if e), None)
                if edit:
                    yield edit
                    break
    for number, name in enumerate(sorted(kb.patterns)[::step]):
        edit = _pattern_weakening(kb, name, deciding, Random(number))
        if edit:
            yield edit


def _checked(kb: KnowledgeBase, name: str, changes: Changes, patient: Presentation) -> Seeded | None:
    if is_real(kb, patient) and lowers(kb, variant(kb, changes), patient):
        return Seeded(name, "lowered", changes, patient)
    return None


def _ways(
    kb: KnowledgeBase, name: str, patient: Presentation, chance: Random
) -> Iterator[tuple[str, Changes, Presentation]]:
    key = (Kind.RULE, name)
    rule = content_of(kb, Kind.RULE, name)
    below = kb.rank(rule["urgency"]) <= kb.default_rank
    if kb.rank(rule["urgency"]) < kb.default_rank:
        yield from _widened(kb, key, rule, patient)
        return
    if below:
        return
    yield "rule removed", {key: None}, patient
    lower = [level for level in kb.levels if kb.rank(level) < kb.rank(rule["urgency"])]
    yield "urgency lower", {key: {**rule, "urgency": lower[-1]}}, patient
    for more in chance.sample(MORE, len(MORE)):
        answered = patient.with_answer(more, True)
        unless = {"any": [rule["unless"], {"finding": more}]} if "unless" in rule else {"finding": more}
        yield "exception added", {key: {**rule, "unless": unless}}, answered
        yield "condition added", {key: {**rule, "when": {"all": [rule["when"], {"finding": more}]}}}, patient
        yield "silence excuses", {key: {**rule, "when": {"all": [rule["when"], {"not": {"finding": more}}]}}}, patient
        two = {"all": [{"finding": more}, {"finding": "age", "above": 80}]}
        either = {"any": [rule["unless"], two]} if "unless" in rule else two
        yield "rare exception", {key: {**rule, "unless": either}}, answered.with_answer("age", 85)
    if "unless" in rule:
        moved = {k: v for k, v in rule.items() if k not in ("unless", "unless_because")}
        yield (
            "exception moved into when",
            {key: {**moved, "when": {"all": [rule["when"], {"not": rule["unless"]}]}}},
            patient,
        )
    for smaller in _smaller(rule["when"], "any"):
        yield "alternative removed", {key: {**rule, "when": smaller}}, patient
    for shifted in _shifted(rule["when"], patient):
        yield "limit moved", {key: {**rule, "when": shifted}}, patient


def _widened(
    kb: KnowledgeBase, key: tuple[Kind, str], rule: dict[str, Any], patient: Presentation
) -> Iterator[tuple[str, Changes, Presentation]]:
    """Rules that reassure: a guard is removed, and the patient says what it guarded against."""
    for smaller in _smaller(rule["when"], "all"):
        for finding in kb.findings.values():
            if finding.id in patient.answers and finding.answer.type.value == "boolean":
                yield (
                    "guard removed",
                    {key: {**rule, "when": smaller}},
                    patient.with_answer(finding.id, not patient.answers[finding.id]),
                )


def _pattern_weakening(kb: KnowledgeBase, name: str, deciding: Mapping[str, Scenario], chance: Random) -> Seeded | None:
    pattern = content_of(kb, Kind.PATTERN, name)
    edits = [("pattern: alternative removed", one) for one in _smaller(pattern["when"], "any")]
    edits += [("pattern: guard removed", one) for one in _smaller(pattern["when"], "all")]
    edits += [("pattern: condition added", {"all": [pattern["when"], {"finding": "tremor"}]})]
    edits += [("pattern: alternative added", {"any": [pattern["when"], {"finding": "tremor"}]})]
    chance.shuffle(edits)
    patients = [s.presentation for s in deciding.values()][::2]
    for kind, when in edits[:4]:
        changes = {(Kind.PATTERN, name): {**pattern, "when": when}}
        new = variant(kb, changes)
        for patient in (one.with_answer("tremor", True) if "added" in kind else one for one in patients):
            if is_real(kb, patient) and lowers(kb, new, patient):
                return Seeded(f"{kind}: {name}", "lowered", changes, patient)
    return None


def _smaller(condition: Any, form: str) -> Iterator[Any]:
    """The condition without one part of an `any`, or of an `all`, at each place where there is one."""
    for key in ("all", "any", "of"):
        for index, part in enumerate(condition.get(key, ())):
            rest = [*condition[key][:index], *condition[key][index + 1 :]]
            if key == form and rest:
                yield {**condition, key: rest}
            for inner in _smaller(part, form):
                yield {**condition, key: [*condition[key][:index], inner, *condition[key][index + 1 :]]}
    if "not" in condition:
        yield from ({"not": inner} for inner in _smaller(condition["not"], "all" if form == "any" else "any"))


def _shifted(condition: Any, patient: Presentation) -> Iterator[Any]:
    """The condition with a limit, or a list of values, that no longer takes in the patient."""
    value = patient.value(condition["finding"]) if "finding" in condition else None
    for key, far in (("above", 1), ("at_least", 1), ("below", -1), ("at_most", -1)):
        if key in condition and isinstance(value, int | float):
            yield {**condition, key: value + far}
    if value in condition.get("in", ()) and len(condition["in"]) > 1:
        yield {**condition, "in": [one for one in condition["in"] if one != value]}
    for key in ("all", "any", "of"):
        for index, part in enumerate(condition.get(key, ())):
            for inner in _shifted(part, patient):
                yield {**condition, key: [*condition[key][:index], inner, *condition[key][index + 1 :]]}


def _frame(kb: KnowledgeBase, scenarios: Mapping[str, Scenario], step: int) -> Iterator[Seeded]:
    """The default, the scope, the levels, the answers of findings."""
    levels = kb.levels
    manifest, key = content_of(kb, Kind.KB), (Kind.KB, kb.manifest.id)
    patients = [s.presentation for s in scenarios.values()]
    edits: list[tuple[str, Changes]] = []
    for level in levels:
        edits.append((f"default {level}", {key: {**manifest, "default": {**manifest["default"], "urgency": level}}}))
    outside = manifest["scope"]["outside"]
    kept = outside["unless"]["any"]
    scopes = [{k: v for k, v in outside.items() if k != "unless"}]
    scopes += [{**outside, "unless": {"any": kept[:index] + kept[index + 1 :]}} for index in range(len(kept))]
    scopes += [{**outside, "when": {"not": {"finding": "leg-weakness"}}}]
    for number, scope in enumerate(scopes):
        edits.append((f"scope {number}", {key: {**manifest, "scope": {**manifest["scope"], "outside": scope}}}))
    ranked = {level: content_of(kb, Kind.URGENCY, level) for level in levels}
    for one, other in zip(levels, list(levels)[1:], strict=False):
        swapped = {a: {**ranked[a], "rank": ranked[b]["rank"]} for a, b in ((one, other), (other, one))}
        edits.append((f"levels {one} and {other} swapped", {(Kind.URGENCY, name): c for name, c in swapped.items()}))
    for name in sorted(kb.findings):
        finding = content_of(kb, Kind.FINDING, name)
        for value in finding["answer"].get("values", ()) if finding["answer"]["type"] == "choice" else ():
            values = [one for one in finding["answer"]["values"] if one != value]
            if len(values) > 1 and value["id"] != finding["normal"]:
                changed = {**finding, "answer": {**finding["answer"], "values": values}}
                edits.append((f"value {name} {value['id']} removed", {(Kind.FINDING, name): changed}))
    denied = [p.with_answer("leg-complaint", False) for p in patients[::9]]
    for name, changes in edits[::step]:
        new, words = variant(kb, changes), name.split()
        told = [*patients[::9], *denied]
        if words[0] == "value":
            told = [p for p in patients if p.value(words[1]) == words[2]][:40]
        patient = next((p for p in told if is_real(kb, p) and lowers(kb, new, p)), None)
        if patient is not None:
            yield Seeded(name, "lowered", changes, patient)


def _constraints(kb: KnowledgeBase) -> Iterator[Seeded]:
    """Constraints that exclude a patient who was real; the patient is put before the engine."""
    some = content_of(kb, Kind.CONSTRAINT, sorted(kb.records.constraints)[0])
    for number, (one, other) in enumerate(zip(MORE, [*MORE[1:], MORE[0]], strict=True)):
        patient = Presentation({one: True, other: False})
        made = {**some, "id": f"seeded-{number}", "when": {"finding": one}, "then": {"finding": other}}
        yield Seeded(f"constraint added {number}", "excluded", {(Kind.CONSTRAINT, made["id"]): made}, patient)
    for name in sorted(kb.records.constraints)[:8]:
        content = content_of(kb, Kind.CONSTRAINT, name)
        then = {"all": [content["then"], {"finding": "tremor"}]}
        yield Seeded(
            f"constraint {name} demands more", "excluded", {(Kind.CONSTRAINT, name): {**content, "then": then}}
        )
        yield Seeded(f"constraint {name} removed", "harmless", {(Kind.CONSTRAINT, name): None})


def conditions_are_well_formed(edits: list[Seeded]) -> None:
    """Every condition of every edit can be built."""
    for edit in edits:
        for content in (c for c in edit.changes.values() if c):
            for key in ("when", "unless", "then"):
                if key in content:
                    build_condition(json.loads(json.dumps(content[key])))
