"""Tells quickly, and with little memory, that a knowledge base has no faults; what is wrong is not told.

Each file is read and judged by itself, and is forgotten but for its extract and what is noted of it. Two processes
do that, each for a part of the files. Then the checks across records see the extracts alone. Whenever anything may
be wrong the answer is no, and the whole records are read and checked as ever. See ADR 64.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from surefoot.checks import CHECKS, Check, Context, Noted, Reach, Screened
from surefoot.loading import Result, SourceFile, Tree, can_work_aside, faultless_records, record_set, work_aside
from surefoot.model import Kind, Record
from surefoot.validation.extracts import Extracts
from surefoot.validation.structure import structure_faults

WORTH_TWO_PROCESSES = 500
"""From so many files on, the second process saves more time than it takes to start."""
WORTH_TWO_PROCESSES_AGAIN = 2000
"""From so many records on, the checks across them are worth a second process too."""
_LONGEST = "covered-rule"
_HEAD_START = 300
"""So many more files the other process reads, because this one has the checks across records before it."""
_AT_ONCE = 128
"""So many whole records are held at a time."""
_MOST_DOUBTED = 1000
"""So many records are judged once more, with all names; if there are more, something else is wrong."""
_OF_TRIAGE = (Kind.URGENCY, Kind.PATTERN, Kind.CONSTRAINT, Kind.RULE)
"""The kinds on which the longest checks across records hang: they are not handed over from process to process."""
_OF_ONE = tuple(check for check in CHECKS if check.reach is Reach.RECORD)
_ACROSS = tuple(check for check in CHECKS if check.reach is Reach.EXTRACTS)
_OF_ALL = tuple(check for check in CHECKS if check.reach is Reach.ALL)


def is_faultless(tree: Tree, today: date) -> bool:
    """Whether no file has a fault, and no check finds one. False may also mean: it cannot be told so quickly."""
    manifests = faultless_records([file for file in tree.files if file.kind is Kind.KB])
    if tree.faults or not manifests or not all(check.screen for check in _OF_ALL):
        return False
    others = [file for file in tree.files if file.kind is not Kind.KB]
    screening = Screening(manifests[0], today)
    if len(others) < WORTH_TWO_PROCESSES or not can_work_aside():
        return screening.looks_good(others) and screening.is_clean(tree)
    mine, theirs = _shares(others)
    waiting = _look_aside(Screening(manifests[0], today), theirs)
    good, found = screening.looks_good(mine), waiting()
    if not good or not found:
        return False
    screening.join(found)
    return screening.is_clean(tree)


def _shares(files: Sequence[SourceFile]) -> tuple[list[SourceFile], list[SourceFile]]:
    """The files of this process, which also checks across records, and those of the other one."""
    mine = [file for file in files if file.kind in _OF_TRIAGE]
    theirs = [file for file in files if file.kind not in _OF_TRIAGE]
    more = max(0, (len(theirs) - len(mine) * 5 // 4) // 2 - _HEAD_START)
    return mine + theirs[:more], theirs[more:]


def _look_aside(screening: "Screening", files: Sequence[SourceFile]) -> Result:
    return work_aside(lambda: screening.packed() if screening.looks_good(files) else b"")


class Screening:
    """What is known of the records that have been looked at."""

    def __init__(self, manifest: Record, today: date) -> None:
        self._manifest = manifest
        self._today = today
        self._noted = Noted()
        self._extracts = Extracts()
        self._doubted: list[Record] = []

    def looks_good(self, files: Sequence[SourceFile]) -> bool:
        """Look at some files; whether none has a fault of its own."""
        for start in range(0, len(files), _AT_ONCE):
            records = faultless_records(files[start : start + _AT_ONCE])
            if records is None or not self._look(records):
                return False
        return True

    def _look(self, found: Sequence[Record]) -> bool:
        records = record_set((self._manifest, *found))
        context = Context(records, self._today)
        self._noted.note(context)
        self._extracts.add(records)
        faulty = {fault.file for check in _OF_ONE for fault in check.find(context)}
        self._doubted += (record for record in found if record.file in faulty)
        return self._manifest.file not in faulty and len(self._doubted) <= _MOST_DOUBTED

    def packed(self) -> bytes:
        """What is known, for another process."""
        import _pickle  # without what `pickle` imports besides

        return _pickle.dumps((self._noted, self._extracts, self._doubted), -1)

    def join(self, packed: bytes) -> None:
        """Add what another process knows."""
        import _pickle

        noted, extracts, doubted = _pickle.loads(packed)
        self._noted.add(noted)
        self._extracts.join(extracts)
        self._doubted += doubted

    def is_clean(self, tree: Tree) -> bool:
        """Whether no check across records finds anything, and none of a record that was doubted."""
        self._noted.finish()
        records = self._extracts.record_set()
        context = Screened.of(records, self._today, self._noted)
        doubted = Context(record_set((self._manifest, *self._doubted)), self._today, more_names=context.names)
        return not (
            structure_faults(tree, context.records)
            or any(check.screen(context) for check in _OF_ALL if check.screen)
            or _find_any_by_two(context)
            or (self._doubted and _find_any(_OF_ONE, doubted))
        )


def _find_any_by_two(context: Context) -> bool:
    """Whether a check across records finds anything; where there are many, another process runs the longest one."""
    if len(context.records.records) < WORTH_TWO_PROCESSES_AGAIN or not can_work_aside():
        return _find_any(_ACROSS, context)
    longest = [check for check in _ACROSS if check.code.slug == _LONGEST]
    waiting = work_aside(lambda: b"found" if _find_any(longest, context) else b"nothing")
    found = _find_any([check for check in _ACROSS if check not in longest], context)
    return waiting() != b"nothing" or found


def _find_any(checks: Iterable[Check], context: Context) -> bool:
    return any(True for check in checks for _ in check.find(context))
