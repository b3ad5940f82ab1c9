"""Joins loading and checks: every fault of every file, and a knowledge base only when it is safe to triage with."""

from typing import TYPE_CHECKING, Any

from surefoot.validation.opening import KnowledgeBaseError, load, open_knowledge_base, open_tree
from surefoot.validation.peek import peek
from surefoot.validation.validate import Remembering, Report, all_codes, read_scenarios, validate

if TYPE_CHECKING:
    from surefoot.validation.fixing import Fixed, fix

__all__ = [
    "Fixed",
    "KnowledgeBaseError",
    "Remembering",
    "Report",
    "all_codes",
    "fix",
    "load",
    "open_knowledge_base",
    "open_tree",
    "peek",
    "read_scenarios",
    "validate",
]


def __getattr__(name: str) -> Any:
    """Import fixing when it is used: only one command changes files."""
    if name not in ("Fixed", "fix"):
        raise AttributeError(f"module 'surefoot.validation' has no attribute {name!r}")
    from surefoot.validation import fixing

    return getattr(fixing, name)
