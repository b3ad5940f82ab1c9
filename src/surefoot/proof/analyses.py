"""What is asked of every knowledge base, whatever it promises: rules, parts of conditions, levels, constraints."""

from collections.abc import Iterator, Mapping

from surefoot.circuit import Circuit, Truth, fires_with
from surefoot.model import Kind, Rule
from surefoot.proof.chance import shown_by_chance
from surefoot.proof.parts import without_each
from surefoot.proof.result import Result, Verdict
from surefoot.proof.solver import Solver
from surefoot.proof.translation import Translation


def check_rules(world: Translation, solver: Solver) -> Iterator[Result]:
    """Every rule can fire, and is needed: some patient would get a lower urgency without it."""
    for rule in world.kb.rules:
        covering = _covering(rule, world)
        fires = world.outcome.fires[rule.id]
        needed = solver.possible(fires, *(-literal for literal in covering))
        if needed or solver.possible(fires):
            yield _result("unreachable-rule", Kind.RULE, rule.id, "/when", "the rule can fire")
        else:
            yield _unreachable(rule, world, solver)
            continue
        if needed:
            yield _result("unneeded-rule", Kind.RULE, rule.id, "/when", "the rule is needed")
        elif "covered_because" not in world.kb.records.get(Kind.RULE, rule.id).content:  # type: ignore[union-attr]
            core = solver.core([fires, *(-literal for literal in covering)])
            names = tuple(sorted({covering[-literal] for literal in core if -literal in covering}))
            message = f"whenever it fires, one of these does too: {_listed(names)}"
            yield _result("unneeded-rule", Kind.RULE, rule.id, "/when", "the rule is needed", message, names)


def check_parts(world: Translation, solver: Solver) -> Iterator[Result]:
    """Every part of every condition makes a difference to some patient: to whether the rule fires, or the truth."""
    for rule in world.kb.rules:
        when, unless = world.parts(rule)
        now = fires_with(world.kb, world.circuit, rule, (when, unless))
        variants = {
            f"/when{pointer}": _firing(rule, (world.truth(smaller), unless), world)
            for pointer, smaller in without_each(rule.when)
        }
        for pointer, smaller in without_each(rule.unless) if rule.unless is not None else ():
            variants[f"/unless{pointer}"] = _firing(rule, (when, world.truth(smaller)), world)
        differing = {pointer: world.circuit.differ(now, other) for pointer, other in variants.items()}
        yield from _dead(Kind.RULE, rule.id, differing, world, solver)
    for pattern in world.kb.patterns.values():
        truth = world.truth(pattern.when)
        differing = {
            f"/when{pointer}": _differ(truth, world.truth(smaller), world.circuit)
            for pointer, smaller in without_each(pattern.when)
        }
        yield from _dead(Kind.PATTERN, pattern.id, differing, world, solver)


def check_levels(world: Translation, solver: Solver) -> Iterator[Result]:
    """Every level is the urgency of some patient because a rule demands it."""
    circuit, kb = world.circuit, world.kb
    for level in kb.levels:
        rank = kb.rank(level)
        demanding = circuit.any_of(world.outcome.fires[rule.id] for rule in kb.rules if rule.urgency == level)
        result = _result("undemanded-level", Kind.URGENCY, level, "/id", "a rule brings this level about")
        if not solver.possible(demanding, world.outcome.urgency[rank], -world.outcome.above(rank)):
            how = "only where no rule fires" if level == kb.manifest.default_urgency else "for no patient"
            message = f"no rule brings this level about: it is reached {how}"
            result = result._replace(verdict=Verdict.REFUTED, message=message)
        yield result


def check_constraints(world: Translation, solver: Solver) -> Iterator[Result]:
    """Every constraint excludes somebody whom the others do not, and its `when` can be satisfied beside them."""
    circuit = world.circuit
    free = solver.about(circuit)
    free.require(world.patient.well_formed)
    constraints = world.kb.records.constraints
    kept = {
        name: circuit.implies(world.truth(one.when).true, world.truth(one.then).true)
        for name, one in sorted(constraints.items())
    }
    for name, constraint in sorted(constraints.items()):
        others = {-literal: other for other, literal in world.violated.items() if other != name}
        result = _result("vacuous-constraint", Kind.CONSTRAINT, name, "/when", "the constraint excludes somebody")
        yield _explained(result, "it excludes nobody", (world.violated[name],), others, free)
        strict = {literal: other for other, literal in kept.items()}
        result = _result("contradictory-constraint", Kind.CONSTRAINT, name, "/when", "the constraints agree")
        when = world.truth(constraint.when).true
        yield _explained(result, "nobody can satisfy it", (when,), strict, free)


