"""What one process hands over to another: what it noted of some records, and their extracts, as plain values.

Plain values travel by `marshal`, which takes a fifth of the time of `pickle`.
"""

from __future__ import annotations

import marshal
from array import array

from surefoot.checks import Compared, Hardness, Noted
from surefoot.loading import build_condition, dump_condition
from surefoot.model import Kind
from surefoot.validation.extracts import Alike, Extracts, Patients

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLAIN = ("cited", "linked", "names", "waives", "claimed_twice")
_BY_KINDS = ("named", "told")


def packed(noted: Noted, extracts: Extracts) -> bytes:
    """The two as bytes; what was noted is settled."""
    noted.settle()
    plain = [getattr(noted, name) for name in _PLAIN]
    by_kinds = [
        [([kind.value for kind in kinds], names) for kinds, names in getattr(noted, name).items()] for name in _BY_KINDS
    ]
    compared = [
        (kind.value, found.asked, found.patterns, [*map(dump_condition, found.others)])
        for kind, found in noted.compared.items()
    ]
    rest = noted.claims.tobytes(), [*map(tuple, noted.hard)], vars(noted.tested)
    alike = [(kind.value, found) for kind, found in extracts.alike.items()]
    whole: Any = (plain, by_kinds, compared, rest, alike, extracts.patients)
    return marshal.dumps(whole)


def unpacked(data: bytes | bytearray) -> tuple[Noted, Alike, Patients]:
    """What `packed` put into the bytes."""
    plain, by_kinds, compared, (claims, hard, tested), alike, patients = marshal.loads(data)
    noted = Noted.settled()
    for name, found in zip(_PLAIN, plain, strict=True):
        setattr(noted, name, found)
    for name, pairs in zip(_BY_KINDS, by_kinds, strict=True):
        setattr(noted, name, {tuple(map(Kind, kinds)): found for kinds, found in pairs})
    for kind, asked, patterns, others in compared:
        arrived = noted.compared[Kind(kind)] = Compared()
        arrived.asked, arrived.patterns = asked, patterns
        leaves: Any = map(build_condition, others)
        arrived.others.update(leaves)
    noted.claims, noted.hard = array("q", claims), {Hardness(*one) for one in hard}
    vars(noted.tested).update(tested)
    return noted, {Kind(kind): found for kind, found in alike}, patients
