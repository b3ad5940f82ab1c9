"""What a check is: a documented code and a function that yields faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum, auto

from surefoot.checks.context import Context
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Code, Fault, Severity
from surefoot.named import NamedTuple

_HEADINGS = ("What it flags", "Why it matters", "Example", "How to fix")


class Reach(Enum):
    """How much of the records a check has to see to find its faults; see `validation/screening.py`."""

    RECORD = auto()
    """One record and kb.json."""
    TRIAGE = auto()
    """The extracts of kb.json, the rules, patterns, constraints and urgencies."""
    EXTRACTS = auto()
    """All records, but of each only its extract."""
    HISTORY = auto()
    """An earlier version: without one it finds nothing."""
    ALL = auto()
    """All records whole. A `screen` may tell from the extracts, and from what was noted, that it would find nothing."""


class Check(NamedTuple):
    """One check. The runner stamps the code on its faults, so a check never names its own code.

    `needed_to_triage`: with a fault of this check nobody can be triaged safely.
    `last`: it runs after all others and sees which codes they found.
    `screen`: whether it may find something; it must say yes whenever the check finds something.
    """

    code: Code
    find: Callable[[Context], Iterator[Fault]]
    needed_to_triage: bool = False
    last: bool = False
    reach: Reach = Reach.ALL
    screen: Callable[[Screened], bool] | None = None


def documented(code: str, slug: str, docstring: str | None, severity: Severity = Severity.ERROR) -> Code:
    """A code whose page is the docstring of its module.

    Raises:
        ValueError: one of the four headings is missing.
    """
    text = " ".join((docstring or "").split())
    starts = [text.find(f"{heading}: ") for heading in _HEADINGS]
    if -1 in starts or starts != sorted(starts):
        raise ValueError(f"{code} {slug}: its module needs the headings {', '.join(_HEADINGS)}")
    ends = [*starts[1:], len(text)]
    spans = ((start + len(name) + 1, end) for name, start, end in zip(_HEADINGS, starts, ends, strict=True))
    flags, matters, example, cure = (text[start:end].strip().rstrip(".") for start, end in spans)
    return Code(code, slug, severity, flags, matters, example, cure)
