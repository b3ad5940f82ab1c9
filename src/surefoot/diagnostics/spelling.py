"""Did you mean: the nearest of the words that were allowed."""

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `word`, or None when nothing is near or two are equally near.

    Distance is optimal string alignment (insert, delete, replace, swap neighbours) after folding case
    and `_`, `-` and space; at most a third of the letters may differ, and always one.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    folded = _fold(word)
    limit = max(1, len(folded) // 3)
    known = sorted(set(candidates))
    found = process.extract(folded, known, processor=_fold, scorer=OSA.distance, score_cutoff=limit, limit=2)
    if not found:
        return None
    tied = len(found) > 1 and found[0][1] == found[1][1]
    return None if tied and found[0][1] > 1 else str(found[0][0])


def quoted_list(words: Iterable[str], limit: int = 12) -> str:
    """The words in backticks, joined by commas; a long list is cut and says how many are left."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > limit:
        return f"{', '.join(quoted[:limit])} and {len(quoted) - limit} more"
    return ", ".join(quoted)


def _fold(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")
