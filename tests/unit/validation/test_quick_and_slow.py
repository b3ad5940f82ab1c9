"""The quick way to validate finds what the slow way finds, on sound trees and on damaged ones.

The quick way is what everybody runs: two processes, texts that are forgotten, links without places. The slow way
stands here and is as simple as can be: one process, all texts kept, every link with its place.
"""

import json
import random
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path

import pytest

from checks.test_checks import apply
from surefoot.checks import Context
from surefoot.checks.links import Link, dangling_links
from surefoot.checks.logic.covered_rule import covered_rules, covers
from surefoot.checks.naming import Naming
from surefoot.checks.wording.readability import Ages, reader_of, sentences
from surefoot.loading import read_records, read_sparingly, scan, sparing
from surefoot.model import Entailment, Kind
from surefoot.validation import Report, finding, validate, waivers

ROOT = Path(__file__).parents[3]
SECOND = ROOT / "tests" / "second_kb"
TODAY = date(2026, 11, 22)
OVERLAYS = sorted(ROOT.glob("tests/checks/*/*/overlay.json"))
ODD = (None, True, 3, "x", "soon", "a thrombosis that is not well, etc", [], {}, "FILL IN: text", "2020-01-01")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process can be copied there")


class SlowContext(Context, slots=False):
    """Finds what is named by way of the links and their places."""

    @cached_property
    def dangling(self) -> tuple[Link, ...]:
        return tuple(dangling_links(self.records, self.links))

    @cached_property
    def naming(self) -> Naming:
        ids = {link.id for link in self.links if link.record.kind is not Kind.SCENARIO}
        patterns = {link.id for link in self.links if Kind.PATTERN in link.kinds}
        return Naming(frozenset(ids), frozenset(patterns), ())


@pytest.fixture
def both(monkeypatch):
    """Validates the knowledge base in the current folder: the quick way, the slow way."""

    def run(by_two: bool = True) -> tuple[Report, Report]:
        with monkeypatch.context() as quick:
            quick.setattr(sparing, "WORTH_TWO_PROCESSES", 0)
            quick.setattr(finding, "WORTH_TWO_PROCESSES", 0)
            for module in (sparing, finding):
                quick.setattr(module, "can_work_aside", lambda: by_two)
            found = validate(Path("kb"), today=TODAY)
        with monkeypatch.context() as slow:
            slow.setattr(finding, "can_work_aside", lambda: False)
            slow.setattr(waivers, "Context", SlowContext)
            return found, validate(Path("kb"), today=TODAY, read=read_records)

    return run


@pytest.mark.parametrize("name", ["", "tests/second_kb", "tests/mistakes/tree"])
def test_the_same_on_whole_trees(name, both, monkeypatch):
    """Every diagnostic is the same, with its place, its fixes and its source line."""
    monkeypatch.chdir(ROOT / name)
    quick, slow = both()
    assert quick == slow


def test_the_same_on_damaged_trees(both, monkeypatch, tmp_path):
    """With random damage to a knowledge base, 200 times, every diagnostic is the same."""
    copy = _copied(tmp_path / "copy")
    sound = {file: file.read_bytes() for file in copy.rglob("*.json")}
    monkeypatch.chdir(copy)
    faults = 0
    for number in range(200):
        damaged = _damage(sorted(sound), random.Random(number))
        quick, slow = both(by_two=number % 10 == 0)
        assert quick == slow, number
        faults += len(slow.diagnostics)
        for file in damaged:
            _moved(file).unlink(missing_ok=True)
            file.write_bytes(sound[file])
    assert faults > 400


@pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda path: f"{path.parent.parent.name}-{path.parent.name}")
def test_the_same_on_every_fixture_of_a_check(overlay, both, monkeypatch, tmp_path):
    """What a check flags, and what it does not, is the same both ways."""
    copy = _copied(tmp_path / "copy")
    for change in json.loads(overlay.read_bytes())["changes"]:
        if not change["file"].startswith("schemas"):
            apply(change, copy)
    monkeypatch.chdir(copy)
    quick, slow = both(by_two=False)
    assert quick == slow


def _copied(folder: Path) -> Path:
    for name in ("kb", "scenarios"):
        shutil.copytree(SECOND / name, folder / name)
    return folder


