"""Search by name, synonym, lay phrase, code or text, with tolerance for typing errors."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log
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
_MOST_RANKED = 300
_LONGEST_NAME = 6
_FIELDS = (("name", 1.0), ("says", 0.7), ("body", 0.2))
"""How much a word tells in each field of a text; by trial with the questions of the tests, and not sensitive."""
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
    """Records with some of the words, what others are about first, and then by what the words they have tell.

    A word tells more the fewer records have it (inverse document frequency), and more in a name than in a text. The
    words of a name that stands whole in the query tell twice.
    """
    searched = _numbers(index, kinds)
    tells: dict[str, float] = {}
    scores: dict[int, float] = {}
    for word in dict.fromkeys(telling(words)):
        having = _having(index, word, searched)
        tells[word] = log((len(searched) + 1) / (len(having) + 1))
        for n, weight in having.items():
            scores[n] = scores.get(n, 0.0) + tells[word] * weight
    for n, told in _told_whole(index, words, tells, searched).items():
        scores[n] = scores.get(n, 0.0) + told
    best = sorted(scores, key=lambda n: (-scores[n], n))[:_MOST_RANKED]
    facts = _facts(index, best)
    best.sort(key=lambda n: (facts[n][0] in _ABOUT_OTHERS, -scores[n], -facts[n][2], n))
    return [_Found(n, "text", 6) for n in best[: max(limit, _MOST_TEXTS)]]


def _numbers(index: Index, kinds: Sequence[Kind]) -> frozenset[int]:
    """The numbers of the records of some kinds."""
    sql = f"SELECT n FROM record WHERE kind IN ({', '.join('?' * len(kinds))})"
    return frozenset(n for (n,) in index.db.execute(sql, [kind.value for kind in kinds]))


def _having(index: Index, word: str, searched: AbstractSet[int]) -> dict[int, float]:
    """The records that have a word, or one that begins with it, and how much the best place weighs."""
    wanted = f'"{word}"' if stands(index, word) else f'"{word}"*'
    found: dict[int, float] = {}
    for field, weight in _FIELDS:
        rows = index.db.execute("SELECT rowid FROM entry WHERE entry MATCH ?", (f"{{{field}}} : {wanted}",))
        for (n,) in rows:
            if n in searched:
                found.setdefault(n, weight)
    return found


def _told_whole(
    index: Index, words: Sequence[str], tells: Mapping[str, float], searched: AbstractSet[int]
) -> dict[int, float]:
    """What the words of the most telling name tell that stands whole in a query, for each record with such a name."""
    told: dict[int, float] = {}
    for n, name in _names_within(index, words):
        if n in searched:
            told[n] = max(told.get(n, 0.0), sum(tells.get(word, 0.0) for word in set(name)))
    return told


def _names_within(index: Index, words: Sequence[str]) -> list[tuple[int, list[str]]]:
    """The names that stand whole in a query, with their records."""
    runs = {
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + _LONGEST_NAME, len(words)) + 1)
    }
    listed = sorted(runs)
    sql = f"SELECT n, folded FROM name WHERE tier < 3 AND folded IN ({', '.join('?' * len(listed))})"
    return [(n, name.split()) for n, name in index.db.execute(sql, listed)]


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
