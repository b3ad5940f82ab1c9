"""How words are made comparable: without case, apostrophes and plural endings."""

import re

_STOP_WORDS = """
a about after again all also am an and any are as at be because been before being but by can could did do does
doing for from get getting go going got had has have having he her him his how i if im in into is it its ive just
know like lot many may me much my need of on or our out people please put really she should since so some someone
tell than that the their them then there they thing think this those to too very want was we well were what when
where which while who why will with would you your
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
