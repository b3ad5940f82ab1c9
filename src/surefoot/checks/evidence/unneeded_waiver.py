"""A waiver that waives nothing.

What it flags: a waiver whose code no fault of its record has, or a second waiver of the same code.
A fault that keeps people from being triaged, and a fault of a waiver, cannot be waived. Whether a waiver of an
edit (V401, V402) is needed, `surefoot diff --prove` says; of a change (E103, R106, R107), `--since`. While a
file cannot be read, or a name leads nowhere, no waiver is called unneeded: its fault may only be out of sight.
Why it matters: a waiver that is kept too long hides the next fault of that code.
Example: {"code": "E102", "reason": "...", "until": "2027-01-31"} in a record whose review is not due
How to fix: remove the waiver.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context
from surefoot.checks.screened import Screened
from surefoot.diagnostics import Change, Fault, Repair

_ABOUT_EDITS = ("V401", "V402")
_ABOUT_WAIVERS = ("unneeded-waiver", "expired-waiver")
_ABOUT_CHANGES = ("E103", "R106", "R107")


def unneeded_waivers(context: Context) -> Iterator[Fault]:
    """Yield every waiver in force without a fault to waive; nothing until it is known what was found."""
    if context.found is None:
        return
    today = context.today.isoformat()
    sees_all = not context.records.incomplete and not context.dangling
    unseen = _ABOUT_EDITS if context.before else (*_ABOUT_EDITS, *_ABOUT_CHANGES)
    for record in context.records.records:
        waivers = record.content.get("waivers", ())
        seen: set[str] = set()
        unneeded = []
        for index, waiver in enumerate(waivers):
            code = waiver["code"]
            if waiver["until"] < today or code in unseen:
                continue
            if code in seen or (
                code not in context.found.get(record.file, ()) and (sees_all or _is_never_waived(code))
            ):
                unneeded.append((index, code))
            seen.add(code)
        for index, code in unneeded:
            pointer = "/waivers" if len(unneeded) == len(waivers) else f"/waivers/{index}"
            repairs = (Repair(f"remove the waiver of {code}", True, (Change("remove", pointer),)),)
            message = f"there is no fault `{code}` here that could be waived"
            yield Fault(record.file, f"/waivers/{index}", message, repairs=repairs)


def _is_never_waived(code: str) -> bool:
    """Whether no fault of this code can be waived."""
    from surefoot.checks import CHECKS

    never = (check.code for check in CHECKS if check.needed_to_triage or check.code.slug in _ABOUT_WAIVERS)
    return any(one.code == code for one in never)


def may_be_unneeded(context: Screened) -> bool:
    """Whether there is a waiver at all: where nothing else is wrong, none is needed."""
    return context.noted.waives


CHECK = Check(documented("E105", "unneeded-waiver", __doc__), unneeded_waivers, last=True, screen=may_be_unneeded)
