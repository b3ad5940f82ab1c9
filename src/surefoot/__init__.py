"""Clinical triage knowledge that can be proved.

>>> import surefoot
>>> kb = surefoot.load()
>>> surefoot.triage(kb, surefoot.read_presentation(kb, {"saddle-numbness": True})).urgency
'emergency'
"""

import os
from pathlib import Path

from surefoot.diagnostics import Diagnostic
from surefoot.engine import Assessment, assessment_json, triage
from surefoot.intake import AnswerError, read_presentation
from surefoot.loading import find_kb
from surefoot.model import KnowledgeBase, Presentation
from surefoot.validation import KnowledgeBaseError, open_knowledge_base, validate

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


def load(kb: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open a knowledge base: the folder that holds kb.json, or the one that is found without a name.

    Raises:
        FileNotFoundError: there is none in the folder.
        KnowledgeBaseError: it has faults with which nobody can be triaged safely.
    """
    return open_knowledge_base(find_kb(Path(kb) if kb else None))