def _explained(
    result: Result, message: str, wanted: tuple[int, ...], named: Mapping[int, str], solver: Solver
) -> Result:
    """Proved when there is a patient; else refuted, with the names of the literals that exclude them all."""
    if solver.possible(*wanted, *named):
        return result
    names = tuple(sorted({named[literal] for literal in solver.core([*wanted, *named]) if literal in named}))
    cause = f" beside {_listed(names)}" if names else ", whatever the other constraints say"
    return result._replace(verdict=Verdict.REFUTED, message=message + cause, others=names)


def _unreachable(rule: Rule, world: Translation, solver: Solver) -> Result:
    result = _result("unreachable-rule", Kind.RULE, rule.id, "/when", "the rule can fire")
    free = solver.about(world.circuit)
    free.require(world.patient.well_formed)
    named = {-literal: name for name, literal in world.violated.items()}
    return _explained(result, "it fires for no real patient", (world.outcome.fires[rule.id],), named, free)


def _covering(rule: Rule, world: Translation) -> dict[int, str]:
    """The literals of the other rules of this urgency or a higher one, with their ids."""
    kb = world.kb
    others = (o for o in kb.rules if o.id != rule.id and kb.rank(o.urgency) >= kb.rank(rule.urgency))
    return {world.outcome.fires[other.id]: other.id for other in others}


def _firing(rule: Rule, parts: tuple[Truth, Truth], world: Translation) -> int:
    return fires_with(world.kb, world.circuit, rule, parts)


def _differ(one: Truth, other: Truth, circuit: Circuit) -> int:
    return circuit.any_of((circuit.differ(one.true, other.true), circuit.differ(one.false, other.false)))


def _dead(
    kind: Kind, record: str, differing: Mapping[str, int], world: Translation, solver: Solver
) -> Iterator[Result]:
    """Every part matters, or the record says why it stays; and it says so only of parts that do not matter."""
    dead = _without_effect(differing, world, solver) if differing else ()
    stated = world.kb.records.get(kind, record)
    kept = [one["part"] for one in stated.content.get("kept_parts", ())] if stated else []
    unexplained = [pointer for pointer in dead if pointer not in kept]
    for pointer in unexplained:
        message = "no patient would be treated differently without this part"
        yield _result("dead-part", kind, record, pointer, "every part matters", message)
    for index, pointer in enumerate(kept):
        if pointer not in dead or pointer in kept[:index]:
            message = f"the part `{pointer}` matters, or is not there, or is named twice"
            yield _result("unneeded-reason", kind, record, f"/kept_parts/{index}", "the reason is needed", message)
        else:
            yield _result("unneeded-reason", kind, record, f"/kept_parts/{index}", "the reason is needed")
    if differing and not unexplained:
        yield _result("dead-part", kind, record, "/when", "every part matters")


def _without_effect(differing: Mapping[str, int], world: Translation, solver: Solver) -> list[str]:
    """A record's parts are asked about together in a solver of its own, which knows nothing else."""
    realistic = world.realistic_for(differing.values())
    seen = shown_by_chance(world, differing, realistic)
    small = solver.about(world.circuit)
    if len(seen) < len(differing):
        small.require(realistic)
    dead: list[str] = []
    for pointer, literal in differing.items():
        inside = any(pointer.startswith(f"{outer}/") for outer in dead)
        if pointer not in seen and not inside and not small.possible(literal):
            dead.append(pointer)
    return dead


def _result(
    slug: str, kind: Kind, record: str, pointer: str, claim: str, message: str = "", others: tuple[str, ...] = ()
) -> Result:
    """Refuted when there is a message."""
    verdict = Verdict.REFUTED if message else Verdict.PROVED
    return Result(slug, kind, record, pointer, claim, verdict, message, None, others)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
