"""What findings say that people say, in the form in which phrases are compared."""

from collections.abc import Iterator

from surefoot.model import JsonObject

_APART = " \0 "
"""Stands between phrases that are folded at once: each by itself takes three times as long."""


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
    whole = folded(_APART.join(said)).split(_APART)
    return whole if len(whole) == len(said) and not any("\0" in one for one in whole) else [*map(folded, said)]


def folded(phrase: str) -> str:
    """A phrase without what people do not hear: capitals, the kind of apostrophe, spaces."""
    return " ".join(phrase.casefold().replace("\u2019", "'").split())
