"""How people put a sentence together: what `plain_words` in kb.json says of it, made quick to ask."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from surefoot.model import Frozen, Kind, RecordSet

Words = tuple[str, ...]

ROLES = (
    "unsure",
    "supposed",
    "others",
    "own",
    "having",
    "past",
    "ongoing",
    "for_now",
    "breaks",
    "joins",
    "lists",
    "subjects",
    "fine",
    "questions",
    "can",
    "exact",
    "denying",
    "takes_back",
)
"""What a word or an expression can do to the words around it; the names are those of the schema."""

NEGATORS = ("cannot", "not", "no", "hardly")
"""The ways to say no. A phrase that holds one means it: "can't pee" is not the denial of "pee"."""


class Meaning(NamedTuple):
    """What an expression counts as when phrases are compared: a key, or an empty one for a word that may be missing."""

    key: str
    light: bool = False


class Language(Frozen, slots=False):
    """The grammar words of one knowledge base."""

    stated: Mapping[str, Any]

    @cached_property
    def contractions(self) -> Mapping[str, Words]:
        """Short forms, and the words that they stand for."""
        return {short: tuple(long.split()) for short, long in self.stated["contractions"].items()}

    @cached_property
    def meanings(self) -> Mapping[Words, Meaning]:
        """Every expression that has a meaning of its own, by its words."""
        found: dict[Words, Meaning] = {}
        for group in self.stated["same_words"]:
            found.update({_words(name): Meaning(group[0]) for name in group})
        for role in ("fillers", "playing_down", "joins", "can", "fine"):
            found.update({_words(name): Meaning("") for name in self.stated[role] if role != "fine" or " " in name})
        for role in ("pronouns", "others"):
            found.update({_words(name): Meaning("", light=True) for name in self.stated[role]})
        for role in NEGATORS:
            found.update({_words(name): Meaning(negation(role)) for name in self.stated[role]})
        return found

    @cached_property
    def literal(self) -> Mapping[str, str]:
        """What a word counts as in a phrase of which nothing else is left: who and in which tense do not matter."""
        found = {name: group[0] for group in self.stated["same_words"] for name in group if " " not in name}
        found.update({name: WHO for role in ("pronouns", "others") for name in self.stated[role]})
        return found

    @cached_property
    def roles(self) -> Mapping[Words, frozenset[str]]:
        """The roles that an expression has."""
        found: dict[Words, set[str]] = {}
        for role in (*ROLES, *NEGATORS):
            for name in self.stated[role]:
                found.setdefault(_words(name), set()).add(role)
        return {words: frozenset(roles) for words, roles in found.items()}

    @cached_property
    def down(self) -> frozenset[Words]:
        """The expressions that make little of what is said."""
        return frozenset(map(_words, self.stated["playing_down"]))

    @cached_property
    def longest(self) -> int:
        """How many words the longest expression has."""
        return max(map(len, [*self.meanings, *self.roles]), default=1)

    @cached_property
    def sides(self) -> Mapping[str, str]:
        """Keys that stand for each other where a question can only be answered with yes or no."""
        return {name: group[0] for group in self.stated["interchangeable"] for name in group}

    @cached_property
    def numbers(self) -> Mapping[Words, int]:
        """Number words, and what they count."""
        return {_words(name): value for name, value in self.stated["numbers"].items()}

    @cached_property
    def moments(self) -> Mapping[Words, int]:
        """Words for a day, and how many days ago it was."""
        return {_words(name): value for name, value in self.stated["moments"].items()}

    @cached_property
    def lexicon(self) -> frozenset[str]:
        """Every word that the language itself names."""
        expressions = [*self.meanings, *self.roles, *self.numbers, *self.moments, *self.contractions.values()]
        units = {word for table in self.stated["units"].values() for word in table}
        single = {word for expression in expressions for word in expression}
        return frozenset(single | units | set(self.contractions) | set(self.stated["weekdays"]))

    def stem(self, word: str) -> str:
        """A word without the ending that its other forms do not share."""
        for ending, instead in self.stated["endings"].items():
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                word = word.removesuffix(ending) + instead
                break
        if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sle":
            word = word[:-1]
        return word.removesuffix("e") if len(word) > 3 else word

    @cached_property
    def stems(self) -> Mapping[str, str]:
        """The key of each stem that only one group of like words has."""
        found: dict[str, str] = {}
        for words, meaning in self.meanings.items():
            if len(words) == 1 and meaning.key and not is_negation(meaning.key):
                found.setdefault(self.stem(words[0]), meaning.key)
        return found


WHO = "<who>"
"""Stands for any person in a literal phrase."""


def negation(role: str) -> str:
    """The key of a way to say no."""
    return f"<{role}>"


def is_negation(key: str) -> bool:
    """A key is a way to say no."""
    return key.startswith("<") and key[1:-1] in NEGATORS


_LISTS = (*ROLES, *NEGATORS, "fillers", "playing_down", "pronouns", "same_words", "interchangeable", "weekdays")
_LISTS_TOO = ("lasting_groups", "counting", "stretches")
_TABLES = ("contractions", "endings", "numbers", "moments", "units")

NO_LANGUAGE = Language({**{name: [] for name in (*_LISTS, *_LISTS_TOO)}, **{name: {} for name in _TABLES}})
"""The language of a knowledge base that names no grammar words."""


def language_of(records: RecordSet) -> Language | None:
    """The grammar words of a knowledge base, or None when it names none."""
    manifest: Any = next(records.of(Kind.KB), None)
    stated = manifest.content.get("language", {}).get("plain_words") if manifest else None
    return None if stated is None else Language({**NO_LANGUAGE.stated, **stated})


def _words(expression: str) -> Words:
    return tuple(expression.split())


def expressions_in(words: Words, known: Mapping[Words, Any], longest: int) -> Iterator[tuple[int, int]]:
    """The words parted into the longest expressions that are known, and single words: first, and one after the last."""
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + longest), at + 1, -1)
        end = next((end for end in ends if words[at:end] in known), at + 1)
        yield at, end
        at = end
