"""That the bounds hold, in two steps: no answer takes back what was known of a condition; and from that alone it
follows, whatever the conditions are, that the urgency stays within the bounds and the bounds only tighten.
"""

from surefoot.circuit import FALSE, NEVER, Circuit, Outcome, Truth, outcome_of
from surefoot.model import Rule
from surefoot.proof.translation import Translation


def unlearned(finding: str, world: Translation) -> int:
    """Where an answer to a question that was not asked makes unknown, or reverses, what was known of a condition."""
    circuit = world.circuit
    known = sorted({literal for truth in _truths(world) for literal in truth})
    unanswered = dict.fromkeys(world.patient.slots[finding].variables, FALSE)
    before = circuit.with_inputs(known, unanswered)
    lost = (circuit.all_of((was, -now)) for was, now in zip(before, known, strict=True) if was != now)
    return circuit.all_of((world.patient.asked(finding), circuit.any_of(lost)))


def loosened(world: Translation) -> tuple[Circuit, int]:
    """A circuit of its own, and where, for conditions of any kind, learning more breaks what the bounds promise."""
    circuit = Circuit()
    learning: list[int] = []
    pairs: dict[str, tuple[Truth, Truth]] = {}

    def learned(name: str) -> tuple[Truth, Truth]:
        if name not in pairs:
            before, after = (Truth(circuit.variable(), circuit.variable()) for _ in range(2))
            learning.append(-circuit.all_of(after))
            learning.extend(circuit.implies(was, now) for was, now in zip(before, after, strict=True))
            pairs[name] = before, after
        return pairs[name]

    def outcome(time: int) -> Outcome:
        def parts(rule: Rule) -> tuple[Truth, Truth]:
            unless = NEVER if rule.unless is None else learned(f"{rule.id} unless")[time]
            return learned(rule.id)[time], unless

        back_in = NEVER if world.kb.manifest.outside.unless is None else learned(" unless")[time]
        return outcome_of(world.kb, circuit, parts, (learned("")[time], back_in))

    before, after = outcome(0), outcome(1)
    return circuit, circuit.all_of((*learning, _broken(circuit, before, after)))


def _broken(circuit: Circuit, before: Outcome, after: Outcome) -> int:
    wrong: list[int] = []
    for rank in before.urgency:
        for now in (after.urgency, after.at_most):
            wrong.append(circuit.all_of((now[rank], -before.at_most[rank])))
        for now in (after.urgency, after.at_least):
            wrong.append(circuit.all_of((-after.outside, before.at_least[rank], -now[rank])))
    return circuit.any_of(wrong)


def _truths(world: Translation) -> list[Truth]:
    outside = world.kb.manifest.outside
    found = [world.truth(outside.when)]
    found += [] if outside.unless is None else [world.truth(outside.unless)]
    for rule in world.kb.rules:
        found += world.parts(rule)
    return found
