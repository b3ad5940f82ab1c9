"""Triage of whole tables: rules over columns, 64 patients to a word. Needs the extra `batch`."""

from surefoot.batch import bits
from surefoot.batch.chunk import Chunk
from surefoot.batch.columns import BatchError, possible_columns
from surefoot.batch.engines import ENGINES
from surefoot.batch.job import Job, open_source, run_job
from surefoot.batch.run import Summary, ahead
from surefoot.batch.triage import RESULTS, BlockTriage, Fired
from surefoot.batch.writing import FORMS

__all__ = [
    "ENGINES",
    "FORMS",
    "RESULTS",
    "BatchError",
    "BlockTriage",
    "Chunk",
    "Fired",
    "Job",
    "Summary",
    "ahead",
    "bits",
    "open_source",
    "possible_columns",
    "run_job",
]
