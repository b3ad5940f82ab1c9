"""jsonschema_rs, imported in less than half the time.

On import it reads the day on which it was built, with `email.utils`; nobody asks for that day, and the module brings
seventeen others with it (sockets, random numbers, calendars). Of `typing` it asks only whether types are being checked.
While jsonschema_rs is imported, stand-ins are there for modules that nobody else has imported yet: one gives the text
of the day back as it is, the other says no. With other threads the module is imported as ever: one of them could get a
stand-in; and so it is if another version of it asks for more.
"""

from __future__ import annotations

import _thread
import sys
from collections.abc import Iterable
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_STAND_INS: dict[str, dict[str, object]] = {
    "email.utils": {"parsedate_to_datetime": str},
    "typing": {"TYPE_CHECKING": False},
}


def _imported() -> Any:
    missing = () if _thread._count() else [name for name in _STAND_INS if name not in sys.modules]
    for name in missing:
        stand_in = sys.modules[name] = ModuleType(name)
        stand_in.__dict__.update(_STAND_INS[name])
    try:
        import jsonschema_rs
    except (ImportError, AttributeError):
        _forget(missing)
        import jsonschema_rs
    else:
        _forget(missing)
    return jsonschema_rs


def _forget(names: Iterable[str]) -> None:
    for name in names:
        del sys.modules[name]


jsonschema_rs = _imported()
