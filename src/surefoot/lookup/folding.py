"""How words are made comparable: without case, apostrophes and plural endings."""

import re

_STOP_WORDS = """
a am an and any are at be been can could did do does for from get had has have how i if in is it me my of on or our
should so some that the there this to was we what when where which who why will with would you your
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say how something is asked, not what is asked for."""


def words_of(text: str) -> list[str]:
    """The words of a text in the form in which they are compared."""
    plain = text.casefold().replace("'", "").replace("\u2019", "")
    return [_singular(word) for word in re.findall(r"[^\W_]+", plain)]


def folded(text: str) -> str:
    """The text as its words."""
    return " ".join(words_of(text))


def telling(words: list[str]) -> list[str]:
    """The words without those that only join others; all of them when nothing else is left."""
    return [word for word in words if word not in STOP_WORDS] or words


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
