"""The start of a text file: whether it is text at all, and by what the columns of a table are separated."""

import codecs
import csv
import io
from collections.abc import Collection, Sequence

from surefoot.batch.columns import BatchError

_SEPARATORS = (",", ";", "\t", "|")
_OTHER_FORMS = {
    b"PAR1": "is Parquet; give --from parquet",
    b"PK\x03\x04": "is a workbook or an archive; save the table as CSV in UTF-8",
    b"\x1f\x8b": "is compressed; unpack it, or use a pipe: gunzip -c FILE | surefoot batch - OUT --from FORM",
    b"\x28\xb5\x2f\xfd": "is compressed; unpack it, or use a pipe: zstd -dc FILE | surefoot batch - OUT --from FORM",
    codecs.BOM_UTF16_LE: "is UTF-16; save it as UTF-8",
    codecs.BOM_UTF16_BE: "is UTF-16; save it as UTF-8",
}
"""How files begin that are given instead of text."""


def must_be_text(start: bytes, name: str) -> None:
    """Refuse what is no text in UTF-8, by its first octets.

    Raises:
        BatchError: it is something else.
    """
    for mark, problem in _OTHER_FORMS.items():
        if start.startswith(mark):
            raise BatchError([f"{name} {problem}"])
    if b"\0" in start[:1000]:
        raise BatchError([f"{name} is no text in UTF-8"])


def read_names(start: bytes, name: str, known: Collection[str]) -> tuple[list[str], str]:
    """The names of the columns, and what separates them: that with which most of them are known.

    Raises:
        BatchError: there is no header.
    """
    must_be_text(start, name)
    text = start.decode("utf-8-sig", "replace")
    headers = {separator: _header(text, separator, name) for separator in _SEPARATORS}
    separator = max(_SEPARATORS, key=lambda one: sum(column in known for column in headers[one]))
    if not headers[separator]:
        raise BatchError([f"{name} is empty; the first line names the columns"])
    return list(headers[separator]), separator


def _header(text: str, separator: str, name: str) -> Sequence[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])
    except csv.Error as error:
        raise BatchError([f"{name}: the header cannot be read: {error}"]) from None
