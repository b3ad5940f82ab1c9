"""Changes files for an author: the canonical form, fixes, and writing so that nothing is ever lost."""

from surefoot.editing.canonical import canonical
from surefoot.editing.difference import unified_diff
from surefoot.editing.fixes import Mending, apply_fixes, is_json, mend_syntax
from surefoot.editing.formatting import Formatting, format_records, records_below, records_of
from surefoot.editing.replacing import Replacement, replace_files, store_file

__all__ = [
    "Formatting",
    "Mending",
    "Replacement",
    "apply_fixes",
    "canonical",
    "format_records",
    "is_json",
    "mend_syntax",
    "records_below",
    "records_of",
    "replace_files",
    "store_file",
    "unified_diff",
]
