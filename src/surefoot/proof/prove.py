"""The whole of it: every property and every analysis of one knowledge base."""

import time
from collections.abc import Callable, Iterator

from surefoot.model import Kind, KnowledgeBase, Promise
from surefoot.proof.analyses import check_constraints, check_levels, check_parts, check_rules
from surefoot.proof.promises import conditions_of
from surefoot.proof.properties import verify_property
from surefoot.proof.result import Proof, Result, Verdict
from surefoot.proof.solver import Solver, Undecided
from surefoot.proof.translation import Translation


def prove(kb: KnowledgeBase, seconds: float = 10, only: tuple[str, ...] = ()) -> Proof:
    """Prove or refute everything, or the properties named; `seconds` are for one question to the solver.

    Raises:
        KeyError: there is no property of a name in `only`.
        SolverMissing: the solver is not installed.
        ReplayError: solver and engine disagree.
    """
    started = time.perf_counter()
    world = Translation(kb, conditions_of(kb))
    solver = Solver(world.circuit, max(1, round(seconds * 1000)))
    solver.require(world.realistic)
    properties = [kb.records.properties[name] for name in (only or sorted(kb.records.properties))]
    results: list[Result] = []
    for promised in properties:
        # a promise about two patients doubles what a solver knows, and would slow down all other questions
        own = solver.narrowed(()) if promised.promise is Promise.MONOTONE else solver
        results += verify_property(promised, world, own)
    for analysis in () if only else (check_rules, check_parts, check_levels, check_constraints):
        results += _undecided(analysis, world, solver.narrowed(()))
    manifest, spent = kb.manifest, time.perf_counter() - started
    return Proof(manifest.id, manifest.version, kb.hash, tuple(results), solver.questions, spent)


def _undecided(
    analysis: Callable[[Translation, Solver], Iterator[Result]], world: Translation, solver: Solver
) -> list[Result]:
    """The results of an analysis; where the solver gives up, that is a result too."""
    results: list[Result] = []
    try:
        results.extend(analysis(world, solver))
    except Undecided as reason:
        name = analysis.__name__.removeprefix("check_").replace("_", " ")
        message = f"undecided, with what comes after it: {reason}"
        claim = f"the analysis of the {name}"
        results.append(Result("undecided", Kind.KB, world.kb.manifest.id, "/id", claim, Verdict.UNDECIDED, message))
    return results
