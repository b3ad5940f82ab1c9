"""Which texts of a record people read, and what plain language means for this knowledge base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from surefoot.checks.wording.readability import words_of
from surefoot.model import JsonObject, Kind, Record, RecordSet, is_placeholder
from surefoot.named import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_NET = ("meanwhile/*", "watch_for/*", "come_back_if/*", "time_course")
_READ: Mapping[Kind, tuple[str, ...]] = {
    Kind.KB: (
        "summary",
        "intended_purpose",
        "notices/*",
        "scope/who",
        "scope/outside/because",
        "scope/outside/action",
        "scope/outside/instead/*",
        "default/because",
        "categories/*/summary",
    ),
    Kind.URGENCY: ("action", "within", "where", "uncertain", *_NET, "closing"),
    Kind.FINDING: ("question", "means", "answer/values/*/label"),
    Kind.CHECKLIST: ("question",),
    Kind.REGION: ("help/*/where", "help/*/note"),
    Kind.CAUSE: ("summary", "mechanism", "effect", "site", "time_course"),
    Kind.CONDITION: ("summary", "typical", "usual_urgency/note", "notes/*"),
    Kind.EVALUATION: ("what", "purpose", "questions/*/question", "cautions/*"),
    Kind.TREATMENT: ("what", "purpose", "cautions/*"),
    Kind.RULE: ("title", "because", *_NET),
}
_PATHS = {kind: [path.split("/") for path in paths] for kind, paths in _READ.items()}


class Text(NamedTuple):
    """A text that people read, and its JSON pointer."""

    pointer: str
    words: str


class Language(NamedTuple):
    """What `language` in kb.json says; names and vague words in small letters."""

    reader: int
    names: frozenset[str]
    vague: tuple[str, ...]
    jargon: Mapping[str, str]
    verbs: frozenset[str]


def language_of(manifest: JsonObject) -> Language | None:
    """What plain language means by this kb.json, or None when it does not say."""
    stated: Any = manifest.get("language")
    if stated is None:
        return None
    return Language(
        stated["reading_age"],
        frozenset(map(str.lower, stated.get("names", ()))),
        tuple(map(str.lower, stated["vague_words"])),
        stated["jargon"],
        frozenset(map(str.lower, stated["action_verbs"])),
    )


def standard_of(records: RecordSet) -> str:
    """All by which the wording of a record is judged besides the record itself, as one text."""
    stated = [record.content.get("language") for record in records.of(Kind.KB)]
    return repr((stated, sorted(names_in(records))))


def names_in(records: RecordSet) -> frozenset[str]:
    """The words of the names that people look things up by."""
    return words_of(names_of(records.records))


def names_of(records: Iterable[Record]) -> list[str]:
    """The names that people look things up by."""
    named = [record for record in records if "synonyms" in record.content]
    return [name for record in named for name in (record.title, *record.content["synonyms"])]


class Spoken(NamedTuple):
    """The texts of a record that people read, and all of them as one in small letters."""

    record: Record
    texts: tuple[Text, ...]
    said: str


def spoken_in(records: Iterable[Record]) -> Iterator[Spoken]:
    """What each record says to people; records that say nothing are left out."""
    for record in records:
        texts = tuple(texts_of(record))
        if texts:
            yield Spoken(record, texts, "\n".join([words for _, words in texts]).lower())


def texts_of(record: Record) -> Iterator[Text]:
    """The texts of a record that people read; those still to be filled in are left out."""
    content = record.content
    for steps in _PATHS.get(record.kind, ()):
        if steps[0] in content:
            for pointer, words in _at(content, steps):
                if not is_placeholder(words):
                    yield Text(pointer, words)


def words_read(record: Record) -> list[str]:
    """The texts of `texts_of` without their places, and with those still to be filled in."""
    content = record.content
    found: list[str] = []
    for steps in _PATHS.get(record.kind, ()):
        key = steps[0]
        if key in content:
            if len(steps) == 1:
                found.append(content[key])
            elif len(steps) == 2 and steps[1] == "*":
                found += content[key]
            else:
                found += [words for _, words in _at(content, steps)]
    return found


def _at(json: Any, path: Sequence[str]) -> list[tuple[str, Any]]:
    found = [("", json)]
    for step in path:
        if step == "*":
            found = [(f"{start}/{index}", item) for start, value in found for index, item in enumerate(value)]
        else:
            found = [(f"{start}/{step}", value[step]) for start, value in found if step in value]
    return found
