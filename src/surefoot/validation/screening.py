"""Tells quickly, and with little memory, that a knowledge base has no faults; what is wrong is not told.

Each file is read and judged by itself, and is forgotten but for its extract and what is noted of it. Two processes
do that: one begins with what triage hangs on, and checks that; then whoever is free takes the next files. At the end
the checks across records see the extracts alone. Whenever anything may be wrong the answer is no, and the whole
records are read and checked as ever. See ADR 64.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from surefoot.checks import CHECKS, Check, Context, Noted, Reach, Screened, forget_pieces
from surefoot.loading import (
    Shares,
    SourceFile,
    Tree,
    can_work_aside,
    faultless_records,
    forget_kept,
    record_set,
    take_leave,
    work_aside,
)
from surefoot.model import Kind, Record, RecordSet
from surefoot.validation.extracts import Extracts, bare
from surefoot.validation.handing_over import packed, unpacked
from surefoot.validation.structure import structure_faults

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

WORTH_TWO_PROCESSES = 500
"""From so many files on, the second process saves more time than it takes to start."""
_AT_ONCE = 128
"""So many whole records are held at a time."""
_LEFT = 30
"""One in so many of the files that are shared is left to this process, for the time in which the other hands over."""
_OF_TRIAGE = frozenset((Kind.URGENCY, Kind.PATTERN, Kind.CONSTRAINT, Kind.RULE))
"""The kinds on which the longest checks across records hang: they are not handed over from process to process."""
_IN_ONE_PROCESS = _OF_TRIAGE | {Kind.KB}
_TOO_MANY = 5_000
"""From so many files on, what is kept for files to come is forgotten before the other process hands over."""
_CHECKS = {reach: tuple(check for check in CHECKS if check.reach is reach) for reach in Reach}


def is_faultless(tree: Tree, today: date) -> bool:
    """Whether no file has a fault, and no check finds one. False may also mean: it cannot be told so quickly."""
    manifests = faultless_records([file for file in tree.files if file.kind is Kind.KB])
    if tree.faults or not manifests or not all(check.screen for check in _CHECKS[Reach.ALL]):
        return False
    of_triage = [file for file in tree.files if file.kind in _OF_TRIAGE]
    others = [file for file in tree.files if file.kind not in _IN_ONE_PROCESS]
    by_two = len(tree.files) >= WORTH_TWO_PROCESSES and can_work_aside()
    last = len(others) // _LEFT if by_two else 0
    here, shares = Screening(manifests[0], today, others), Shares(len(others) - last, _AT_ONCE)
    waiting = work_aside(lambda: _look_aside(Screening(manifests[0], today, others), shares)) if by_two else None
    good = here.begins_well(of_triage) and all(map(here.looks_good, chain(shares, _parts(others, last))))
    if not good:
        shares.stop()
    if waiting and len(tree.files) >= _TOO_MANY:  # what comes now needs the room
        forget_kept()
        forget_pieces()
    here.noted.settle()
    added = waiting is None or here.add(waiting())
    shares.close()
    faultless = good and added and here.ends_well(tree)
    take_leave()
    return faultless


def _look_aside(there: Screening, shares: Shares) -> bytes:
    """What another process hands over of the files that it takes; nothing when one may have a fault."""
    if all(map(there.looks_good, shares)):
        return packed(there.noted, there.extracts)
    shares.stop()
    return b""


class Screening:
    """What is known of the records that a process has looked at."""

    def __init__(self, manifest: Record, today: date, files: Sequence[SourceFile]) -> None:
        self._whole = Context(record_set((manifest,)), today, kb=manifest)
        self._files = files
        self.noted = Noted()
        self.extracts = Extracts(files)
        self._known: Mapping[str, Any] = {}

    def looks_good(self, part: range) -> bool:
        """Look at the files at these places, and keep their extracts; whether nothing may be wrong."""
        records = self._look(self._files[part.start : part.stop])
        if records is not None:
            self.extracts.add(part, records.records)
        return records is not None

    def _look(self, files: Sequence[SourceFile]) -> RecordSet | None:
        """The records of some files; None when a file, or a check that looks at one record, may have found a fault."""
        found = faultless_records(files)
        return None if found is None else self._judged(record_set(found, build=bare))

    def _judged(self, records: RecordSet) -> RecordSet | None:
        context = self._whole.part(records)
        if _find_any(_CHECKS[Reach.RECORD], context):
            return None
        self.noted.note(context)
        return records

    def add(self, handed_over: bytearray | None) -> bool:
        """Add what another process knows of some of these files; whether it found them good."""
        if not handed_over:
            return False
        noted, alike, patients = unpacked(handed_over)
        self.noted.add(noted)
        self.extracts.add_handed_over(alike, patients)
        return True

    def _keep(self, records: RecordSet | None) -> bool:
        if records is not None:
            self.extracts.keep(records)
        return records is not None

    def begins_well(self, files: Sequence[SourceFile]) -> bool:
        """Look at kb.json, and at what triage hangs on and all that is checked of it alone."""
        parts = (files[part.start : part.stop] for part in _parts(files, len(files)))
        if not (self._keep(self._judged(self._whole.records)) and all(self._keep(self._look(part)) for part in parts)):
            return False
        context = Screened.of(self.extracts.record_set(), self._whole.today, self.noted)
        if _find_any(_CHECKS[Reach.TRIAGE], context):
            return False
        self._known = context.of_triage
        return True

    def ends_well(self, tree: Tree) -> bool:
        """Whether no check across all records finds anything."""
        self.noted.settle()
        context = Screened.of(self.extracts.record_set(), self._whole.today, self.noted, self._known)
        return not (
            structure_faults(tree, context.records)
            or any(check.screen(context) for check in _CHECKS[Reach.ALL] if check.screen)
            or _find_any(_CHECKS[Reach.EXTRACTS], context)
        )


def _find_any(checks: Iterable[Check], context: Context) -> bool:
    return any(True for check in checks for _ in check.find(context))


def _parts(files: Sequence[SourceFile], last: int) -> Iterator[range]:
    """The places of the last so many of these files, in parts."""
    start = len(files) - last
    return (range(place, min(place + _AT_ONCE, len(files))) for place in range(start, len(files), _AT_ONCE))
