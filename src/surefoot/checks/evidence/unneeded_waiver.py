"""A waiver that waives nothing.

What it flags: a waiver whose code no fault of its record has, or a second waiver of the same code.
A fault that keeps people from being triaged, and a fault of a waiver, cannot be waived. Whether a waiver of an
edit (V401, V402) is needed, `surefoot diff --prove` says.
Why it matters: a waiver that is kept too long hides the next fault of that code.
Example: {"code": "E102", "reason": "...", "until": "2027-01-31"} in a record whose review is not due
How to fix: remove the waiver.
"""

from collections.abc import Iterator

from surefoot.checks.check import Check, documented
from surefoot.checks.context import Context, Screened
from surefoot.diagnostics import Change, Fault, Repair

_ABOUT_EDITS = ("V401", "V402")


def unneeded_waivers(context: Context) -> Iterator[Fault]:
    """Yield every waiver in force without a fault to waive; nothing until it is known what was found."""
    if context.found is None:
        return
    today = context.today.isoformat()
    for record in context.records.records:
        waivers = record.content.get("waivers", ())
        seen: set[str] = set()
        unneeded = []
        for index, waiver in enumerate(waivers):
            code = waiver["code"]
            if waiver["until"] < today or code in _ABOUT_EDITS:
                continue
            if code in seen or code not in context.found.get(record.file, ()):
                unneeded.append((index, code))
            seen.add(code)
        for index, code in unneeded:
            pointer = "/waivers" if len(unneeded) == len(waivers) else f"/waivers/{index}"
            repairs = (Repair(f"remove the waiver of {code}", True, (Change("remove", pointer),)),)
            message = f"there is no fault `{code}` here that could be waived"
            yield Fault(record.file, f"/waivers/{index}", message, repairs=repairs)


def may_be_unneeded(context: Screened) -> bool:
    """Whether there is a waiver at all: where nothing else is wrong, none is needed."""
    return context.noted.waives


CHECK = Check(documented("E105", "unneeded-waiver", __doc__), unneeded_waivers, last=True, screen=may_be_unneeded)
