"""Words that stand nowhere, and the words that were meant."""

from surefoot.lookup.index import Index

_SHORTEST = 3


def respelt(index: Index, words: list[str]) -> list[str]:
    """The words, each that stands nowhere replaced by the nearest that does."""
    return [word if _is_known(index, word) else _nearest(index, word) or word for word in words]


def stands(index: Index, word: str) -> bool:
    """Whether a word, or another form of it, stands in the knowledge as it is."""
    return index.db.execute("SELECT 1 FROM entry WHERE entry MATCH ? LIMIT 1", (f'"{word}"',)).fetchone() is not None


def _is_known(index: Index, word: str) -> bool:
    """Whether a word, the beginning of one, or another form of one stands in the knowledge."""
    if len(word) < _SHORTEST:
        return True
    begins = "SELECT 1 FROM word WHERE word >= ? AND word < ? LIMIT 1"
    if index.db.execute(begins, (word, f"{word}\uffff")).fetchone():
        return True
    forms = index.db.execute("SELECT word FROM stem WHERE stem MATCH ?", (f'"{word}"',))
    return any(_is_form(word, form) for (form,) in forms)


def _is_form(word: str, other: str) -> bool:
    """Of two words with the same stem: whether they differ only in their endings, and not by a typing error."""
    short, long = sorted((word, other), key=len)
    return long.startswith(short[:-1])


def _nearest(index: Index, word: str) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    listed = [known for (known,) in index.db.execute("SELECT word FROM word ORDER BY rowid")]
    found = process.extractOne(word, listed, scorer=OSA.distance, score_cutoff=max(1, len(word) // 4))
    return str(found[0]) if found else None
