"""What the checks find, in two processes where that is quicker."""

from collections.abc import Iterable

from surefoot.checks import CHECKS, Check, Context
from surefoot.diagnostics import Fault
from surefoot.loading import can_work_aside, work_aside

WORTH_TWO_PROCESSES = 500
"""From so many records on, the second process saves more time than it takes to start."""
_ASIDE = ("W", "E")
"""The families that take half of the time and share nothing with the others: they read, and those reckon."""


def find_faults(context: Context) -> list[tuple[Check, Fault]]:
    """The faults that all checks find but those that run last, in the order of the checks."""
    checks = [check for check in CHECKS if not check.last]
    if len(context.records.records) < WORTH_TWO_PROCESSES or not can_work_aside():
        return [(check, fault) for check in checks for fault in check.find(context)]
    return _find_by_two(context, checks)


def _find_by_two(context: Context, checks: list[Check]) -> list[tuple[Check, Fault]]:
    others = [check for check in checks if check.code.code.startswith(_ASIDE)]
    waiting = work_aside(lambda: _packed(_found(context, others)))
    found = _found(context, [check for check in checks if check not in others])
    result = waiting()
    found.update(_found(context, others) if result is None else _unpacked(result))
    return [(check, fault) for check in checks for fault in found.get(check.code.code, ())]


def _found(context: Context, checks: Iterable[Check]) -> dict[str, list[Fault]]:
    found = {check.code.code: list(check.find(context)) for check in checks}
    return {code: faults for code, faults in found.items() if faults}


def _packed(found: dict[str, list[Fault]]) -> bytes:
    if not found:
        return b""
    import pickle

    return pickle.dumps(found)


def _unpacked(data: bytearray) -> dict[str, list[Fault]]:
    if not data:
        return {}
    import pickle

    found: dict[str, list[Fault]] = pickle.loads(data)
    return found
