"""What can be looked up, in a form that is ready to be searched: tables of SQLite, in memory or from bytes."""

import json
import sqlite3
from collections.abc import Sequence

from surefoot.model import Kind, Record, RecordSet


class Index:
    """The records of a knowledge base, to be searched. Numbers of records follow the order of their files."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __del__(self) -> None:
        self.db.close()

    @classmethod
    def of(cls, records: RecordSet) -> "Index":
        """An index of all records of the set."""
        from surefoot.lookup.indexing import tables_of  # what only the making of an index needs takes long to import

        return cls(tables_of(records))

    @classmethod
    def at(cls, path: str) -> "Index":
        """The index in a file that holds what `to_bytes` gave; only what a query needs is read."""
        name = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
        return cls(sqlite3.connect(f"file:{name}?mode=ro&immutable=1", uri=True))

    def to_bytes(self) -> bytes:
        """The index as bytes, to be kept."""
        return self.db.serialize()

    def record(self, n: int) -> Record:
        """The record of a number."""
        return _record(self.db.execute("SELECT kind, id, file, content FROM record WHERE n = ?", (n,)).fetchone())

    def number(self, kind: Kind, record_id: str) -> int | None:
        """The number of the record of this kind and id, or None."""
        found = self.db.execute("SELECT n FROM record WHERE kind = ? AND id = ? ORDER BY n", (kind.value, record_id))
        row = found.fetchone()
        return None if row is None else int(row[0])

    def named_in(self, n: int, key: str) -> list[Record]:
        """The records that a record names under a key, in the order in which it names them."""
        rows = self.db.execute("SELECT kinds, id FROM link WHERE n = ? AND key = ? ORDER BY rowid", (n, key))
        found = []
        for kinds, record_id in rows.fetchall():
            numbers = (self.number(Kind(kind), record_id) for kind in kinds.split())
            found += [self.record(number) for number in numbers if number is not None]
        return found

    def naming(self, record: Record, kind: Kind, keys: Sequence[str]) -> list[int]:
        """The numbers of the records of a kind that name this one under one of the keys."""
        sql = (
            "SELECT DISTINCT l.n FROM link l JOIN record r ON r.n = l.n WHERE l.id = ? AND r.kind = ?"
            f" AND l.key IN ({_marks(keys)}) AND instr(' ' || l.kinds || ' ', ?) ORDER BY l.n"
        )
        rows = self.db.execute(sql, (record.id, kind.value, *keys, f" {record.kind.value} "))
        return [int(n) for (n,) in rows]

    def rules_hanging_on(self, finding: str) -> list[int]:
        """The numbers of the rules whose conditions hang on a finding, themselves or through patterns."""
        rows = self.db.execute("SELECT n FROM hangs_on WHERE finding = ? ORDER BY n", (finding,))
        return [int(n) for (n,) in rows]

    def ranks(self) -> dict[str, int]:
        """The rank of each level."""
        return dict(self.db.execute("SELECT id, rank FROM level").fetchall())

    def asks(self) -> list[tuple[str, str]]:
        """The parts of a card, and the folded phrases with which people ask for them; long phrases first."""
        rows = self.db.execute("SELECT part, phrase FROM asks ORDER BY length(phrase) DESC, phrase")
        return [(str(part), str(phrase)) for part, phrase in rows]

    def findings_of(self, rule: int) -> list[str]:
        """The findings that a rule hangs on."""
        rows = self.db.execute("SELECT finding FROM hangs_on WHERE n = ? ORDER BY finding", (rule,))
        return [str(finding) for (finding,) in rows]


def _record(row: tuple[str, str, str, str]) -> Record:
    kind, record_id, file, content = row
    return Record(Kind(kind), record_id, file, json.loads(content))


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
