"""How hard a text is to read: the Flesch-Kincaid grade.

The formula: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, "Derivation of new readability
formulas for Navy enlisted personnel", Research Branch Report 8-75, 1975. A grade is a year of school in
the United States; a child in grade g is about g + 5 years old.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache

YEARS_BEFORE_SCHOOL = 5
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*|[0-9][0-9.,]*")
_END = re.compile(r"(?<=[.?!:;])\s+")
_SILENT = re.compile("[^aeiouyl]e$|[aeiouy]le$|[^aeiouylscxzgh]es$|[^aeiouytd]ed$")
_TWO_VOWELS = re.compile("(?<![cstgx])i[aou]|(?<![qg])ua|[aeiouy]ing$")


def sentences(text: str) -> list[str]:
    """The sentences of a text that hold a word. A colon or a semicolon ends one too, as Flesch counted them."""
    return [sentence for sentence in _END.split(text) if _WORD.search(sentence)]


def reader_of(spoken: Collection[str], names: Collection[str]) -> float:
    """The years of a reader who understands these sentences.

    A word of `names` counts two syllables at most: it has to be said, and is learned as a whole.
    """
    words = [word for sentence in spoken for word in _WORD.findall(sentence)]
    beats = sum(min(2, syllables(word)) if word.lower() in names else syllables(word) for word in words)
    grade = 0.39 * len(words) / len(spoken) + 11.8 * beats / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by its groups of vowels; right for about nine words in ten."""
    letters = re.sub("[^a-z]", "", word.lower())
    groups = len(re.findall("[aeiouy]+", letters))
    groups -= bool(_SILENT.search(letters))
    groups += len(_TWO_VOWELS.findall(letters))
    return max(1, groups)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words of some texts, in small letters."""
    return frozenset(word.lower() for text in texts for word in _WORD.findall(text))
