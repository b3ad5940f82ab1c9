"""The one shape in which every fault is reported, whatever found it."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How bad a fault is: an error fails the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Code:
    """A stable name for one kind of fault; it is never reused for another.

    The four texts are its documentation page.
    """

    code: str
    slug: str
    severity: Severity
    flags: str
    matters: str
    example: str
    cure: str


@dataclass(frozen=True, slots=True)
class Place:
    """A range in a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to the same fault, and what is there."""

    place: Place
    note: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check finds, before it has a place: a record file, a JSON pointer and a message.

    `on_key` puts the place on the key instead of the value.
    `also` names further places: (file, pointer, note).
    """

    file: str
    pointer: str
    message: str
    help: str = ""
    on_key: bool = False
    also: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A fault with everything an author, an editor or CI needs to know about it."""

    code: str
    slug: str
    severity: Severity
    place: Place
    pointer: str
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    source_line: str = field(default="", compare=False)

    @property
    def fingerprint(self) -> str:
        """A name for this fault that survives edits elsewhere in the file: it holds no line number."""
        text = "\0".join((self.code, self.place.file, self.pointer, self.message))
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File, line, column, code, message: the order in which faults are shown."""
        return (
            self.place.file,
            self.place.line,
            self.place.column,
            self.code,
            self.message,
        )
