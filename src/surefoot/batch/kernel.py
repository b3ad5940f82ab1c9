"""Runs a program with numpy: each step is one operation on a tile of words that stays in the cache."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from surefoot.batch.program import Operation, Program, Step

if TYPE_CHECKING:
    from surefoot.batch.bits import Tiles, Words

TILE = 2048
"""Words of a tile: 16 KiB for each register. Measured best of 256 to 8192."""


class Kernel:
    """A program with its registers: not to be shared between threads."""

    def __init__(self, program: Program) -> None:
        import numpy as np

        self._registers = np.empty((program.registers, TILE), np.uint64)
        rows = list(self._registers)
        self._steps = [bound for step in program.steps for bound in _bound(step, rows)]
        self._outputs = list(program.outputs)

    @property
    def tile(self) -> int:
        """Words of a tile."""
        return TILE

    def __call__(self, inputs: "Tiles") -> "Words":
        """The outputs, a row each in the order of the program; those of the inputs are in the order of its inputs."""
        import numpy as np

        outputs = np.empty((len(self._outputs), len(inputs) * TILE), np.uint64)
        for index, tile in enumerate(inputs):
            self._registers[: len(tile)] = tile
            for operation, operands in self._steps:
                operation(*operands)
            outputs[:, index * TILE : (index + 1) * TILE] = self._registers[self._outputs]
        return outputs


def _bound(step: Step, rows: Sequence[Any]) -> Iterator[tuple[Callable[..., Any], tuple[Any, ...]]]:
    import numpy as np

    result = rows[step.result]
    if step.operation in (Operation.ONES, Operation.ZEROS):
        yield result.fill, (np.uint64(0) if step.operation is Operation.ZEROS else ~np.uint64(0),)
    elif step.operation is Operation.NOT:
        yield np.invert, (rows[step.operands[0]], result)
    else:
        function = np.bitwise_and if step.operation is Operation.AND else np.bitwise_or
        first, second, *rest = (rows[register] for register in step.operands)
        yield function, (first, second, result)
        for operand in rest:
            yield function, (result, operand, result)
