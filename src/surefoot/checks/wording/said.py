"""What findings say that people say, in the form in which phrases are compared."""

from collections.abc import Iterator

from surefoot.model import JsonObject

_APART = "\n"
"""Stands between phrases that are folded at once: each by itself takes three times as long."""
_UNTIDY = ("  ", f" {_APART}", f"{_APART} ")
"""Spaces that folding takes away, besides those that cannot be printed."""


def said_in(content: JsonObject) -> Iterator[tuple[str, str]]:
    """The JSON pointer and the folded words of each phrase of a finding, and of its values."""
    for number, phrase in enumerate(content.get("says", ())):
        yield f"/says/{number}", folded(phrase)
    for place, value in enumerate(content["answer"].get("values", ())):
        for number, phrase in enumerate(value.get("says", ())):
            yield f"/answer/values/{place}/says/{number}", folded(phrase)


def phrases_of(content: JsonObject) -> list[str]:
    """The folded words of each phrase of a finding, and of its values."""
    said = [*content.get("says", ())]
    for value in content["answer"].get("values", ()):
        said += value.get("says", ())
    whole = _APART.join(said).casefold().replace("\u2019", "'")
    phrases = whole.split(_APART)
    tidy = not any(map(whole.__contains__, _UNTIDY)) and whole.strip() == whole and "".join(phrases).isprintable()
    return phrases if tidy and len(phrases) == len(said) else [*map(folded, said)]


def folded(phrase: str) -> str:
    """A phrase without what people do not hear: capitals, the kind of apostrophe, spaces."""
    return " ".join(phrase.casefold().replace("\u2019", "'").split())
