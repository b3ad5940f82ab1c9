"""Every property proved, or refuted by the smallest patient who breaks it."""

from collections.abc import Iterator, Sequence

from surefoot.model import Kind, Promise, Property
from surefoot.proof.bounds import loosened
from surefoot.proof.promises import Obligation, obligations_of
from surefoot.proof.replay import ReplayError, broken_promise
from surefoot.proof.result import Result, Verdict
from surefoot.proof.solver import Solver, Undecided
from surefoot.proof.translation import Translation
from surefoot.proof.witness import smallest


def verify_property(promised: Property, world: Translation, solver: Solver) -> Iterator[Result]:
    """The property itself, that it is about somebody, and that each of its exemptions is needed."""
    obligations = list(obligations_of(promised, world))
    try:
        yield _verified(promised, obligations, world, solver)
        if promised.promise is not Promise.BOUNDS_HOLD:
            yield _about_somebody(promised, obligations, world, solver)
        for index in range(len(promised.exemptions)):
            yield _needed(promised, index, obligations, world, solver)
    except Undecided as reason:
        yield Result(
            "undecided", Kind.PROPERTY, promised.id, "/claim", promised.claim, Verdict.UNDECIDED, f"undecided: {reason}"
        )


def _verified(promised: Property, obligations: Sequence[Obligation], world: Translation, solver: Solver) -> Result:
    result = Result("broken-promise", Kind.PROPERTY, promised.id, "/claim", promised.claim, Verdict.PROVED)
    if promised.promise is Promise.BOUNDS_HOLD:
        _bounds_hold(obligations, world, solver)
        return result
    literals = [_not_exempt(one, world) for one in obligations]
    found = smallest(solver, world.patient, world.circuit.any_of(literals))
    if found is None:
        return result
    values = solver.values(world.patient.encoded(found), literals)
    shown = next(one for one, literal in zip(obligations, literals, strict=True) if values[literal])
    also = [
        one.finding
        for one, literal in zip(obligations, literals, strict=True)
        if one.finding not in (None, shown.finding) and solver.possible(literal)
    ]
    return result._replace(
        verdict=Verdict.REFUTED,
        message=f"a patient breaks the promise: {promised.claim}",
        witness=broken_promise(world.kb, promised, shown.finding, found),
        others=tuple(dict.fromkeys(name for name in also if name)),
    )


def _bounds_hold(obligations: Sequence[Obligation], world: Translation, solver: Solver) -> None:
    """Raises ReplayError: this property follows from the meaning of triage, so a refutation is our own fault."""
    circuit, literal = loosened(world)
    if solver.about(circuit).possible(literal):
        raise ReplayError("an answer can take the urgency out of its bounds")
    for one in obligations:
        # each in a solver that knows of nothing else, which is ten times faster
        alone = solver.about(world.circuit)
        alone.require(world.patient.rules[str(one.finding)])
        if alone.possible(one.broken):
            raise ReplayError(f"an answer to `{one.finding}` takes back what was known of a condition")


def _about_somebody(
    promised: Property, obligations: Sequence[Obligation], world: Translation, solver: Solver
) -> Result:
    result = Result(
        "empty-property", Kind.PROPERTY, promised.id, "/claim", "the property is about somebody", Verdict.PROVED
    )
    literals = (world.circuit.all_of((one.about, *(-exempt for _, exempt in one.exempt))) for one in obligations)
    if not solver.possible(world.circuit.any_of(literals)):
        return result._replace(verdict=Verdict.REFUTED, message="the property is about no real patient")
    return result


def _needed(
    promised: Property, index: int, obligations: Sequence[Obligation], world: Translation, solver: Solver
) -> Result:
    circuit = world.circuit
    needing = [
        circuit.all_of((one.broken, *(exempt if number == index else -exempt for number, exempt in one.exempt)))
        for one in obligations
        if any(number == index for number, _ in one.exempt)
    ]
    claim = f"exemption {index + 1} is needed"
    result = Result("unneeded-exemption", Kind.PROPERTY, promised.id, f"/exemptions/{index}", claim, Verdict.PROVED)
    if not solver.possible(circuit.any_of(needing)):
        return result._replace(verdict=Verdict.REFUTED, message="the property holds without this exemption")
    return result


def _not_exempt(one: Obligation, world: Translation) -> int:
    return world.circuit.all_of((one.broken, *(-exempt for _, exempt in one.exempt)))
