"""Search by name, synonym, lay phrase, code or text, with tolerance for typing errors."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from surefoot.lookup.folding import folded, telling, words_of
from surefoot.lookup.index import Index
from surefoot.lookup.spelling import respelt, stands
from surefoot.model import Kind, Record

KINDS = (
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
    Kind.REGION,
    Kind.SOURCE,
)
"""The kinds that are searched when none is named; among equals the earlier kind comes first."""
_ABOUT_OTHERS = (Kind.SOURCE, Kind.RULE, Kind.PATTERN, Kind.CONSTRAINT, Kind.PROPERTY)
EXACT = 2
"""The last tier in which the whole query is a name of the record."""
IN_NAMES = 4
"""The last tier in which a name of the record has all the words."""
_ABOUT = 5
_UNLIKE = 99
_MOST_TEXTS = 50
_LIKE_ENOUGH = 0.4
"""What share of the groups of three letters of a query a name must have to be offered: by trial, half of them fail
for one typing error in a short word, and names with less have nothing to do with the query."""


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


class _Found(NamedTuple):
    n: int
    met_in: str
    tier: int


def search(index: Index, query: str, kind: Kind | None = None, limit: int = 10) -> SearchResult:
    """The records that a query means, best first.

    Exact ids, codes and titles come first, then synonyms, then what people say, then words in names, in what
    people say, and in the text. Words that stand nowhere are replaced by the nearest word that does.
    """
    kinds = KINDS if kind is None else (kind,)
    found = _by_name(index, query, kinds)
    corrected = None
    if not found or found[0].tier > EXACT:
        words = respelt(index, words_of(query))
        if words != words_of(query):
            corrected = " ".join(words)
            found = _merged(found, _by_name(index, corrected, kinds))
        found = _merged(found, _by_text(index, words, kinds, limit))
    hits = tuple(Hit(index.record(one.n), one.met_in, one.tier) for one in found[:limit])
    return SearchResult(query, corrected, hits, () if hits else _near(index, query, kinds))


def _by_name(index: Index, query: str, kinds: Sequence[Kind]) -> list[_Found]:
    """The records that the whole query names, best first; among equals the one that more rules speak of."""
    best: dict[int, _Found] = {}
    shortest: dict[int, int] = {}
    for n, met_in, tier, words in (*_by_code(index, query), *_by_words(index, folded(query))):
        if words:
            shortest[n] = min(words, shortest.get(n, _UNLIKE))
        if n not in best or tier < best[n].tier:
            best[n] = _Found(n, met_in, tier)
    facts = _facts(index, best)
    kept = [one for one in best.values() if facts[one.n][0] in kinds]
    ranked = [_behind_what_it_is_about(one, facts[one.n], folded(query)) for one in kept]

    def order(one: _Found) -> tuple[int, bool, int, int, int, str]:
        kind, record_id, mentions = facts[one.n]
        place = KINDS.index(kind) if kind in KINDS else len(KINDS)
        return (
            one.tier,
            one.tier >= _ABOUT and kind in _ABOUT_OTHERS,
            shortest.get(one.n, _UNLIKE),
            -mentions,
            place,
            record_id,
        )

    return sorted(ranked, key=order)


def _behind_what_it_is_about(one: _Found, facts: tuple[Kind, str, int], query: str) -> _Found:
    """Sources, rules and patterns never outdo what they are about, unless they are named by their id."""
    kind, record_id, _ = facts
    about_others = kind in _ABOUT_OTHERS and query != folded(record_id)
    return one._replace(tier=_ABOUT) if about_others and one.tier < _ABOUT else one


def _facts(index: Index, numbers: Iterable[int]) -> dict[int, tuple[Kind, str, int]]:
    sql = "SELECT kind, id, mentions FROM record WHERE n = ?"
    rows = ((n, *index.db.execute(sql, (n,)).fetchone()) for n in numbers)
    return {n: (Kind(kind), record_id, mentions) for n, kind, record_id, mentions in rows}


def _by_code(index: Index, query: str) -> list[tuple[int, str, int, int]]:
    code = query.encode(errors="replace").decode().strip().casefold().rstrip("-")
    rows = index.db.execute("SELECT DISTINCT n FROM code WHERE code = ?", (code,)).fetchall()
    if rows or len(code) < 3 or not code[1].isdigit():
        return [(n, "code", 0, 0) for (n,) in rows]
    wider = [code[:length] for length in range(3, len(code))]
    marks = ", ".join("?" * len(wider))
    sql = f"SELECT DISTINCT n FROM code WHERE (code > ? AND code < ?) OR code IN ({marks})"
    return [(n, "code", 2, 0) for (n,) in index.db.execute(sql, (code, f"{code}\uffff", *wider))]


def _by_words(index: Index, query: str) -> list[tuple[int, str, int, int]]:
    """Names that are the query, and names with all of its words."""
    if not query:
        return []
    whole = index.db.execute("SELECT n, met_in, tier, words FROM name WHERE folded = ? AND tier < 3", (query,))
    wanted = " AND ".join(f'"{word}"' for word in dict.fromkeys(telling(query.split())))
    sql = (
        "SELECT n, met_in, CASE met_in WHEN 'name' THEN 3 WHEN 'synonym' THEN 4 ELSE 5 END,"
        " CASE tier WHEN 3 THEN 99 ELSE words END"
        " FROM part JOIN name ON name.rowid = part.rowid WHERE part MATCH ?"
    )
    return [*whole.fetchall(), *index.db.execute(sql, (wanted,)).fetchall()]


def _by_text(index: Index, words: list[str], kinds: Sequence[Kind], limit: int) -> list[_Found]:
    """Records with all the words, then records with some of them; each time, what others are about comes first."""
    found: list[_Found] = []
    marks, others = (", ".join("?" * len(values)) for values in (kinds, _ABOUT_OTHERS))
    sql = (
        "SELECT entry.rowid FROM entry JOIN record ON record.n = entry.rowid WHERE entry MATCH ?"
        f" AND record.kind IN ({marks}) ORDER BY record.kind IN ({others}), bm25(entry, 10, 6, 1), entry.rowid"
        f" LIMIT {max(limit, _MOST_TEXTS)}"
    )
    wanted = [f'"{word}"' if stands(index, word) else f'"{word}"*' for word in telling(words)]
    for joint, tier in ((" AND ", 6), (" OR ", 7)):
        if wanted:
            values = [kind.value for kind in (*kinds, *_ABOUT_OTHERS)]
            rows = index.db.execute(sql, (joint.join(wanted), *values))
            found = _merged(found, [_Found(n, "text", tier) for (n,) in rows])
    return found


def _merged(first: Sequence[_Found], second: Sequence[_Found]) -> list[_Found]:
    merged = {one.n: one for one in (*second, *first)}
    return [merged[n] for n in dict.fromkeys(one.n for one in (*first, *second))]


def _near(index: Index, query: str, kinds: Sequence[Kind]) -> tuple[str, ...]:
    """The ids of records of which a name has many groups of three letters of the query."""
    text = folded(query)
    grams = {text[start : start + 3] for start in range(len(text) - 2)}
    if not grams:
        return ()
    marks = ", ".join("?" * len(kinds))
    sql = (
        "SELECT record.id, name.folded FROM gram JOIN name ON name.rowid = gram.rowid JOIN record ON record.n = name.n"
        f" WHERE gram MATCH ? AND record.kind IN ({marks}) ORDER BY bm25(gram), gram.rowid LIMIT {_MOST_TEXTS}"
    )
    wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams))
    rows = index.db.execute(sql, (wanted, *(kind.value for kind in kinds)))
    near = (record_id for record_id, name in rows if _share(grams, name) >= _LIKE_ENOUGH)
    return tuple(dict.fromkeys(near))[:5]


def _share(grams: set[str], name: str) -> float:
    return sum(gram in name for gram in grams) / len(grams)
