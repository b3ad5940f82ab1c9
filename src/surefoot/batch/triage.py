"""Triage of blocks of rows: the circuit of a knowledge base as a program, and its outputs as columns."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from surefoot.batch import bits
from surefoot.batch.answers import Answers
from surefoot.batch.block import block_of
from surefoot.batch.kernel import Kernel
from surefoot.batch.program import Program, program_of
from surefoot.batch.variables import Variables
from surefoot.circuit import Circuit, Meaning
from surefoot.model import KnowledgeBase

if TYPE_CHECKING:
    from surefoot.batch.bits import Tiles, Words

LEVELS = ("urgency", "at_least", "at_most")
FLAGS = ("settled", "in_scope")
RESULTS = (*LEVELS, *FLAGS, "fired")
"""The columns of the results, in their order."""


class Fired(StrEnum):
    """How the rules that fired are given: a list of ids, one bit for each rule, or not at all."""

    LIST = "list"
    BITS = "bits"
    NONE = "none"


class Runner(Protocol):
    """Runs a program: its inputs in tiles of so many words, its outputs a row each."""

    @property
    def tile(self) -> int:
        """Words of a tile."""

    def __call__(self, inputs: "Tiles") -> "Words":
        """The outputs of the program."""


class Results(NamedTuple):
    """The results of some rows: an Arrow array for each name of RESULTS."""

    columns: Mapping[str, Any]
    wrong: "Words"


class BlockTriage:
    """Triages blocks of rows whose answers are to some of the findings; a finding that is left out was not asked."""

    def __init__(
        self,
        kb: KnowledgeBase,
        findings: Collection[str],
        fired: Fired = Fired.LIST,
        runner: Callable[[Program], Runner] = Kernel,
    ) -> None:
        self.kb, self.fired = kb, fired
        circuit = Circuit()
        variables = Variables(kb, circuit, findings)
        wanted, self._places = _wanted(kb, Meaning(kb, circuit, variables), fired)
        self.program = program_of(circuit, wanted)
        named = {number: variable for variable, number in variables.numbers.items()}
        self.inputs = [named[number] for number in self.program.inputs]
        self._run = runner(self.program)

    def __call__(self, rows: int, answers: Mapping[str, Answers]) -> Results:
        """The results of some rows, in their order. Those of the rows that are wrong mean nothing."""
        block = block_of(rows, answers, self.inputs, self._run.tile)
        return Results(self.columns(self._run(block.planes), rows), block.wrong)

    def columns(self, outputs: "Words", rows: int) -> dict[str, Any]:
        """What the program put out, as Arrow arrays."""
        import pyarrow as pa

        found: dict[str, Any] = {}
        for name in LEVELS:
            found[name] = _levels([outputs[place] for place in self._places[name]], rows, self.kb)
        for name in FLAGS:
            found[name] = pa.array(bits.unpacked(outputs[self._places[name][0]], rows))
        planes = outputs[self._places["fired"]]
        if self.fired is Fired.LIST:
            found["fired"] = fired_lists(planes, rows, [rule.id for rule in self.kb.rules])
        elif self.fired is Fired.BITS:
            found["fired"] = fired_bits(planes, rows)
        return found


def _wanted(kb: KnowledgeBase, meaning: Meaning, fired: Fired) -> tuple[list[int], dict[str, list[int]]]:
    """The literals to work out, and where those of each result are."""
    outcome, circuit = meaning.outcome, meaning.circuit
    levels = {"urgency": outcome.urgency, "at_least": outcome.at_least, "at_most": outcome.at_most}
    wanted: dict[str, list[int]] = {name: [levels[name][rank] for rank in sorted(levels[name])] for name in LEVELS}
    reached = (circuit.implies(outcome.at_most[rank], outcome.urgency[rank]) for rank in outcome.urgency)
    wanted["settled"] = [circuit.all_of(reached)]
    wanted["in_scope"] = [-outcome.outside]
    wanted["fired"] = [] if fired is Fired.NONE else [outcome.fires[rule.id] for rule in kb.rules]
    places: dict[str, list[int]] = {}
    literals: list[int] = []
    for name, of_result in wanted.items():
        places[name] = list(range(len(literals), len(literals) + len(of_result)))
        literals += of_result
    return literals, places


def _levels(planes: Sequence["Words"], rows: int, kb: KnowledgeBase) -> Any:
    """The level of each row: how many ranks it has reached says which; none is null."""
    import numpy as np
    import pyarrow as pa

    reached = np.zeros(rows, np.int8)
    for plane in planes:
        reached += bits.unpacked(plane, rows).view(np.int8)
    indices = pa.array(reached - np.int8(1), mask=reached == 0)
    return pa.DictionaryArray.from_arrays(indices, pa.array(kb.levels[::-1]))


def fired_lists(planes: "Words", rows: int, rules: Sequence[str]) -> Any:
    """The ids of the rules that fired in each row; there is a plane for each rule."""
    import numpy as np
    import pyarrow as pa

    found = [np.flatnonzero(bits.unpacked(plane, rows)) if plane.any() else np.empty(0, np.int64) for plane in planes]
    owners = np.concatenate([*found, np.empty(0, np.int64)]).astype(np.int32)
    which = np.repeat(np.arange(len(found), dtype=np.int16), [len(some) for some in found])
    order = np.argsort(owners, kind="stable")
    offsets = np.zeros(rows + 1, np.int32)
    np.cumsum(np.bincount(owners, minlength=rows), out=offsets[1:])
    values = pa.DictionaryArray.from_arrays(pa.array(which[order]), pa.array(rules, pa.string()))
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def fired_bits(planes: "Words", rows: int) -> Any:
    """One bit a rule, the first rule in the lowest bit of the first octet."""
    import numpy as np
    import pyarrow as pa

    flags = np.unpackbits(planes.view(np.uint8), axis=1, count=rows, bitorder="little")
    octets = np.ascontiguousarray(np.packbits(flags, axis=0, bitorder="little").T)
    return pa.Array.from_buffers(pa.binary(octets.shape[1]), rows, [None, pa.py_buffer(octets)])
