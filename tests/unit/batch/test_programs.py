"""Programs: straight-line steps that compute what the circuit says, in few registers."""

from random import Random

import numpy as np
import pytest

from surefoot.batch import bits
from surefoot.batch.compiled import CompiledKernel
from surefoot.batch.kernel import Kernel
from surefoot.batch.program import program_of
from surefoot.circuit import FALSE, TRUE, Circuit


def random_circuit(chance: Random) -> tuple[Circuit, list[int], list[int]]:
    """A circuit, its variables, and some literals of it."""
    circuit = Circuit()
    variables = [circuit.variable() for _ in range(chance.randint(1, 6))]
    literals = [*variables, TRUE, FALSE]
    for _ in range(chance.randint(0, 12)):
        some = [chance.choice((1, -1)) * chance.choice(literals) for _ in range(chance.randint(1, 6))]
        kind = chance.randint(0, 2)
        literals.append(
            circuit.all_of(some) if kind == 0 else circuit.any_of(some) if kind == 1
            else circuit.at_least(chance.randint(0, 5), some)
        )  # fmt: skip
    wanted = [chance.choice((1, -1)) * chance.choice(literals) for _ in range(chance.randint(0, 5))]
    return circuit, variables, wanted


@pytest.mark.parametrize(("runner", "at_once"), [(Kernel, 0), (CompiledKernel, 75), (CompiledKernel, 2)])
def test_a_program_computes_its_circuit(runner, at_once, monkeypatch):
    """For random circuits and inputs, the outputs are the values of the literals, in however many parts it is."""
    monkeypatch.setattr("surefoot.batch.machine_code._AT_ONCE", at_once)
    monkeypatch.setattr("surefoot.batch.compiled._WORTH_A_THREAD", 1)
    chance = Random(11)
    for _ in range(150):
        circuit, variables, wanted = random_circuit(chance)
        program = program_of(circuit, wanted)
        patients = 1100
        inputs = {variable: chance.getrandbits(patients) for variable in variables}
        kernel = runner(program)
        tiles = bits.tiled(len(program.inputs), patients, kernel.tile)
        for index, variable in enumerate(program.inputs):
            octets = inputs[variable].to_bytes(144, "little")
            bits.put(tiles, index, np.frombuffer(octets, np.uint64)[: bits.words_for(patients)])
        got = [bits.unpacked(row, patients).tolist() for row in kernel(tiles)]
        values = circuit.values(inputs, patients, wanted)
        assert got == [[bool(values[literal] >> i & 1) for i in range(patients)] for literal in wanted]


def test_registers_are_used_again(leg_kb):
    """A program holds far fewer registers than it has steps, and never puts a result over its own operands."""
    from surefoot.batch import BlockTriage

    program = BlockTriage(leg_kb, leg_kb.findings).program
    assert all(step.result not in step.operands for step in program.steps)
    assert program.registers < len(program.inputs) + len(program.steps) / 2


@pytest.mark.parametrize("offset", [0, 1, 7, 8, 9, 64])
@pytest.mark.parametrize("rows", [0, 1, 63, 64, 65, 200])
def test_bits_of_a_buffer(offset, rows):
    """The bits of a buffer from any place on are taken over, and none beyond the last row is set."""
    flags = np.array([Random(i).random() < 0.5 for i in range(300)])
    buffer = np.packbits(flags, bitorder="little").tobytes()
    words = bits.from_buffer(buffer, offset, rows)
    assert len(words) == bits.words_for(rows)
    assert np.array_equal(bits.unpacked(words, len(words) * 64)[:rows], flags[offset : offset + rows])
    assert not bits.unpacked(words, len(words) * 64)[rows:].any()
