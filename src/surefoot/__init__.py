"""Clinical triage knowledge that can be proved.

>>> import surefoot
>>> kb = surefoot.load()
>>> surefoot.triage(kb, surefoot.read_presentation(kb, {"saddle-numbness": True})).urgency
'emergency'
"""

TYPE_CHECKING = False  # importing typing would cost more than the quickest commands take
if TYPE_CHECKING:
    from surefoot.diagnostics import Diagnostic
    from surefoot.engine import Assessment, assessment_json, triage
    from surefoot.intake import AnswerError, read_presentation
    from surefoot.model import KnowledgeBase, Presentation
    from surefoot.validation import KnowledgeBaseError, load, validate

__version__ = "0.1.0"

__all__ = [
    "AnswerError",
    "Assessment",
    "Diagnostic",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "Presentation",
    "__version__",
    "assessment_json",
    "load",
    "read_presentation",
    "triage",
    "validate",
]

_LAYERS = {
    "AnswerError": "intake",
    "Assessment": "engine",
    "Diagnostic": "diagnostics",
    "KnowledgeBase": "model",
    "KnowledgeBaseError": "validation",
    "Presentation": "model",
    "assessment_json": "engine",
    "load": "validation",
    "read_presentation": "intake",
    "triage": "engine",
    "validate": "validation",
}


def __getattr__(name: str) -> object:
    """Import a layer when a name of it is first used: a command that needs one layer does not pay for all."""
    if name not in _LAYERS:
        raise AttributeError(f"module 'surefoot' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"surefoot.{_LAYERS[name]}"), name)
