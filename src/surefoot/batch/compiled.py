"""Runs a program as machine code, with the extra `numba`: tiles that stay in the first caches, shared by threads.

Compiled is the loop over the steps and not the steps themselves: one function for every knowledge base. A function
that is written out for one, of some 2,000 operations, took 30 seconds to compile and was not quicker.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from surefoot.batch.program import Operation, Program

if TYPE_CHECKING:
    from surefoot.batch.bits import Tiles, Words

TILE = 64
"""Words of a tile: 512 octets for each register. Measured best of 32 to 256."""
_AND, _OR, _NOT, _ONES, _ZEROS = (int(operation) for operation in Operation)
_EVERY, _NONE = np.uint64(0xFFFFFFFFFFFFFFFF), np.uint64(0)
_AND_4, _OR_4 = 8, 9
"""AND and OR of four at once: it saves loading and storing what is in between."""


class CompiledKernel:
    """A program for the compiled loop; each thread has registers of its own."""

    def __init__(self, program: Program, threads: int | None = None) -> None:
        self._steps = np.array(list(_rows(program)), np.int32).reshape(-1, 6)
        self._outputs = np.array(program.outputs, np.int32)
        self._registers = program.registers
        self._threads = threads or os.cpu_count() or 1
        self._loop = _compiled()

    @property
    def tile(self) -> int:
        """Words of a tile."""
        return TILE

    def __call__(self, inputs: "Tiles") -> "Words":
        """The outputs, a row each in the order of the program; those of the inputs are in the order of its inputs."""
        tiles = len(inputs)
        outputs = np.empty((len(self._outputs), tiles * TILE), np.uint64)
        threads = max(1, min(self._threads, tiles))
        shares = [tiles * part // threads for part in range(threads + 1)]

        def work(start: int, stop: int) -> None:
            registers = np.empty((self._registers + 2, TILE), np.uint64)
            self._loop(self._steps, self._outputs, registers, inputs, outputs, start, stop)

        if threads == 1:
            work(0, tiles)
        else:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(work, shares[:-1], shares[1:]))
        return outputs


def _rows(program: Program) -> Iterator[tuple[int, ...]]:
    """The steps with four operands at most; what is in between goes to one of two spare registers in turn."""
    spare = program.registers
    for step in program.steps:
        if len(step.operands) < 3:
            yield (step.operation, step.result, *step.operands, *[0] * (4 - len(step.operands)))
            continue
        kind = _AND_4 if step.operation is Operation.AND else _OR_4
        waiting = list(step.operands)
        while waiting:
            some, waiting = waiting[:4], waiting[4:]
            result = spare if waiting else step.result
            yield (kind, result, *some, *[some[-1]] * (4 - len(some)))
            if waiting:
                waiting.insert(0, spare)
                spare = 2 * program.registers + 1 - spare


@cache
def _compiled() -> Callable[..., None]:
    import numba

    signature = "void(int32[:, ::1], int32[::1], uint64[:, ::1], uint64[:, :, ::1], uint64[:, ::1], int64, int64)"
    compiled: Callable[..., None]
    try:
        compiled = numba.njit(signature, nogil=True, cache=True)(_loop)
    except RuntimeError:  # there is no place to keep it, neither beside the code nor in the user's caches
        compiled = numba.njit(signature, nogil=True)(_loop)
    return compiled


def _loop(
    steps: Any, results: Any, registers: Any, inputs: "Tiles", outputs: "Words", start: int, stop: int
) -> None:  # pragma: no cover - compiled
    """Run the steps over the tiles from `start` to `stop`."""
    for tile in range(start, stop):
        for row in range(inputs.shape[1]):
            for w in range(TILE):
                registers[row, w] = inputs[tile, row, w]
        for index in range(steps.shape[0]):
            kind, result, a, b, c, d = steps[index]
            if kind == _AND_4:
                for w in range(TILE):
                    registers[result, w] = registers[a, w] & registers[b, w] & registers[c, w] & registers[d, w]
            elif kind == _OR_4:
                for w in range(TILE):
                    registers[result, w] = registers[a, w] | registers[b, w] | registers[c, w] | registers[d, w]
            elif kind == _AND:
                for w in range(TILE):
                    registers[result, w] = registers[a, w] & registers[b, w]
            elif kind == _OR:
                for w in range(TILE):
                    registers[result, w] = registers[a, w] | registers[b, w]
            elif kind == _NOT:
                for w in range(TILE):
                    registers[result, w] = ~registers[a, w]
            else:
                for w in range(TILE):
                    registers[result, w] = _EVERY if kind == _ONES else _NONE
        for row in range(results.shape[0]):
            for w in range(TILE):
                outputs[row, tile * TILE + w] = registers[results[row], w]
