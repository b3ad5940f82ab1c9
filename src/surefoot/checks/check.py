"""What a check is: a documented code and a function that yields faults."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from surefoot.checks.context import Context
from surefoot.diagnostics import Code, Fault, Severity

_HEADINGS = ("What it flags", "Why it matters", "Example", "How to fix")


class Check(NamedTuple):
    """One check. The runner stamps the code on its faults, so a check never names its own code.

    `needed_to_triage`: with a fault of this check nobody can be triaged safely.
    """

    code: Code
    find: Callable[[Context], Iterator[Fault]]
    needed_to_triage: bool = False


def documented(code: str, slug: str, docstring: str | None) -> Code:
    """A code whose page is the docstring of its module.

    Raises:
        ValueError: one of the four headings is missing.
    """
    text = re.sub(r"\s+", " ", docstring or "")
    pattern = " ".join(rf"{heading}: (.*?)" for heading in _HEADINGS) + "$"
    found = re.search(pattern, text.strip())
    if found is None:
        raise ValueError(f"{code} {slug}: its module needs the headings {', '.join(_HEADINGS)}")
    flags, matters, example, cure = (part.strip().rstrip(".") for part in found.groups())
    return Code(code, slug, Severity.ERROR, flags, matters, example, cure)
