"""Patients made by chance, many at once: what they show already, the solver need not be asked."""

from collections.abc import Mapping
from random import Random

from surefoot.proof.translation import Translation

_PATIENTS = 1024
_SEED = 0


def shown_by_chance(world: Translation, literals: Mapping[str, int], realistic: int) -> set[str]:
    """The names of the literals that hold for one of the patients; the same on every run."""
    chance = Random(_SEED)
    patient, circuit = world.patient, world.circuit
    touched = {patient.owner[gate] for gate in circuit.cone(literals.values()) if gate in patient.owner}
    inputs: dict[int, int] = {}
    for name in sorted(touched):
        slot = patient.slots[name]
        left = (1 << _PATIENTS) - 1
        for _, variable in slot.options[:-1]:
            # one half has the normal value, which comes first, and each other value one half of the rest
            inputs[variable] = left & chance.getrandbits(_PATIENTS)
            left &= ~inputs[variable]
        inputs[slot.unsure] = left & chance.getrandbits(_PATIENTS)
        for bit in slot.bits.values():
            inputs[bit] = inputs[slot.options[0][1]] & chance.getrandbits(_PATIENTS)
    values = circuit.values(inputs, _PATIENTS, [realistic, *literals.values()])
    return {name for name, literal in literals.items() if values[literal] & values[realistic]}
