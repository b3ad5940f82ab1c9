"""How engines write identifiers, texts and truth; everything else in our queries is the same for all of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from surefoot.batch.columns import BatchError


def _doubled(quote: str) -> Callable[[str], str]:
    return lambda text: text.replace(quote, quote * 2)


def _escaped(quote: str) -> Callable[[str], str]:
    """With backslashes, for which a line may not end inside the quotes."""
    special = {"\\": "\\\\", quote: f"\\{quote}", "\n": "\\n", "\r": "\\r"}
    return lambda text: "".join(special.get(character, character) for character in text)


class Dialect(NamedTuple):
    """What differs: the marks around identifiers and texts, and what is done to what stands between them.

    `true` and `false` are what a yes-or-no column holds, `join` puts texts one after the other. `fence` ends a step
    where the engine would else write its columns out wherever they are used, and so do the same work many times.
    """

    identifier_marks: tuple[str, str] = ('"', '"')
    in_identifier: Callable[[str], str] = _doubled('"')
    text_mark: str = "'"
    in_text: Callable[[str], str] = _doubled("'")
    true: str = "TRUE"
    false: str = "FALSE"
    join: Callable[[Sequence[str]], str] = " || ".join
    fence: str = ""

    def identifier(self, name: str) -> str:
        """The name of a column or a table, whatever characters it has.

        Raises:
            BatchError: a character that no quoting can carry.
        """
        first, last = self.identifier_marks
        return f"{first}{self.in_identifier(_carried(name))}{last}"

    def text(self, value: str) -> str:
        """A text, whatever characters it has.

        Raises:
            BatchError: a character that no quoting can carry.
        """
        return f"{self.text_mark}{self.in_text(_carried(value))}'"


def _carried(text: str) -> str:
    if "\0" in text or not text:
        raise BatchError([f"{text!r} cannot be written in SQL"])
    return text


_TICKS = ("`", "`")
_STANDARD = Dialect()
_BACKSLASH = Dialect(in_text=_escaped("'"))
_SPARK = Dialect(_TICKS, _doubled("`"), in_text=_escaped("'"))

DIALECTS: Mapping[str, Dialect] = {
    "duckdb": _STANDARD,
    "sqlite": Dialect(fence="LIMIT -1 OFFSET 0"),
    "postgres": Dialect(fence="OFFSET 0"),
    "trino": _STANDARD,
    "redshift": _BACKSLASH,
    "snowflake": _BACKSLASH,
    "spark": _SPARK,
    "databricks": _SPARK,
    "bigquery": Dialect(_TICKS, _escaped("`"), in_text=_escaped("'")),
    "clickhouse": Dialect(_TICKS, _escaped("`"), in_text=_escaped("'")),
    "mysql": Dialect(
        _TICKS,
        _doubled("`"),
        in_text=_escaped("'"),
        join=lambda texts: f"CONCAT({', '.join(texts)})",
        fence="LIMIT 18446744073709551615",
    ),
    "tsql": Dialect(("[", "]"), _doubled("]"), "N'", true="1", false="0", join=" + ".join),
    "oracle": Dialect(true="1", false="0"),
}
"""The dialects by their names, which are those of sqlglot. Those with 1 and 0 have no booleans in every version."""
