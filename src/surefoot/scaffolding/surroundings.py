"""What a new record has to fit into: the ids that are taken, the levels, where files belong."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from surefoot.loading import read_records, scan_kb, scan_scenarios, scenarios_of
from surefoot.model import Kind


class Surroundings(NamedTuple):
    """The knowledge base at `kb`: the files of each id, the levels from the highest, the default, the categories.

    It is read without its faults, so that a new record can mend one.
    """

    kb: Path
    taken: Mapping[str, str]
    ranks: Mapping[str, int]
    default: str | None
    categories: tuple[str, ...]

    def file_of(self, kind: Kind, record_id: str, level: str | None = None) -> Path:
        """Where a record belongs; `level` is the urgency folder of a rule or a scenario."""
        if kind is Kind.KB:
            return self.kb / "kb.json"
        top = self.kb.parent / kind.folder if kind is Kind.SCENARIO else self.kb / kind.folder
        return (top / level if level else top) / f"{record_id}.json"

    def is_below_default(self, urgency: str) -> bool:
        """Whether a level lies below the one that holds when no rule fires."""
        known = self.default in self.ranks and urgency in self.ranks
        return known and self.ranks[urgency] < self.ranks[self.default or ""]


def surroundings(kb: Path) -> Surroundings:
    """Look about in a knowledge base; in a folder without one everything is empty."""
    kb = kb.absolute()
    beside = scenarios_of(kb)
    files = [*scan_kb(kb).files, *(scan_scenarios(beside).files if beside else ())]
    few = read_records(file for file in files if file.kind in (Kind.KB, Kind.URGENCY)).records
    levels = sorted(few.urgencies.values(), key=lambda level: -level.rank)
    contents = [record.content for record in few.of(Kind.KB)]
    return Surroundings(
        kb,
        {file.id: file.file for file in files if file.kind is not Kind.KB},
        {level.id: level.rank for level in levels},
        few.manifest.default_urgency if few.manifest else None,
        tuple(category["id"] for content in contents for category in content["categories"]),
    )
