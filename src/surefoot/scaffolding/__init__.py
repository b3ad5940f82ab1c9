"""New records to fill in: complete by their schema, with a placeholder wherever an author has to decide."""

from surefoot.scaffolding.drafts import OUT_OF_SCOPE, Facts, draft_record, expectation_of, why_unusable
from surefoot.scaffolding.placeholders import has_title, options
from surefoot.scaffolding.surroundings import Surroundings, surroundings
from surefoot.scaffolding.writing import create_files

__all__ = [
    "OUT_OF_SCOPE",
    "Facts",
    "Surroundings",
    "create_files",
    "draft_record",
    "expectation_of",
    "has_title",
    "options",
    "surroundings",
    "why_unusable",
]
