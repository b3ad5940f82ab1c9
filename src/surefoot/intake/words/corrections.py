"""Typing errors: words that the language does not know and that come close to one in a phrase."""

from collections.abc import Collection
from typing import NamedTuple

from surefoot.intake.words.text import Text


class Correction(NamedTuple):
    """A word as it was typed, and the word that it is taken for."""

    typed: str
    meant: str


def corrections_for(text: Text, known: Collection[str], wanted: Collection[str]) -> dict[str, str]:
    """The words of a text that are taken for others.

    Only words that stand nowhere in the knowledge base are, and only for a word of a phrase. The first letter
    must fit. A letter too many, too few or swapped is mended; another letter only in a long word, as most
    short words that differ in one letter are words of their own.
    """
    unknown = {word for word in text.spoken if len(word) >= 4 and not word[0].isdigit() and word not in known}
    found = {}
    for word in sorted(unknown):
        meant = _nearest(word, wanted)
        if meant is not None:
            found[word] = meant
    return found


def _nearest(word: str, wanted: Collection[str]) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, Indel

    limit = 1 if len(word) < 10 else 2
    near = process.extract(word, sorted(wanted), scorer=OSA.distance, score_cutoff=limit, limit=5)
    close = [(distance, meant) for meant, distance, _ in near if len(meant) >= 4 and word[0] == meant[0]]
    short = len(word) < _LONG
    close = [(d, m) for d, m in close if not short or Indel.distance(word, m) == 1 or sorted(word) == sorted(m)]
    if not close or (len(close) > 1 and close[0][0] == close[1][0]):
        return None
    return close[0][1]


_LONG = 7
