"""How records become the tables of an index."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from surefoot.checks import Context
from surefoot.lookup.folding import folded, words_of
from surefoot.model import Kind, Mentions, Record, RecordSet, findings_in

_NO_TEXT = (
    "$schema",
    "id",
    "review",
    "sources",
    "codes",
    "when",
    "unless",
    "then",
    "asked_when",
    "answer",
    "never_says",
)
_TABLES = """
CREATE TABLE record (n INTEGER PRIMARY KEY, kind TEXT, id TEXT, file TEXT, content TEXT, mentions INTEGER);
CREATE TABLE name (folded TEXT, n INTEGER, met_in TEXT, tier INTEGER, words INTEGER);
CREATE TABLE code (code TEXT, n INTEGER);
CREATE TABLE link (n INTEGER, key TEXT, kinds TEXT, id TEXT);
CREATE TABLE hangs_on (n INTEGER, finding TEXT);
CREATE TABLE word (word TEXT, named INTEGER);
CREATE TABLE asks (part TEXT, phrase TEXT);
CREATE TABLE level (id TEXT, rank INTEGER);
CREATE VIRTUAL TABLE part USING fts5(name, content='', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE stem USING fts5(word, tokenize='porter unicode61');
CREATE VIRTUAL TABLE gram USING fts5(name, content='', tokenize='trigram');
CREATE VIRTUAL TABLE entry USING fts5(name, says, body, content='', tokenize='porter unicode61');
"""
_INDEXES = """
CREATE INDEX record_id ON record (kind, id);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX code_code ON code (code);
CREATE INDEX link_n ON link (n);
CREATE INDEX link_id ON link (id);
CREATE INDEX hangs_on_finding ON hangs_on (finding);
CREATE INDEX hangs_on_n ON hangs_on (n);
CREATE UNIQUE INDEX word_word ON word (word);
INSERT INTO stem (rowid, word) SELECT rowid, word FROM word;
"""


def tables_of(records: RecordSet) -> sqlite3.Connection:
    """The tables of all records of the set. Numbers of records follow the order of their files."""
    db = sqlite3.connect(":memory:")
    db.executescript(_TABLES)
    listed = [record for record in records.records if record.kind is not Kind.KB]
    numbers = {(record.kind, record.id): n for n, record in reversed([*enumerate(listed, 1)])}
    mentions = _mentions_in_rules(records)
    db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", _rows(listed, mentions))
    _insert_names(db, listed)
    _insert_words(db, listed)
    _insert_links(db, records, numbers)
    asks = [(part, folded(phrase)) for part, phrases in _asks(records).items() for phrase in phrases]
    db.executemany("INSERT INTO asks VALUES (?, ?)", asks)
    levels = [(urgency.id, urgency.rank) for urgency in records.urgencies.values()]
    db.executemany("INSERT INTO level VALUES (?, ?)", levels)
    db.executescript(_INDEXES)
    db.commit()
    return db


def _asks(records: RecordSet) -> Mapping[str, Sequence[str]]:
    """The words with which people ask for a part of a card, as kb.json gives them."""
    manifest = next(records.of(Kind.KB), None)
    asks: Mapping[str, Sequence[str]] = manifest.content.get("asks", {}) if manifest else {}
    return asks


def _rows(listed: Sequence[Record], mentions: Mapping[str, int]) -> Iterator[tuple[Any, ...]]:
    for n, record in enumerate(listed, 1):
        content = json.dumps(record.content, ensure_ascii=False)
        yield n, record.kind.value, record.id, record.file, content, mentions.get(record.id, 0)


def _insert_names(db: sqlite3.Connection, listed: Sequence[Record]) -> None:
    """Whole names under which a record is found at once, and the same for a part of their words."""
    whole: list[tuple[str, int, str, int, int]] = []
    codes: list[tuple[str, int]] = []
    for n, record in enumerate(listed, 1):
        whole += [(name, n, how, tier, len(name.split())) for name, how, tier in _names(record)]
        codes += [(str(code["code"]).casefold().rstrip("-"), n) for code in record.content.get("codes", ())]
    db.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?)", whole)
    db.executemany("INSERT INTO code VALUES (?, ?)", codes)
    db.execute("INSERT INTO part (rowid, name) SELECT rowid, folded FROM name")
    db.execute("INSERT INTO gram (rowid, name) SELECT rowid, folded FROM name WHERE tier < 3")


def _names(record: Record) -> Iterator[tuple[str, str, int]]:
    """The folded names, where they stand, and how exact a match with the whole is; 3 is only matched in part."""
    record_id, title = folded(record.id), folded(record.title)
    yield record_id, "name", 0
    if title != record_id:
        yield title, "name", 0
        yield f"{record_id} {title}", "name", 3
    yield from ((folded(name), "synonym", 1) for name in record.content.get("synonyms", ()))
    yield from ((folded(phrase), "what people say", 2) for phrase in record.content.get("says", ()))


def _insert_words(db: sqlite3.Connection, listed: Sequence[Record]) -> None:
    """The texts, and every word in them: those of names first, because they are meant more often."""
    known: dict[str, bool] = {}
    rows: list[tuple[int | str, ...]] = []
    for n, record in enumerate(listed, 1):
        content = record.content
        name = words_of(f"{record.id} {record.title} {' '.join(content.get('synonyms', ()))}")
        says = words_of(" ".join(content.get("says", ())))
        body = words_of(" ".join(_texts({k: v for k, v in content.items() if k not in _NO_TEXT})))
        rows.append((n, " ".join(name), " ".join(says), " ".join(body)))
        known.update((word, True) for word in name if len(word) > 2)
        for word in (*says, *body):
            if len(word) > 2:
                known.setdefault(word, False)
    db.executemany("INSERT INTO entry (rowid, name, says, body) VALUES (?, ?, ?, ?)", rows)
    ordered = sorted(known, key=lambda word: (not known[word], word))
    db.executemany("INSERT INTO word VALUES (?, ?)", ((word, known[word]) for word in ordered))


def _insert_links(db: sqlite3.Connection, records: RecordSet, numbers: Mapping[tuple[Kind, str], int]) -> None:
    context = Context(records, date.min)
    found = []
    for link in context.links:
        n = numbers.get((link.record.kind, link.record.id))
        if n is not None and link.record.kind is not Kind.SCENARIO:
            kinds = " ".join(kind.value for kind in link.kinds)
            found.append((n, link.pointer.split("/")[1], kinds, link.id))
    db.executemany("INSERT INTO link VALUES (?, ?, ?, ?)", dict.fromkeys(found))
    mentions = Mentions(records.patterns)
    for rule in records.rules.values():
        parts = [rule.when, *([rule.unless] if rule.unless is not None else [])]
        names = frozenset().union(*map(mentions, parts))
        rows = [(numbers[Kind.RULE, rule.id], name) for name in sorted(names)]
        db.executemany("INSERT INTO hangs_on VALUES (?, ?)", rows)


def _mentions_in_rules(records: RecordSet) -> Mapping[str, int]:
    """How many rules speak of a finding in their own conditions, or suspect a condition or cause."""
    counts: Counter[str] = Counter()
    for rule in records.rules.values():
        conditions = [rule.when, *([rule.unless] if rule.unless else [])]
        counts.update({finding for condition in conditions for finding in findings_in(condition)})
        counts.update(rule.suspects)
    return counts


def _texts(content: Any) -> Iterable[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list):
        for item in content:
            yield from _texts(item)
