"""Applying fixes: all that do not touch each other, and none that would make a file worse."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from surefoot.diagnostics import Fix, TextEdit
from surefoot.loading import SyntaxFault, parse_json

_MOST_SYNTAX_REPAIRS = 1000


class Mending(NamedTuple):
    """The files that changed with their new contents, and how many faults that fixes."""

    texts: Mapping[str, bytes]
    fixed: int


def apply_fixes(texts: Mapping[str, bytes], fixes: Iterable[Fix]) -> Mending:
    """Apply fixes to the contents of files, by file name.

    A fix is applied whole or not at all. One that touches an earlier one is left for the next round, and one
    after which a file that was JSON no longer is, is left out.
    """
    chosen: dict[str, list[TextEdit]] = {}
    mended: dict[str, bytes] = {}
    fixed = 0
    for fix in fixes:
        files = {edit.place.file for edit in fix.edits}
        if not files <= texts.keys() or _touches(fix, chosen):
            continue
        edits = {file: [*chosen.get(file, ()), *(e for e in fix.edits if e.place.file == file)] for file in files}
        changed = {file: _edited(texts[file], edits[file]) for file in files}
        if any(is_json(texts[file]) and not is_json(changed[file]) for file in files):
            continue
        chosen.update(edits)
        mended.update(changed)
        fixed += 1
    return Mending(mended, fixed)


def mend_syntax(data: bytes, unsafe: bool = False) -> tuple[bytes, int]:
    """Mend what keeps a text from being JSON, as far as it can be mended, and how many faults that fixes.

    A parser sees one fault of the syntax at a time, so this goes on until there is none with a repair.
    """
    for count in range(_MOST_SYNTAX_REPAIRS):
        try:
            parse_json(data)
        except SyntaxFault as fault:
            repair = fault.repair
            if repair is None or not (repair.safe or unsafe):
                return data, count
            mended = data[: repair.start] + repair.text.encode() + data[repair.end :]
            if mended == data:
                return data, count
            data = mended
        else:
            return data, count
    return data, _MOST_SYNTAX_REPAIRS


def is_json(data: bytes) -> bool:
    """Whether the bytes are JSON."""
    try:
        parse_json(data)
    except SyntaxFault:
        return False
    return True


def _touches(fix: Fix, chosen: Mapping[str, Sequence[TextEdit]]) -> bool:
    """Whether an edit overlaps one of another fix, or what it puts in would stand at its edge."""
    return any(_conflict(edit, other) for edit in fix.edits for other in chosen.get(edit.place.file, ()))


def _conflict(left: TextEdit, right: TextEdit) -> bool:
    if left.start == left.end or right.start == right.end:
        return left.start <= right.end and right.start <= left.end
    return left.start < right.end and right.start < left.end


def _edited(data: bytes, edits: Iterable[TextEdit]) -> bytes:
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        data = data[: edit.start] + edit.text.encode() + data[edit.end :]
    return data
