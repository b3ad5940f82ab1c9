"""A reader of the real knowledge base, made once for all tests of the intake."""

from functools import cache
from pathlib import Path

from surefoot.intake import Reader
from surefoot.model import Flag
from surefoot.validation import open_knowledge_base

ROOT = Path(__file__).parents[2]


@cache
def reader() -> Reader:
    return Reader(open_knowledge_base(ROOT / "kb"))


@cache
def red_flags() -> frozenset[str]:
    """The findings of which a yes is enough for the highest urgency."""
    return frozenset(name for name, finding in reader().kb.findings.items() if finding.flag is Flag.ALONE)


def troubling(finding: str, value: object) -> bool:
    """The patient has the finding: an answer that is neither "not sure" nor that of somebody without it."""
    return value is not None and value != reader().kb.findings[finding].normal
