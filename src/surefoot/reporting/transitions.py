"""Who moves between two versions, out of all patients: text, Markdown, JSON, and faults for every other format."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from surefoot.diagnostics import Code, Fault
from surefoot.model import Presentation, RecordSet
from surefoot.proof import PROOF_CODES, Verdict
from surefoot.reporting.comparison import comparison_json, render_comparison, render_comparison_markdown
from surefoot.reporting.conditions import value_words
from surefoot.reporting.json_writer import json_text
from surefoot.reporting.style import PLAIN, Style, bullet, wrap
from surefoot.reporting.transitions_json import transitions_json
from surefoot.transitions import (
    TRANSITION_CODES,
    Cell,
    Change,
    Excluded,
    Mover,
    Standing,
    Transitions,
    Waiver,
)
from surefoot.versions import ABSENT, Comparison, Direction

Renderer: TypeAlias = Callable[[Comparison, Transitions, Style], str]

_OUTSIDE = "out of scope"
_LONGEST = 240
_PROVED = "Proved for every possible patient: nobody gets a lower urgency than before"


def transition_faults(transitions: Transitions, comparison: Comparison) -> Iterator[tuple[Code, Fault]]:
    """What has to be mended, at the place that was edited; the smallest patient stands in the help."""
    home = next(record.file for record in comparison.new.kb.records.records if record.kind.value == "kb")
    for cell in transitions.lowered:
        for mover in cell.movers:
            yield TRANSITION_CODES["lowered-urgency"], _lowering_fault(cell, mover, comparison, home)
    for one in transitions.excluded:
        code = TRANSITION_CODES["newly-excluded-patient"]
        if one.verdict is Verdict.REFUTED and not one.waived:
            told = "; ".join(_patient(one.patient or Presentation({}), comparison))
            yield code, Fault(one.change.file, one.change.pointer, _excluded(one), f"{told}; {code.cure}")
    for waiver in transitions.unneeded:
        code = TRANSITION_CODES["unneeded-edit-waiver"]
        yield code, Fault(waiver.file, f"/waivers/{waiver.number}", _unneeded(waiver), code.cure)
    for name in _undecided(transitions):
        code = PROOF_CODES["undecided"]
        yield code, Fault(home, "/id", f"undecided: {name}", code.cure)


def _lowering_fault(cell: Cell, mover: Mover, comparison: Comparison, home: str) -> Fault:
    told = "; ".join([*_patient(mover.presentation, comparison), *_because(mover.changes)])
    place = next((change for change in mover.changes if change.status != "removed"), None)
    file, pointer = (place.file, place.pointer) if place else (home, "/id")
    return Fault(file, pointer, _lowered(cell), f"{told}; {TRANSITION_CODES['lowered-urgency'].cure}")


def _text(comparison: Comparison, transitions: Transitions, style: Style) -> str:
    return "\n\n".join([render_comparison(comparison, style), *_blocks(comparison, transitions, style)])


def _blocks(comparison: Comparison, transitions: Transitions, style: Style) -> list[str]:
    blocks = [_matrix(transitions)] if any(cell.verdict is not Verdict.PROVED for cell in transitions.cells) else []
    for cell in sorted(transitions.cells, key=lambda cell: cell.direction is Direction.RAISED):
        blocks += [_mover_text(cell, mover, comparison, style) for mover in cell.movers]
        blocks += [_waived_text(f"{_from_to(cell)} is waived", waiver) for waiver in cell.waived]
    blocks += [_excluded_text(one, comparison, style) for one in transitions.excluded]
    for waiver in transitions.unneeded:
        blocks.append(f"{_head('unneeded-edit-waiver', style)}: {_unneeded(waiver)}")
    blocks += [f"{style('UNDECIDED', 'yellow')}: {name}" for name in _undecided(transitions)]
    colour = "green" if transitions.clean else "yellow" if transitions.undecided else "red"
    return [*blocks, style(wrap(_verdict(transitions)), colour)]


def _matrix(transitions: Transitions) -> str:
    """From each urgency, down the side, to each."""
    rows = list(dict.fromkeys(cell.before for cell in transitions.cells))
    columns = list(dict.fromkeys(cell.after for cell in transitions.cells))
    columns.sort(key=lambda level: (level is None, rows.index(level) if level in rows else -1))
    words = {(cell.before, cell.after): _word(cell) for cell in transitions.cells}
    table = [["from \\ to", *(level or _OUTSIDE for level in columns)]]
    table += [[row or _OUTSIDE, *(words.get((row, column), "=") for column in columns)] for row in rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _word(cell: Cell) -> str:
    if cell.verdict is Verdict.PROVED:
        return "nobody"
    if cell.verdict is Verdict.UNDECIDED:
        return "UNDECIDED"
    if cell.direction is Direction.RAISED:
        return "raised"
    return "LOWERED" if cell.movers else "waived"


def _mover_text(cell: Cell, mover: Mover, comparison: Comparison, style: Style) -> str:
    if cell.direction is Direction.LOWERED:
        head = f"{_head('lowered-urgency', style)}: {_lowered(cell)}"
    else:
        head = f"{style('raised', 'yellow')} {_from_to(cell)}"
    lines = [head, "  the smallest patient:"]
    lines += [bullet(words, "    ") for words in _patient(mover.presentation, comparison)]
    for when, standing in (("before", mover.before), ("after", mover.after)):
        lines.append(wrap(f"{when}: {_stood(standing)}", "    ", "  "))
    lines += [wrap(words, "    ", "  ") for words in _because(mover.changes)]
    return "\n".join(lines)


def _excluded_text(one: Excluded, comparison: Comparison, style: Style) -> str:
    head = f"{_head('newly-excluded-patient', style)}: constraint {one.change.id}: {_excluded(one)}"
    if one.waived:
        return _waived_text(f"{_excluded(one)}; it is waived", one.waived[0])
    lines = [head, "  the smallest patient:"] if one.patient else [head]
    lines += [bullet(words, "    ") for words in (_patient(one.patient, comparison) if one.patient else [])]
    if one.standing:
        lines.append(wrap(f"triage says: {_stood(one.standing)}", "    ", "  "))
    return "\n".join([*lines, *(wrap(words, "    ", "  ") for words in _because([one.change]))])


def _head(slug: str, style: Style) -> str:
    code = TRANSITION_CODES[slug]
    return f"{style(f'error {code.code}', 'red', 'bold')} {code.slug}"


def _waived_text(what: str, waiver: Waiver) -> str:
    sources = ", ".join(str(source.get("source", source["basis"])) for source in waiver.content["sources"])
    return wrap(f"{what} in {waiver.kind.value} {waiver.id}: {waiver.content['reason']} ({sources})", "  ", "")


def _from_to(cell: Cell) -> str:
    return f"{cell.before or _OUTSIDE} -> {cell.after or _OUTSIDE}"


def _lowered(cell: Cell) -> str:
    return f"a patient moves from {cell.before or _OUTSIDE} to {cell.after or _OUTSIDE}"


def _excluded(one: Excluded) -> str:
    return "it excludes a patient who counted before; nothing is proved of such people any more"


def _unneeded(waiver: Waiver) -> str:
    return f"the waiver of {waiver.content['code']} in {waiver.kind.value} `{waiver.id}` lets nobody move"


def _undecided(transitions: Transitions) -> list[str]:
    cells = [_from_to(cell) for cell in transitions.cells if cell.verdict is Verdict.UNDECIDED]
    return [*cells, *(f"constraint {x.change.id}" for x in transitions.excluded if x.verdict is Verdict.UNDECIDED)]


def _verdict(transitions: Transitions) -> str:
    spent = f"{transitions.questions} questions to the solver in {transitions.seconds:.1f} s."
    if transitions.undecided:
        return f"UNDECIDED, and so not proved; give the solver more time with --time-limit. {spent}"
    if transitions.clean:
        waived = any(cell.waived for cell in transitions.cells)
        return f"{_PROVED}{', but where a waiver says so' if waived else ''}. {spent}"
    faults = sum(len(cell.movers) for cell in transitions.lowered), len(transitions.unneeded)
    told = [f"patients are lowered in {faults[0]} way{'' if faults[0] == 1 else 's'}"] if faults[0] else []
    told += ["people who are newly excluded"] if any(not x.waived for x in transitions.excluded) else []
    told += ["waivers without a use"] if faults[1] else []
    return f"NOT PROVED: {', '.join(told)}. {spent}"


def _stood(standing: Standing) -> str:
    return f"{standing.urgency or _OUTSIDE}, by {', '.join(standing.fired) or 'no rule'}"


def _patient(patient: Presentation, comparison: Comparison) -> list[str]:
    told, usual = [], []
    for key, value in patient.answers.items():
        name = key.partition(" ")[0]
        records = _asking(name, value, comparison)
        if value == records.findings[name].normal:
            usual.append(key)
        else:
            told.append(f"{records.findings[name].title} ({key}): {value_words(value, name, records)}")
    return [*told, *([f"as usual: {', '.join(usual)}"] if usual else [])] or ["no answer at all"]


def _asking(name: str, value: object, comparison: Comparison) -> RecordSet:
    """The records of the version that knows the answer: the later one if it does."""
    old, new = comparison.old.kb.records, comparison.new.kb.records
    if name not in new.findings:
        return old
    known = new.findings[name].answer.values
    values = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
    return new if all(one in known for one in values) or name not in old.findings else old


def _because(changes: Sequence[Change]) -> list[str]:
    lines: list[str] = []
    for change in changes:
        name = f"{change.kind.value} {change.id}"
        if not change.differences:
            lines.append(f"because of {name}, {change.status}")
        for pointer, old, new in change.differences:
            lines.append(f"because of {name} at {pointer}: {_short(old)} -> {_short(new)}")
    return lines


def _short(value: Any) -> str:
    if value is ABSENT:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def _markdown(comparison: Comparison, transitions: Transitions, _: Style) -> str:
    blocks = _blocks(comparison, transitions, PLAIN)
    parts = [render_comparison_markdown(comparison, PLAIN), "## Every possible patient", blocks[-1]]
    return "\n\n".join([*parts, *(f"```text\n{block}\n```" for block in blocks[:-1])])


def _json(comparison: Comparison, transitions: Transitions, _: Style) -> str:
    content = {**comparison_json(comparison), "transitions": transitions_json(transitions)}
    return json_text(content)


PROVED_COMPARISON_RENDERERS: Mapping[str, Renderer] = {"text": _text, "json": _json, "markdown": _markdown}
"""The other formats are those of `validate`, from `transition_faults`."""
