"""Search by name, synonym, lay phrase, code or text, with tolerance for typing errors."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from surefoot.model import Kind, Record, RecordSet, findings_in

_KINDS = (
    Kind.CONDITION,
    Kind.CAUSE,
    Kind.FINDING,
    Kind.EVALUATION,
    Kind.TREATMENT,
    Kind.PATTERN,
    Kind.RULE,
    Kind.CHECKLIST,
    Kind.CONSTRAINT,
    Kind.PROPERTY,
    Kind.URGENCY,
    Kind.SOURCE,
    Kind.SCENARIO,
)
_SEARCHED = _KINDS[:-1]
_ABOUT_OTHERS = (Kind.SOURCE, Kind.RULE, Kind.PATTERN, Kind.CONSTRAINT, Kind.PROPERTY)
_NO_TEXT = ("$schema", "id", "review", "sources", "codes", "when", "unless", "then", "asked_when", "answer")
_STOP_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "at",
        "be",
        "do",
        "does",
        "for",
        "i",
        "in",
        "is",
        "it",
        "my",
        "of",
        "on",
        "or",
        "the",
        "to",
        "what",
        "with",
    ]
)


class Hit(NamedTuple):
    """A record that was found: where the words were met, and how well (0 is best)."""

    record: Record
    met_in: str
    tier: int


class SearchResult(NamedTuple):
    """The hits, best first; `corrected` is what the query was taken for when a word was unknown;
    `nearest` are names that come close when nothing was found.
    """

    query: str
    corrected: str | None
    hits: tuple[Hit, ...]
    nearest: tuple[str, ...]


def search(records: RecordSet, query: str, kind: Kind | None = None, limit: int = 10) -> SearchResult:
    """The records that a query means, best first.

    Exact ids, codes and titles come first, then synonyms, then what people say, then words in names,
    then words in the text. Words that stand nowhere are replaced by the nearest word that does.
    """
    kinds = _SEARCHED if kind is None else (kind,)
    wanted = [record for record in records.records if record.kind in kinds]
    names = [_Names(record) for record in wanted]
    hits = _by_name(records, names, query)
    corrected = None
    if not hits or hits[0].tier > 2:
        index = _TextIndex(names)
        words, corrected = index.respelt(_words(query))
        if corrected:
            hits = _merge(hits, _by_name(records, names, corrected))
        hits = _merge(hits, index.find(words))
    close = () if hits else _close_names(names, query)
    return SearchResult(query, corrected, tuple(hits[:limit]), close)


def _fold(text: str) -> str:
    return " ".join(_words(text))


def _words(text: str) -> list[str]:
    plain = text.casefold().replace("'", "").replace("\u2019", "")
    return [_singular(word) for word in re.findall(r"[^\W_]+", plain)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


class _Names:
    """The folded names of one record, by how exact a match with them is."""

    def __init__(self, record: Record) -> None:
        content = record.content
        self.record = record
        self.id = _fold(record.id)
        self.title = _fold(record.title)
        self.codes = [str(code["code"]).casefold().rstrip("-") for code in content.get("codes", ())]
        self.synonyms = [_fold(name) for name in content.get("synonyms", ())]
        self.says = [_fold(phrase) for phrase in content.get("says", ())]

    def hit(self, query: str, folded: str) -> Hit | None:
        """How the whole query names this record, if it does; sources and rules never outdo what they are about."""
        hit = self._hit(query, folded)
        if folded == self.id:
            return hit
        return Hit(hit.record, hit.met_in, 4) if hit and self.record.kind in _ABOUT_OTHERS and hit.tier < 4 else hit

    def shortest(self, folded: str) -> int:
        """How many words the shortest name has that holds all the words of the query."""
        words = set(folded.split())
        names = (self.id, self.title, *self.synonyms)
        return min((len(name.split()) for name in names if words <= set(name.split())), default=99)

    def _hit(self, query: str, folded: str) -> Hit | None:
        code = query.strip().casefold().rstrip("-")
        if code in self.codes:
            return Hit(self.record, "code", 0)
        if folded in (self.id, self.title):
            return Hit(self.record, "name", 0)
        if folded in self.synonyms:
            return Hit(self.record, "synonym", 1)
        if folded in self.says:
            return Hit(self.record, "what people say", 2)
        if len(code) >= 3 and code[1].isdigit() and any(c.startswith(code) or code.startswith(c) for c in self.codes):
            return Hit(self.record, "code", 2)
        words = set(folded.split())
        if words and words <= set(f"{self.id} {self.title}".split()):
            return Hit(self.record, "name", 3)
        if words and any(words <= set(name.split()) for name in self.synonyms):
            return Hit(self.record, "synonym", 4)
        return None


def _by_name(records: RecordSet, names: Sequence[_Names], query: str) -> list[Hit]:
    """The records that the whole query names, best first; among equals the one that more rules speak of."""
    folded = _fold(query)
    hits = [hit for name in names if (hit := name.hit(query, folded))]
    shortest = {(name.record.kind, name.record.id): name.shortest(folded) for name in names}
    spoken_of = _mentions_in_rules(records) if len(hits) > 1 else {}

    def order(hit: Hit) -> tuple[int, int, int, int, str]:
        kind, mentions = _KINDS.index(hit.record.kind), spoken_of.get(hit.record.id, 0)
        return (hit.tier, shortest[hit.record.kind, hit.record.id], -mentions, kind, hit.record.id)

    return sorted(hits, key=order)


def _mentions_in_rules(records: RecordSet) -> Mapping[str, int]:
    """How many rules speak of a finding in their own conditions, or suspect a condition or cause."""
    counts: Counter[str] = Counter()
    for rule in records.rules.values():
        conditions = [rule.when, *([rule.unless] if rule.unless else [])]
        counts.update({finding for condition in conditions for finding in findings_in(condition)})
        counts.update(rule.suspects)
    return counts


def _merge(first: Sequence[Hit], second: Sequence[Hit]) -> list[Hit]:
    merged = {(hit.record.kind, hit.record.id): hit for hit in (*second, *first)}
    known = {key: position for position, key in enumerate((h.record.kind, h.record.id) for h in (*first, *second))}
    return [merged[key] for key in known]


class _TextIndex:
    """Full text in SQLite's FTS5: BM25 over names, phrases and texts, most weight on names."""

    def __init__(self, names: Sequence[_Names]) -> None:
        self._names = names
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE entry USING fts5(name, says, body, tokenize='porter unicode61')")
        rows = ((f"{n.id} {n.title} {' . '.join(n.synonyms)}", " . ".join(n.says), _body(n.record)) for n in names)
        self._db.executemany("INSERT INTO entry VALUES (?, ?, ?)", rows)

    def respelt(self, words: Sequence[str]) -> tuple[list[str], str | None]:
        """The words, each unknown one replaced by the nearest known; and the new query if one was."""
        changed = [word if self._known(word) else self._nearest(word) or word for word in words]
        return changed, " ".join(changed) if changed != list(words) else None

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Records with all the words, then records with some of them; those about other records come after these."""
        telling = [word for word in words if word not in _STOP_WORDS] or list(words)
        found: list[Hit] = []
        for joint, tier in ((" AND ", 5), (" OR ", 6)):
            query = joint.join(f'"{word}"*' for word in telling)
            if query:
                sql = "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 10, 6, 1), rowid LIMIT 50"
                rows = self._db.execute(sql, (query,))
                hits = [Hit(self._names[row - 1].record, "text", tier) for (row,) in rows]
                found = _merge(found, sorted(hits, key=lambda hit: hit.record.kind in _ABOUT_OTHERS))
        return found

    def _known(self, word: str) -> bool:
        sql = "SELECT 1 FROM entry WHERE entry MATCH ? LIMIT 1"
        return self._db.execute(sql, (f'"{word}"*',)).fetchone() is not None

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        limit = max(1, len(word) // 4)
        found = process.extractOne(word, self._vocabulary(), scorer=OSA.distance, score_cutoff=limit)
        return str(found[0]) if found else None

    def _vocabulary(self) -> list[str]:
        texts = self._db.execute("SELECT name || ' ' || says || ' ' || body FROM entry")
        words = {word for (text,) in texts for word in _words(text) if len(word) > 2}
        named = {word for n in self._names for word in f"{n.id} {n.title} {' '.join(n.synonyms)}".split()}
        return sorted(words, key=lambda word: (word not in named, word))


def _body(record: Record) -> str:
    return " ".join(_texts({k: v for k, v in record.content.items() if k not in _NO_TEXT}))


def _texts(json: Any) -> Iterator[str]:
    if isinstance(json, str):
        yield json
    elif isinstance(json, Mapping):
        for value in json.values():
            yield from _texts(value)
    elif isinstance(json, list):
        for item in json:
            yield from _texts(item)


def _close_names(names: Sequence[_Names], query: str) -> tuple[str, ...]:
    from rapidfuzz import fuzz, process

    found = process.extract(_fold(query), [n.title for n in names], scorer=fuzz.WRatio, limit=5, score_cutoff=50)
    return tuple(names[position].record.id for _, _, position in found)
