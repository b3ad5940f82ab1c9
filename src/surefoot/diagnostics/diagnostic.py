"""The one shape in which every fault is reported, whatever found it."""

from __future__ import annotations

from enum import StrEnum

from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Severity(StrEnum):
    """How bad a fault is: an error fails the run, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
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


class Place(NamedTuple):
    """A range in a file. Lines and columns count from 1, columns in characters; the end is exclusive."""

    file: str
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1


class Related(NamedTuple):
    """Another place that belongs to the same fault, and what is there."""

    place: Place
    note: str


class Change(NamedTuple):
    """One change of a record: at a JSON pointer, `set` its value, `rename` its key, `remove` it, or `append` to it.

    To append to an object, `value` is the pair (key, value).
    """

    action: str
    pointer: str
    value: Any = None
    file: str = ""


class Repair(NamedTuple):
    """A way to mend a fault. A safe one changes nothing that an author meant; others need a look."""

    title: str
    safe: bool
    changes: tuple[Change, ...]


class TextEdit(NamedTuple):
    """The bytes from `start` to `end` of a file, and what replaces them; the place is theirs."""

    place: Place
    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A repair as edits of text, ready to apply."""

    title: str
    safe: bool
    edits: tuple[TextEdit, ...]


class Fault(NamedTuple):
    """What a check finds, before it has a place: a record file, a JSON pointer and a message.

    `on_key` puts the place on the key instead of the value.
    `also` names further places: (file, pointer, note).
    `repairs` are ways to mend it, the best first.
    """

    file: str
    pointer: str
    message: str
    help: str = ""
    on_key: bool = False
    also: tuple[tuple[str, str, str], ...] = ()
    repairs: tuple[Repair, ...] = ()


class Diagnostic(NamedTuple):
    """A fault with everything an author, an editor or CI needs to know about it."""

    code: str
    slug: str
    severity: Severity
    place: Place
    pointer: str
    message: str
    help: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    source_line: str = ""

    @property
    def fingerprint(self) -> str:
        """A name for this fault that survives edits elsewhere in the file: it holds no line number."""
        import hashlib

        text = "\0".join((self.code, self.place.file, self.pointer, self.message))
        return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=8).hexdigest()

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
