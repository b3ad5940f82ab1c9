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

UNSEEN = Path(__file__).parent / "unseen"
SETS = tuple(sorted(path.stem for path in UNSEEN.glob("*.json")))


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
def sentences(name: str) -> tuple[dict[str, Any], ...]:
    """One set of unseen sentences."""
    return tuple(json.loads((UNSEEN / f"{name}.json").read_bytes()))


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
    read = read_text(text, reader().language)
    nearest = reader().nearness.findings(read, range(len(read.words)), FLOOR)
    return Taken({}, offered=frozenset(said.finding for _, said in nearest[:MOST]))


@cache
def phrases() -> tuple[tuple[Any, str], ...]:
    found = [phrase.said for phrase in reader().phrases.all if not phrase.able and not phrase.said.never]
    return tuple((said, spoken(said.words)) for said in found if said.value is not None)


def spoken(text: str) -> str:
    return " ".join(read_text(text, reader().language).spoken)


def figures(method: Callable[[str], Taken], name: str) -> Figures:
    """The counts of one method over one set."""
    columns = zip(*(_counts(sentence, method(sentence["text"])) for sentence in sentences(name)), strict=True)
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


METHODS = (ours, phrase_list, ranker)

if __name__ == "__main__":
    for name in SETS:
        columns = [figures(method, name) for method in METHODS]
        rows = zip(Figures._fields, *columns, strict=True)
        heading = ("", *(method.__name__ for method in METHODS))
        sys.stdout.write("\n".join([name, *("  {:24}{:>10}{:>14}{:>10}".format(*row) for row in (heading, *rows)), ""]))
