"""What the reading of plain words gets right in the unseen sentences, beside a plain phrase list and the ranker alone.

`PYTHONPATH=tests python -m intake.figures` prints them. tests/intake/README.md says what each figure means.
"""

import json
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from intake.readers import reader, red_flags
from surefoot.intake.words.offers import FLOOR, MOST
from surefoot.intake.words.text import read_text


class Taken(NamedTuple):
    """What a method takes from a sentence."""

    said: dict[str, Any]
    denied: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()


class Figures(NamedTuple):
    """Counts over all sentences; `of_` is what there was to find."""

    of_red: int
    red_said: int
    red_said_or_offered: int
    red_read_as_absent: int
    of_denied: int
    denied_kept: int
    denied_read_as_present: int
    of_present: int
    right: int
    right_or_offered: int
    invented: int
    offers: int


@cache
def sentences() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((Path(__file__).parent / "unseen_sentences.json").read_bytes()))


def ours(text: str) -> Taken:
    """The whole reading of plain words."""
    u = reader().understand(text)
    denied = frozenset(reading.finding for reading in u.denied if reading.value is False)
    said = {reading.finding: reading.value for reading in u.understood}
    return Taken(said, denied, frozenset(offer.finding for offer in u.offered))


def phrase_list(text: str) -> Taken:
    """The phrases as they stand, without any grammar."""
    told = f" {spoken(text)} "
    return Taken({said.finding: said.value for said, words in phrases() if f" {words} " in told})


def ranker(text: str) -> Taken:
    """The five findings whose phrases come nearest by their letters."""
    ranked = reader().nearness.ranked(read_text(text, reader().language).spoken, FLOOR)
    nearest = dict.fromkeys(said.finding for _, said in ranked)
    return Taken({}, offered=frozenset(list(nearest)[:MOST]))


@cache
def phrases() -> tuple[tuple[Any, str], ...]:
    found = [phrase.said for phrase in reader().phrases.all if not phrase.able and not phrase.said.never]
    return tuple((said, spoken(said.words)) for said in found if said.value is not None)


def spoken(text: str) -> str:
    return " ".join(read_text(text, reader().language).spoken)


def figures(method: Callable[[str], Taken]) -> Figures:
    """The counts of one method."""
    columns = zip(*(_counts(sentence, method(sentence["text"])) for sentence in sentences()), strict=True)
    return Figures(*map(sum, columns))


def _counts(sentence: dict[str, Any], taken: Taken) -> Iterator[int]:
    present, denied = sentence["present"], sentence["denied"]
    red = red_flags() & set(present)
    met = set(taken.said) | taken.offered
    yield len(red)
    yield len(red & set(taken.said))
    yield len(red & met)
    yield len(red_flags() & (set(present) | set(sentence["unsure"])) & taken.denied)
    yield len(denied)
    yield len(taken.denied & set(denied))
    yield len(set(taken.said) & set(denied))
    yield len(present)
    yield sum(taken.said.get(name) == value for name, value in present.items())
    yield len(set(present) & met)
    listed = {*denied, *sentence["unsure"], "leg-complaint"}
    yield sum(name not in listed and (name not in present or present[name] != v) for name, v in taken.said.items())
    yield len(taken.offered)


if __name__ == "__main__":
    for method in (ours, phrase_list, ranker):
        lines = [f"  {name} {count}" for name, count in figures(method)._asdict().items()]
        sys.stdout.write("\n".join([method.__name__, *lines, ""]))
