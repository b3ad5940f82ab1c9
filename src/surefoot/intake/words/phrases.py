"""The phrases of the findings, in the form in which a text is compared with them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple, Self

from surefoot.intake.words.language import Language, is_negation, negation
from surefoot.intake.words.sequences import Form, Sequences, form_for
from surefoot.intake.words.text import Text, Unit, read_text
from surefoot.model import AnswerType, Finding, Frozen, JsonObject, Kind, KnowledgeBase, Value

_CANNOT = (negation("cannot"),)


class Said(NamedTuple):
    """A phrase as its record states it: the value that it means, if any, and its JSON pointer.

    `never` marks what only looks as if somebody had the finding.
    """

    finding: str
    value: Value | None
    pointer: str
    words: str
    never: bool

    @property
    def rule(self) -> str:
        """The id of the finding, and the JSON pointer of the phrase within it."""
        return f"{self.finding}#{self.pointer}"


class Phrase(NamedTuple):
    """A phrase by the keys of its units.

    Its form is literal when too little is left without the words that may be missing, and when people never mean
    the finding by it. An able one is what is
    left of "cannot pee" without "cannot": it is never a sign of the finding.
    """

    said: Said
    keys: tuple[str, ...]
    form: Form
    able: bool = False


class Phrases(Frozen, slots=False):
    """All phrases of a knowledge base, ready to be met in a text."""

    all: tuple[Phrase, ...]
    language: Language
    findings: Mapping[str, Finding]
    groups: Mapping[str, str]

    @classmethod
    def of(cls, phrases: tuple[Phrase, ...], kb: KnowledgeBase, language: Language) -> Self:
        """The phrases of a knowledge base."""
        groups = {record.id: str(record.content["group"]) for record in kb.records.of(Kind.FINDING)}
        return cls(phrases, language, kb.findings, groups)

    @cached_property
    def by_form(self) -> Mapping[Form, Mapping[str, tuple[Phrase, ...]]]:
        """The phrases of each form, by the one of their keys that the fewest phrases have."""
        counts = Counter(key for phrase in self.all for key in set(phrase.keys))
        found: dict[Form, dict[str, list[Phrase]]] = {}
        for phrase in self.all:
            if phrase.keys:
                rarest = min(phrase.keys, key=lambda key: (counts[key], key))
                found.setdefault(phrase.form, {}).setdefault(rarest, []).append(phrase)
        return {form: {key: tuple(phrases) for key, phrases in by_key.items()} for form, by_key in found.items()}


def phrases_of(kb: KnowledgeBase, language: Language) -> Phrases:
    """The phrases of every finding."""
    stated = (
        said for record in kb.records.of(Kind.FINDING) for said in said_in(record.content, kb.findings[record.id])
    )
    phrases = [_phrase(said, kb.findings[said.finding], language) for said in stated]
    able = [
        _able(phrase)
        for phrase in phrases
        if phrase.keys[:1] == _CANNOT and phrase.said.value is True and not phrase.said.never
    ]
    return Phrases.of((*phrases, *able), kb, language)


def _able(phrase: Phrase) -> Phrase:
    return Phrase(phrase.said, phrase.keys[1:], phrase.form, able=True)


def said_in(content: JsonObject, finding: Finding) -> Iterator[Said]:
    """What the record of a finding says that people say."""
    affirmed = True if finding.answer.type is AnswerType.BOOLEAN else None
    for key in ("says", "never_says"):
        for number, words in enumerate(content.get(key, ())):
            yield Said(finding.id, affirmed, f"/{key}/{number}", words, key == "never_says")
    for place, value in enumerate(content["answer"].get("values", ())):
        for number, words in enumerate(value.get("says", ())):
            yield Said(finding.id, value["id"], f"/answer/values/{place}/says/{number}", words, False)


def _phrase(said: Said, finding: Finding, language: Language) -> Phrase:
    text = read_text(said.words, language)
    sequences, form = Sequences(text), form_for(finding.answer)
    units = sequences.of(form)
    measured = finding.answer.type is AnswerType.CHOICE and _plays_down(text)
    if said.never or measured or _tells_little(text, units):
        form = form_for(finding.answer, literal=True)
        units = sequences.of(form)
    return Phrase(said, tuple(unit.key for unit in units), form)


def _plays_down(text: Text) -> bool:
    """A word that makes little of things is what tells one value from another: "just a bit"."""
    return any(text.spoken[at:end] in text.language.down for at in range(len(text.spoken)) for end in range(at, at + 4))


def _tells_little(text: Text, units: tuple[Unit, ...]) -> bool:
    """Too little is left, or it holds a word at which a clause begins."""
    if any("breaks" in roles for roles in text.roles.values()):
        return True
    counting = text.language.stated["counting"]
    telling = [unit for unit in units if unit.key not in counting and text.spoken[unit.first] not in counting]
    if all(is_negation(unit.key) for unit in telling):
        return True
    return len(telling) < 2 and not (len(units) == 1 and _bare(text, units))


def _bare(text: Text, units: tuple[Unit, ...]) -> bool:
    """Nothing but the one unit is said, apart from who and whose."""
    held = {number for unit in units for number in range(unit.first, unit.last + 1)}
    meanings = text.language.meanings
    others = [word for number, word in enumerate(text.spoken) if number not in held]
    return bool(units) and all((word,) in meanings and meanings[word,].light for word in others)
