"""How anything is reported to an author: codes, places, messages, cures. Knows no medicine."""

from surefoot.diagnostics.diagnostic import (
    Code,
    Diagnostic,
    Fault,
    Place,
    Related,
    Severity,
)
from surefoot.diagnostics.spelling import nearest, quoted_list

__all__ = [
    "Code",
    "Diagnostic",
    "Fault",
    "Place",
    "Related",
    "Severity",
    "nearest",
    "quoted_list",
]
