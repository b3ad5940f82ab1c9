"""A program as text for LLVM: straight-line code over vectors, where a loop over the steps would be interpreted.

Nothing that a record says becomes code. The text consists of the words below and of numbers: of inputs, registers,
steps and outputs. Ids and values stay outside, in the variables that the inputs stand for.
"""

from collections.abc import Iterator, Sequence

from surefoot.batch.program import Operation, Program, Step

TILE = 8
"""Words of a tile, 512 rows: one vector of the widest kind, and so few that the inputs stay in the first caches."""
ENTRY = "run"
"""The function that does the work; its parameters are those of `_ENTRY`."""
_AT_ONCE = 75
"""So many steps or outputs are one function: for a longer one the compiler takes more than in proportion."""
_VECTOR = f"<{TILE} x i64>"
_WORDS = {Operation.AND: "and", Operation.OR: "or"}
_CONSTANTS = {Operation.ONES: f"<{', '.join(['i64 -1'] * TILE)}>", Operation.ZEROS: "zeroinitializer"}

_PART = """
define internal void @{name}(ptr %inputs, ptr %registers, ptr %outputs, i64 %tiles) noinline {{
{lines}
  ret void
}}
"""
_TOUCH = """
define internal void @touch(ptr %inputs, ptr %registers) noinline {{
  br label %loop
loop:
  %index = phi i64 [ 0, %0 ], [ %next, %loop ]
  %total = phi {vector} [ zeroinitializer, %0 ], [ %sum, %loop ]
  %at = getelementptr {vector}, ptr %inputs, i64 %index
  %words = load {vector}, ptr %at, align 8
  %sum = xor {vector} %total, %words
  %next = add i64 %index, 1
  %more = icmp slt i64 %next, {inputs}
  br i1 %more, label %loop, label %end
end:
  %spare = getelementptr {vector}, ptr %registers, i64 {spare}
  store {vector} %sum, ptr %spare, align 8
  ret void
}}
"""
"""Reads the inputs of a tile once from the first to the last: the memory runs ahead only of who reads in order."""
_ENTRY = """
define void @{entry}(ptr %inputs, ptr %registers, ptr %outputs, i64 %start, i64 %stop, i64 %tiles) {{
  %some = icmp slt i64 %start, %stop
  br i1 %some, label %loop, label %end
loop:
  %tile = phi i64 [ %start, %0 ], [ %next, %loop ]
  %offset = mul i64 %tile, {inputs}
  %here = getelementptr {vector}, ptr %inputs, i64 %offset
  %there = getelementptr {vector}, ptr %outputs, i64 %tile
{calls}
  %next = add i64 %tile, 1
  %more = icmp slt i64 %next, %stop
  br i1 %more, label %loop, label %end
end:
  ret void
}}
"""


def code_of(program: Program) -> str:
    """LLVM's text of a function that runs the program over the tiles from `start` to `stop`.

    The inputs are tile, input, word; the outputs are output, tile, word. `registers` is room for the registers that
    hold no input, and one vector more.
    """
    inputs, places = len(program.inputs), list(enumerate(program.outputs))
    groups = [program.steps[start : start + _AT_ONCE] for start in range(0, len(program.steps), _AT_ONCE)]
    parts = [
        _steps(group, inputs, kept) for group, kept in zip(groups, _needed_after(groups, program.outputs), strict=True)
    ]
    parts += [_outputs(places[start : start + _AT_ONCE], inputs) for start in range(0, len(places), _AT_ONCE)]
    calls = ["  call void @touch(ptr %here, ptr %registers)"] if inputs else []
    calls += [
        f"  call void @part{number}(ptr %here, ptr %registers, ptr %there, i64 %tiles)" for number in range(len(parts))
    ]
    return "\n".join(
        [
            _TOUCH.format(vector=_VECTOR, inputs=inputs, spare=program.registers - inputs),
            *(_PART.format(name=f"part{number}", lines="\n".join(part)) for number, part in enumerate(parts)),
            _ENTRY.format(entry=ENTRY, vector=_VECTOR, inputs=inputs, calls="\n".join(calls)),
        ]
    )


def _needed_after(groups: Sequence[Sequence[Step]], outputs: Sequence[int]) -> list[set[int]]:
    """For each group the registers that later groups or the outputs read before anything else is put into them."""
    needed, found = set(outputs), []
    for group in reversed(groups):
        found.append(set(needed))
        for step in reversed(group):
            needed.discard(step.result)
            needed.update(step.operands)
    return found[::-1]


def _steps(steps: Sequence[Step], inputs: int, kept: set[int]) -> list[str]:
    """Some steps: every value is loaded once, and only what is needed afterwards is stored."""
    lines: list[str] = []
    values: dict[int, str] = {}
    for index, step in enumerate(steps):
        for register in step.operands:
            if register not in values:
                values[register] = f"%r{register}"
                lines += _loaded(register, inputs)
        value, written = _worked_out(index, step, [values[register] for register in step.operands])
        lines += written
        values[step.result] = value
    for register in sorted(kept & {step.result for step in steps}):
        lines.append(f"  %k{register} = getelementptr {_VECTOR}, ptr %registers, i64 {register - inputs}")
        lines.append(f"  store {_VECTOR} {values[register]}, ptr %k{register}, align 8")
    return lines


def _worked_out(index: int, step: Step, operands: Sequence[str]) -> tuple[str, list[str]]:
    """The value of a step, and the lines that work it out."""
    if step.operation in _CONSTANTS:
        return _CONSTANTS[step.operation], []
    if step.operation is Operation.NOT:
        return f"%s{index}", [f"  %s{index} = xor {_VECTOR} {operands[0]}, {_CONSTANTS[Operation.ONES]}"]
    lines, value = [], operands[0]
    for place, operand in enumerate(operands[1:]):
        lines.append(f"  %s{index}.{place} = {_WORDS[step.operation]} {_VECTOR} {value}, {operand}")
        value = f"%s{index}.{place}"
    return value, lines


def _outputs(places: Sequence[tuple[int, int]], inputs: int) -> list[str]:
    """Put registers into their outputs."""
    lines: list[str] = []
    for register in dict.fromkeys(register for _, register in places):
        lines += _loaded(register, inputs)
    for place, register in places:
        lines.append(f"  %row{place} = mul i64 %tiles, {place}")
        lines.append(f"  %out{place} = getelementptr {_VECTOR}, ptr %outputs, i64 %row{place}")
        lines.append(f"  store {_VECTOR} %r{register}, ptr %out{place}, align 8")
    return lines


def _loaded(register: int, inputs: int) -> Iterator[str]:
    source, place = ("inputs", register) if register < inputs else ("registers", register - inputs)
    yield f"  %at{register} = getelementptr {_VECTOR}, ptr %{source}, i64 {place}"
    yield f"  %r{register} = load {_VECTOR}, ptr %at{register}, align 8"