def _damage(files: list[Path], dice: random.Random) -> list[Path]:
    """Spoil up to three files: bytes, values, keys, the file itself; which ones."""
    chosen = dice.sample(files, dice.randint(1, 3))
    for file in chosen:
        data = file.read_bytes()
        match dice.randrange(10):
            case 0:
                file.unlink()
            case 1:
                file.write_bytes(data[: dice.randrange(len(data))])
            case 2:
                file.write_bytes(data.replace(b'"', bytes([dice.randrange(256)]), 1))
            case 3:
                file.rename(_moved(file))
            case _:
                record = json.loads(data)
                _spoil(record, dice)
                file.write_text(json.dumps(record, indent=2, ensure_ascii=False), encoding="utf-8")
    return chosen


def _moved(file: Path) -> Path:
    return file.with_name(f"moved-{file.name}")


def _spoil(record: dict, dice: random.Random) -> None:
    """Take a value out, or put another one in its place: an odd one, or one from elsewhere in the record."""
    places = list(_places(record))
    (holder, key), (other, at) = dice.choice(places), dice.choice(places)
    if dice.random() < 0.3:
        del holder[key]
    else:
        holder[key] = json.loads(json.dumps(dice.choice([*ODD, other[at]])))


def _places(value) -> Iterator[tuple]:
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from _places(value[key])


def test_every_pair_of_rules_gives_the_same_covered_rules():
    """Looking up the rules that may cover a rule loses none of those that trying all of them finds."""
    records = read_sparingly(scan(ROOT / "kb", scenarios=False).files).records
    bare = [record._replace(content={**record.content}) for record in records.records]
    for record in bare:
        record.content.pop("covered_because", None)
    records = records.replaced(records=tuple(bare))
    entailment = Entailment(records.patterns)
    rules = records.rules.values()
    covered = {rule.id for rule in rules if any(covers(other, rule, entailment) for other in rules)}
    found = {Path(fault.file).stem for fault in covered_rules(Context(records, TODAY))}
    assert found == covered
    assert covered


@pytest.mark.parametrize(
    "texts",
    [
        ["Rest. Go home: now; ok?", "No end", "5, 6 and 7"],
        ["A . b", "...", "Is it - or not -? "],
        ["", " "],
        ["What’s this?\tYes.\nNo", "e.g. one"],
        [". : go", "one.two three"],
    ],
)
@pytest.mark.parametrize("names", [frozenset(), frozenset({"what’s", "seven", "home"})])
def test_ages_are_those_of_the_sentences(texts, names):
    """The quick way to read many texts gives the age that reading sentence by sentence gives."""
    spoken = [sentence for text in texts for sentence in sentences(text)]
    assert Ages(names).of(texts) == (reader_of(spoken, names) if spoken else 0)


def test_a_text_that_was_forgotten_is_read_again(monkeypatch):
    """A fault in a file without faults of its own has the place that it has when all texts are kept."""
    monkeypatch.chdir(ROOT)
    files = scan(SECOND / "kb").files
    kept, forgotten = read_records(files).locator, read_sparingly(files).locator
    assert kept.texts
    assert not forgotten.texts
    assert forgotten._place(files[0].file, "/title", True) == kept._place(files[0].file, "/title", True)
    assert list(forgotten.texts) == [files[0].file]


def test_a_second_process_that_fails_loses_nothing(both, monkeypatch):
    """What the second process does not deliver is done by the first."""
    monkeypatch.chdir(SECOND)
    for module in (sparing, finding):
        monkeypatch.setattr(module, "work_aside", lambda work: lambda: None)
    quick, slow = both()
    assert quick == slow


@pytest.mark.parametrize("name", ["kb", "tests/second_kb/kb", "tests/mistakes/tree/kb"])
def test_what_is_named_is_what_the_links_name(name):
    """Collecting ids without places misses none and adds none."""
    records = read_sparingly(scan(ROOT / name).files).records
    quick, slow = Context(records, TODAY), SlowContext(records, TODAY)
    assert quick.naming._replace(dangling=()) == slow.naming
    assert quick.dangling == slow.dangling
