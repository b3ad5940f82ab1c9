"""Bytes to JSON, strictly: what every other JSON reader would read the same way, and nothing else."""

from __future__ import annotations

import jiter

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from surefoot.loading.text_repairs import TextRepair

_ANY_DIGIT = bytes.maketrans(b"123456789+E", b"0000000000e")
_DIGITS = b"0123456789"
_STEP = 300
"""Less than the digits of a long number: every so many bytes at least one of them stands."""
_LONG_NUMBER = b"0" * 309
_PLACE = r"(?s)^(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)$"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


class SyntaxFault(Exception):
    """Why the bytes are no JSON: the slug of the code, the place (from 1), what is wrong, the cure.

    `repair` mends this one fault; its offsets count bytes.
    """

    def __init__(
        self,
        slug: str,
        line: int,
        column: int,
        message: str,
        help: str,
        first: tuple[int, int] | None = None,
        repair: TextRepair | None = None,
    ) -> None:
        super().__init__(slug, line, column, message)
        self.slug = slug
        self.line = line
        self.column = column
        self.message = message
        self.help = help
        self.first = first
        self.repair = repair


def parse_json(data: bytes) -> Any:
    """Parse one JSON document.

    Raises:
        SyntaxFault: no UTF-8, a byte-order mark, bad syntax, a key twice, a number beyond the range
            of numbers (NaN, 1e400), or nested more than 200 deep.
    """
    if data.startswith(_BOMS):
        raise _byte_order_mark(data)
    if b"\0" in data:
        raise _null_byte(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        from surefoot.loading.text_walk import position_at

        line, column = position_at(data[: error.start].decode())
        raise SyntaxFault(
            "not-utf-8",
            line,
            column,
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            'save the file with the encoding "UTF-8"',
        ) from None
    try:
        value = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="all")
    except ValueError as error:
        raise _fault(text, data, str(error)) from None
    if _may_hold_far_number(data) and (far := _infinite_number(text)):
        raise far
    return value


def parse_faultless(data: bytes) -> Any:
    """What `parse_json` gives; None when it refuses the bytes.

    A number that is too large only because of its exponent comes as infinity, which no schema of a record allows.
    """
    try:
        value = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="all")
    except ValueError:
        return None
    sample = data[::_STEP]
    may_be_long = sample != sample.translate(None, _DIGITS) and _may_hold_far_number(data)
    return None if may_be_long and _infinite_number(data.decode()) else value


def _byte_order_mark(data: bytes) -> SyntaxFault:
    from surefoot.loading.text_repairs import TextRepair

    if data.startswith(_BOMS[0]):
        return SyntaxFault(
            "byte-order-mark",
            1,
            1,
            "the file begins with a byte-order mark",
            'save the file with the encoding "UTF-8", not "UTF-8 with BOM"',
            repair=TextRepair("remove the byte-order mark", True, 0, len(_BOMS[0]), ""),
        )
    return _wide(data)


def _wide(data: bytes) -> SyntaxFault:
    """Two or four bytes for each character."""
    name = "UTF-32" if b"\0\0" in data[:5] else "UTF-16"
    return SyntaxFault("not-utf-8", 1, 1, f"the file is {name}, not UTF-8", 'save the file with the encoding "UTF-8"')


def _null_byte(data: bytes) -> SyntaxFault:
    if data[:2].count(b"\0") == 1:
        return _wide(data)
    from surefoot.loading.text_walk import position_at

    return SyntaxFault(
        "invalid-json",
        *position_at(data[: data.index(b"\0")].decode(errors="replace")),
        "a byte 0 stands here, which no text holds",
        "bring back an earlier version of the file: it is damaged, or no text",
    )


def _fault(text: str, data: bytes, error: str) -> SyntaxFault:
    import re

    if error.startswith("number out of range") and (far := _infinite_number(text)):
        return far
    from surefoot.loading.syntax import describe
    from surefoot.loading.text_walk import position_at

    found = re.match(_PLACE, error)
    what, line, byte_column = error, 1, 1
    if found:
        what, line, byte_column = found["what"], int(found["line"]), int(found["column"])
    lines = data.split(b"\n")
    before = b"\n".join([*lines[: line - 1], lines[line - 1][: max(byte_column - 1, 0)]])
    description = describe(text, len(before.decode(errors="ignore")), what)
    here = position_at(text[: description.offset])
    first = None if description.first is None else position_at(text[: description.first])
    repair = description.repair and _in_bytes(text, description.repair)
    return SyntaxFault(description.slug, *here, description.message, description.help, first, repair)


def _in_bytes(text: str, repair: TextRepair) -> TextRepair:
    start, end = (len(text[:offset].encode()) for offset in (repair.start, repair.end))
    return repair._replace(start=start, end=end)


def _may_hold_far_number(data: bytes) -> bool:
    digits = data.translate(_ANY_DIGIT)
    return b"0e0" in digits or _LONG_NUMBER in digits


def _infinite_number(text: str) -> SyntaxFault | None:
    import re

    outside_strings = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: " " * len(found[0]), text)
    for found in re.finditer(r"-?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?", outside_strings):
        if float(found[0]) in (float("inf"), float("-inf")):
            from surefoot.loading.text_walk import position_at

            shown = found[0] if len(found[0]) <= 20 else f"{found[0][:17]}..."
            return SyntaxFault(
                "number-out-of-range",
                *position_at(text[: found.start()]),
                f"the number {shown} is too large",
                "write a number that a computer can hold",
            )
    return None
