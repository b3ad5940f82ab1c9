"""Joins loading and checks: every fault of every file, and a knowledge base only when it is safe to triage with."""

TYPE_CHECKING = False  # what finds no faults in a hurry needs little of this layer
if TYPE_CHECKING:
    from surefoot.validation.fixing import Fixed, fix
    from surefoot.validation.opening import KnowledgeBaseError, load, open_knowledge_base, open_tree
    from surefoot.validation.peeking import peek
    from surefoot.validation.report import Report
    from surefoot.validation.validating import Remembering, all_codes, read_scenarios, validate

_MODULES = {
    "Fixed": "fixing",
    "KnowledgeBaseError": "opening",
    "Remembering": "validating",
    "Report": "report",
    "all_codes": "validating",
    "fix": "fixing",
    "load": "opening",
    "open_knowledge_base": "opening",
    "open_tree": "opening",
    "peek": "peeking",
    "read_scenarios": "validating",
    "validate": "validating",
}

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


def __getattr__(name: str) -> object:
    """Import a module when a name of it is first used."""
    if name not in _MODULES:
        raise AttributeError(f"module 'surefoot.validation' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.validation.{_MODULES[name]}"), name)
