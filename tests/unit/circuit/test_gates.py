"""Circuits: equal gates are one, and many patients are run at once."""

from functools import partial
from itertools import product
from random import Random

from surefoot.circuit import FALSE, TRUE, Circuit, Columns


def test_constants_and_contradictions_fold():
    """A gate that is always or never true is a constant, and equal gates are the same gate."""
    circuit = Circuit()
    a, b = circuit.variable(), circuit.variable()
    assert circuit.all_of(()) == TRUE
    assert circuit.any_of(()) == FALSE
    assert circuit.all_of((a, TRUE)) == a
    assert circuit.all_of((a, -a)) == FALSE
    assert circuit.all_of((a, b)) == circuit.all_of((b, a, b))
    assert circuit.at_least(0, [a]) == TRUE
    assert circuit.at_least(3, [a, b]) == FALSE


def test_values_count():
    """`at_least` is true for exactly the patients with so many true operands."""
    circuit = Circuit()
    variables = [circuit.variable() for _ in range(4)]
    patients = list(product((0, 1), repeat=4))
    inputs = {v: sum(bits[i] << n for n, bits in enumerate(patients)) for i, v in enumerate(variables)}
    for count in range(6):
        gate = circuit.at_least(count, variables)
        value = circuit.values(inputs, len(patients), [gate])[gate]
        assert [value >> n & 1 for n in range(len(patients))] == [sum(bits) >= count for bits in patients]


def test_other_inputs_give_the_same_as_other_values():
    """A circuit with a variable replaced computes what the old one does for that value."""
    chance = Random(0)
    for _ in range(200):
        circuit = Circuit()
        variables = [circuit.variable() for _ in range(4)]
        literals = list(variables)
        for _ in range(8):
            some = [chance.choice((1, -1)) * chance.choice(literals) for _ in range(3)]
            literals.append(chance.choice((circuit.all_of, circuit.any_of, partial(circuit.at_least, 2)))(some))
        output, inputs = literals[-1], dict.fromkeys(variables[1:], chance.getrandbits(1))
        (fixed,) = circuit.with_inputs([output], {variables[0]: TRUE})
        was = circuit.values({**inputs, variables[0]: 1}, 1, [output])[output]
        assert circuit.values(inputs, 1, [fixed])[fixed] == was


def test_columns_change_as_if_worked_out_anew():
    """What changes with some inputs is what a circuit with those inputs computes, also after it has grown."""
    chance = Random(1)
    for _ in range(200):
        circuit = Circuit()
        variables = [circuit.variable() for _ in range(4)]
        inputs = {variable: chance.getrandbits(8) for variable in variables}
        columns = Columns(circuit, 8, inputs)
        literals = list(variables)
        for _ in range(8):
            some = [chance.choice((1, -1)) * chance.choice(literals) for _ in range(3)]
            literals.append(chance.choice((circuit.all_of, circuit.any_of, partial(circuit.at_least, 2)))(some))
            assert columns.of(literals[-1]) == circuit.values(inputs, 8, [literals[-1]])[literals[-1]]
        other = {variable: chance.getrandbits(8) for variable in variables[:2]}
        found = columns.changed(other)
        now = circuit.values({**inputs, **other}, 8, literals)
        assert [columns.of(literal, found) for literal in literals] == [now[literal] for literal in literals]
