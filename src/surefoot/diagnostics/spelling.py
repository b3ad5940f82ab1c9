"""Did you mean: the nearest of the words that were allowed."""

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `word`, or None when nothing is near or two are equally near.

    Distance is optimal string alignment (insert, delete, replace, swap neighbours) after folding case
    and `_`, `-` and space; at most a third of the letters may differ, and always one.
    """
    folded = _fold(word)
    limit = max(1, len(folded) // 3)
    best: str | None = None
    best_distance = limit + 1
    tied = False
    for candidate in sorted(set(candidates)):
        other = _fold(candidate)
        if abs(len(other) - len(folded)) > limit:
            continue
        distance = _alignment_distance(folded, other, best_distance)
        if distance < best_distance:
            best, best_distance, tied = candidate, distance, False
        elif distance == best_distance and distance <= limit:
            tied = True
    return None if tied and best_distance > 1 else best


def quoted_list(words: Iterable[str], limit: int = 12) -> str:
    """The words in backticks, joined by commas; a long list is cut and says how many are left."""
    quoted = [f"`{word}`" for word in words]
    if len(quoted) > limit:
        return f"{', '.join(quoted[:limit])} and {len(quoted) - limit} more"
    return ", ".join(quoted)


def _fold(word: str) -> str:
    return word.casefold().replace("_", " ").replace("-", " ")


def _alignment_distance(left: str, right: str, give_up: int) -> int:
    before_last: list[int] = []
    last = list(range(len(right) + 1))
    for row, a in enumerate(left, 1):
        current = [row]
        for column, b in enumerate(right, 1):
            cost = min(
                last[column] + 1,
                current[column - 1] + 1,
                last[column - 1] + (a != b),
            )
            swapped = row > 1 and column > 1 and a == right[column - 2] and left[row - 2] == b
            if swapped:
                cost = min(cost, before_last[column - 2] + 1)
            current.append(cost)
        if min(current) > give_up:
            return give_up + 1
        before_last, last = last, current
    return last[-1]
