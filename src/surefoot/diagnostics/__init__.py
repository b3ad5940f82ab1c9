"""How anything is reported to an author: codes, places, messages, cures. Knows no medicine."""

from surefoot.diagnostics.diagnostic import (
    Change,
    Code,
    Diagnostic,
    Fault,
    Fix,
    Place,
    Related,
    Repair,
    Severity,
    TextEdit,
)
from surefoot.diagnostics.spelling import nearest, quoted_list

__all__ = [
    "Change",
    "Code",
    "Diagnostic",
    "Fault",
    "Fix",
    "Place",
    "Related",
    "Repair",
    "Severity",
    "TextEdit",
    "nearest",
    "quoted_list",
]
