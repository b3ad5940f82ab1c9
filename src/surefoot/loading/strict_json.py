"""Bytes to JSON, strictly: what every other JSON reader would read the same way, and nothing else."""

import re
from dataclasses import dataclass
from typing import Any

import jiter

from surefoot.loading.syntax import describe, position_at

_ANY_DIGIT = bytes.maketrans(b"123456789E", b"000000000e")
_LONG_NUMBER = b"0" * 309
_PLACE = re.compile(r"^(?P<what>.*) at line (?P<line>\d+) column (?P<column>\d+)$", re.DOTALL)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class SyntaxFault(Exception):
    """Why the bytes are no JSON: the slug of the code, the place (from 1), what is wrong, the cure."""

    slug: str
    line: int
    column: int
    message: str
    help: str
    first: tuple[int, int] | None = None


def parse_json(data: bytes) -> Any:
    """Parse one JSON document.

    Raises:
        SyntaxFault: no UTF-8, a byte-order mark, bad syntax, a key twice, a number beyond the range
            of numbers (NaN, 1e400), or nested more than 200 deep.
    """
    if data.startswith(_BOMS):
        raise _byte_order_mark(data)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = position_at(data[: error.start].decode())
        raise SyntaxFault(
            "not-utf-8",
            line,
            column,
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            'save the file with the encoding "UTF-8"',
        ) from None
    try:
        value = jiter.from_json(data, catch_duplicate_keys=True, allow_inf_nan=False)
    except ValueError as error:
        raise _fault(text, data, str(error)) from None
    if _may_hold_far_number(data) and (far := _infinite_number(text)):
        raise far
    return value


def _byte_order_mark(data: bytes) -> SyntaxFault:
    if data.startswith(_BOMS[0]):
        return SyntaxFault(
            "byte-order-mark",
            1,
            1,
            "the file begins with a byte-order mark",
            'save the file with the encoding "UTF-8", not "UTF-8 with BOM"',
        )
    return SyntaxFault("not-utf-8", 1, 1, "the file is UTF-16, not UTF-8", 'save the file with the encoding "UTF-8"')


def _fault(text: str, data: bytes, error: str) -> SyntaxFault:
    found = _PLACE.match(error)
    what, line, byte_column = error, 1, 1
    if found:
        what, line, byte_column = found["what"], int(found["line"]), int(found["column"])
    lines = data.split(b"\n")
    before = b"\n".join([*lines[: line - 1], lines[line - 1][: max(byte_column - 1, 0)]])
    description = describe(text, len(before.decode(errors="ignore")), what)
    here = position_at(text[: description.offset])
    first = None if description.first is None else position_at(text[: description.first])
    return SyntaxFault(description.slug, *here, description.message, description.help, first)


def _may_hold_far_number(data: bytes) -> bool:
    digits = data.translate(_ANY_DIGIT)
    return b"0e0" in digits or b"0e+0" in digits or _LONG_NUMBER in digits


def _infinite_number(text: str) -> SyntaxFault | None:
    outside_strings = re.sub(r'"(?:[^"\\]|\\.)*"', lambda found: " " * len(found[0]), text)
    for found in re.finditer(r"-?[0-9]+(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?", outside_strings):
        if float(found[0]) in (float("inf"), float("-inf")):
            shown = found[0] if len(found[0]) <= 20 else f"{found[0][:17]}..."
            return SyntaxFault(
                "number-out-of-range",
                *position_at(text[: found.start()]),
                f"the number {shown} is too large",
                "write a number that a computer can hold",
            )
    return None
