"""jsonschema_rs, imported in half the time.

On import it reads the day on which it was built, with `email.utils`; nobody asks for that day, and the module brings
seventeen others with it (sockets, random numbers, calendars). While jsonschema_rs is imported a stand-in is there
instead, which gives the text back as it is. With other threads the module is imported as ever: one of them could get
the stand-in.
"""

import _thread
import sys
from types import ModuleType
from typing import Any

_MAILS = "email.utils"


def _imported() -> Any:
    if _MAILS in sys.modules or _thread._count():
        import jsonschema_rs

        return jsonschema_rs
    stand_in = ModuleType(_MAILS)
    stand_in.__dict__["parsedate_to_datetime"] = str
    sys.modules[_MAILS] = stand_in
    try:
        import jsonschema_rs
    finally:
        del sys.modules[_MAILS]
    return jsonschema_rs


jsonschema_rs = _imported()
