"""Runs a program as machine code, with the extra `numba`: LLVM, numba's compiler, makes it; threads share the tiles."""

import ctypes
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from surefoot.batch.machine_code import ENTRY, TILE, code_of
from surefoot.batch.program import Program

if TYPE_CHECKING:
    from surefoot.batch.bits import Tiles, Words

_WORTH_A_THREAD = 250_000
"""So many operands are read in about 100 microseconds; for less a second thread takes longer to wake than to help."""


class CompiledKernel:
    """A program as machine code; each thread has registers of its own. A kernel is for one caller at a time."""

    def __init__(self, program: Program, threads: int | None = None) -> None:
        self._inputs, self._outputs = len(program.inputs), len(program.outputs)
        self._scratch = program.registers - self._inputs + 1
        self._work = self._inputs + self._outputs + sum(len(step.operands) for step in program.steps)
        self._threads = threads or os.cpu_count() or 1
        self._machine, self._run = _compiled(code_of(program))

    @property
    def tile(self) -> int:
        """Words of a tile."""
        return TILE

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        """The other threads; they are kept, for to start one takes as long as a hundred thousand rows."""
        return ThreadPoolExecutor(self._threads - 1)

    def __call__(self, inputs: "Tiles") -> "Words":
        """The outputs, a row each in the order of the program; those of the inputs are in the order of its inputs."""
        inputs = np.ascontiguousarray(inputs)
        tiles = len(inputs)
        outputs = np.empty((self._outputs, tiles * TILE), np.uint64)

        def work(start: int, stop: int) -> None:
            registers = np.empty((self._scratch, TILE), np.uint64)
            self._run(inputs.ctypes.data, registers.ctypes.data, outputs.ctypes.data, start, stop, tiles)

        threads = max(1, min(self._threads, tiles, tiles * self._work // _WORTH_A_THREAD))
        shares = [tiles * part // threads for part in range(threads + 1)]
        others = [self._pool.submit(work, *share) for share in pairwise(shares[1:])]
        work(0, shares[1])
        for other in others:
            other.result()
        return outputs


def _compiled(text: str) -> tuple[Any, Callable[..., None]]:
    """The machine that keeps the code, and the code; while it runs, other threads can."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    module = llvm.parse_assembly(text)
    target = llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=1
    )
    machine = llvm.create_mcjit_compiler(module, target)
    machine.finalize_object()
    pointer, number = ctypes.c_void_p, ctypes.c_int64
    signature = ctypes.CFUNCTYPE(None, pointer, pointer, pointer, number, number, number)
    return machine, signature(machine.get_function_address(ENTRY))
