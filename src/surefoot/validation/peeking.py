"""The records of a knowledge base to look things up in, whether or not it is fit to triage with."""

from pathlib import Path

from surefoot.loading import read_records, scan
from surefoot.model import RecordSet


def peek(kb: Path, *, scenarios: bool = False) -> tuple[RecordSet, int]:
    """The records that can be read, and how many files or places had to be left out.

    An author with one misspelt id looks the right one up here, so a fault is no reason to refuse.
    """
    tree = scan(kb, scenarios=scenarios)
    reading = read_records(tree.files)
    return reading.records, len(reading.diagnostics) + len(tree.faults)
