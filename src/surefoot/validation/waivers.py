"""Runs the checks, and sets apart what a record says is to be put up with for a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from surefoot.checks import CHECKS, Check, Context
from surefoot.diagnostics import Code, Fault
from surefoot.model import RecordSet
from surefoot.named import NamedTuple
from surefoot.validation.finding import find_faults

_ABOUT_WAIVERS = ("unneeded-waiver", "expired-waiver")


class Checked(NamedTuple):
    """The faults that stand, and those that a waiver of their record sets aside, each with its code."""

    standing: tuple[tuple[Code, Fault], ...]
    waived: tuple[tuple[Code, Fault], ...]


def run_checks(
    records: RecordSet, today: date, before: RecordSet | None = None, well_worded: Collection[str] = ()
) -> Checked:
    """Every check on the records; those about changes compare with `before`, the records of an earlier version.
    The wording of the files in `well_worded` is known to be in order.

    A waiver sets aside the faults of one code in the record that it stands in, until its last day. It
    cannot set aside a fault that keeps people from being triaged, nor one about waivers.
    """
    context = Context(records, today, before=before, well_worded=well_worded)
    found = find_faults(context)
    codes: dict[str, set[str]] = {}
    for check, fault in found:
        if _can_be_waived(check):
            codes.setdefault(fault.file, set()).add(check.code.code)
    after = context.replaced(found=codes)
    found += [(check, fault) for check in CHECKS if check.last for fault in check.find(after)]
    in_force = _in_force(records, today)
    standing: list[tuple[Code, Fault]] = []
    waived: list[tuple[Code, Fault]] = []
    for check, fault in found:
        set_aside = _can_be_waived(check) and check.code.code in in_force.get(fault.file, ())
        (waived if set_aside else standing).append((check.code, fault))
    return Checked(tuple(standing), tuple(waived))


def _can_be_waived(check: Check) -> bool:
    return not check.needed_to_triage and check.code.slug not in _ABOUT_WAIVERS


def _in_force(records: RecordSet, today: date) -> Mapping[str, set[str]]:
    """The codes that are waived, by file."""
    day = today.isoformat()
    waivers = ((record.file, record.content.get("waivers", ())) for record in records.records)
    return {file: {waiver["code"] for waiver in those if waiver["until"] >= day} for file, those in waivers if those}
