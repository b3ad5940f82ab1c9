"""What one process hands over to another: what it noted of some records, and their extracts, as plain values.

Plain values travel by `marshal`, which takes a fifth of the time of `pickle`.
"""

import marshal
from array import array
from collections.abc import Sequence
from typing import Any

from surefoot.checks import Hardness, Noted
from surefoot.loading import build_condition, dump_condition
from surefoot.model import JsonObject, Kind
from surefoot.validation.extracts import Alike, Extracts, Patients

_PLAIN = ("cited", "linked")
_BY_KINDS = ("named", "told")


def packed(noted: Noted, extracts: Extracts) -> bytes:
    """The two as bytes."""
    plain = [getattr(noted, name) for name in _PLAIN]
    by_kinds = [
        [([kind.value for kind in kinds], names) for kinds, names in getattr(noted, name).items()] for name in _BY_KINDS
    ]
    leaves = [(kind.value, [*map(dump_condition, leaves)]) for kind, leaves in noted.leaves.items()]
    claims, hard = [heap.tobytes() for heap in noted.claims], [*map(tuple, noted.hard)]
    rest = claims, noted.names, hard, noted.waives, vars(noted.tested)
    alike = [(kind.value, found) for kind, found in extracts.alike.items()]
    whole: Any = (plain, by_kinds, leaves, rest, alike, extracts.patients)
    return marshal.dumps(whole)


def unpacked(data: bytes) -> tuple[Noted, Alike, Patients]:
    """What `packed` put into the bytes."""
    plain, by_kinds, leaves, (claims, names, hard, waives, tested), alike, patients = marshal.loads(data)
    noted = Noted()
    for name, found in zip(_PLAIN, plain, strict=True):
        setattr(noted, name, found)
    for name, pairs in zip(_BY_KINDS, by_kinds, strict=True):
        setattr(noted, name, {tuple(map(Kind, kinds)): found for kinds, found in pairs})
    noted.leaves = {Kind(kind): _built(conditions) for kind, conditions in leaves}
    noted.claims, noted.names, noted.waives = [array("q", heap) for heap in claims], names, waives
    vars(noted.tested).update(tested)
    noted.hard = {Hardness(*one) for one in hard}
    return noted, {Kind(kind): found for kind, found in alike}, patients


def _built(conditions: Sequence[JsonObject]) -> set[Any]:
    return {*map(build_condition, conditions)}
