"""What changed between two versions, and whether the version number says so."""

import json
import shutil
from pathlib import Path

import pytest

from repositories import edited
from surefoot.loading import snapshot_of
from surefoot.validation import KnowledgeBaseError
from surefoot.versions import Comparison, Direction, Status, Weight, compare, open_version

THROAT = Path(__file__).parents[2] / "second_kb"


def compared() -> Comparison:
    """The copy in the working directory compared with the original."""
    return compare(open_version(str(THROAT), Path("kb")), open_version(None, Path("kb")))


def _told(comparison: Comparison) -> dict[str, tuple[Status, Weight, list[str]]]:
    return {
        change.record.id: (change.status, change.weight, [d.pointer for d, _ in change.differences])
        for change in comparison.changes
    }


def test_nothing_changed(throat_copy):
    """Two copies differ in nothing, and no number must rise."""
    comparison = compared()
    assert comparison.changes == comparison.moves.moves == comparison.reasons == ()
    assert comparison.weight is Weight.NONE
    assert comparison.enough
    assert comparison.moves.patients == 11


def test_layout_is_no_change(throat_copy):
    """Other white space, another order of keys and another folder of a file are no change."""
    import json

    for file in Path().rglob("*.json"):
        content = json.loads(file.read_bytes())
        file.write_text(json.dumps(dict(reversed(content.items())), indent=1), encoding="utf-8")
    assert compared().changes == ()


@pytest.mark.parametrize(
    ("file", "changes", "weight", "needed"),
    [
        ("rules/red/airway-in-danger.json", {"because": "It can close."}, Weight.MINOR, "0.4.0"),
        ("rules/red/airway-in-danger.json", {"review__due_on": "2028-01-01"}, Weight.PATCH, "0.3.1"),
        ("rules/red/airway-in-danger.json", {"revision": 2}, Weight.NONE, "0.3.0"),
        ("rules/red/fever-with-weak-defenses.json", {"when": {"finding": "fever"}}, Weight.MAJOR, "1.0.0"),
        (
            "rules/red/fever-with-weak-defenses.json",
            {"when": {"all": [{"finding": "weak-defenses"}, {"finding": "fever", "is": True}]}},
            Weight.PATCH,
            "0.3.1",
        ),
        ("findings/throat-days.json", {"answer__maximum": 300}, Weight.MAJOR, "1.0.0"),
        ("findings/throat-days.json", {"question": "How many days?"}, Weight.MINOR, "0.4.0"),
        ("urgencies/red.json", {"rank": 9}, Weight.MAJOR, "1.0.0"),
        ("kb.json", {"title": "Throats"}, Weight.MINOR, "0.4.0"),
    ],
)
def test_the_part_that_must_rise(file, changes, weight, needed, throat_copy):
    """The heaviest change says which part of the version must rise, and from which number."""
    edited(Path("kb") / file, **changes)
    comparison = compared()
    assert comparison.weight is weight
    assert comparison.needed == needed
    assert comparison.enough is (weight is Weight.NONE)
    for version, enough in [(needed, True), ("0.2.9", False), ("2.0.0", True)]:
        edited(Path("kb/kb.json"), version=version)
        assert compared().enough is enough


def test_records_that_come_and_go(throat_copy):
    """Added, removed and changed records are told apart, the heaviest first, each with its pointers."""
    Path("kb/rules/red/airway-not-sure.json").unlink()
    Path("kb/patterns/danger-unsure.json").rename("kb/patterns/doubt.json")
    edited(Path("kb/patterns/doubt.json"), id="doubt")
    edited(Path("kb/kb.json"), scope__outside__unless={"pattern": "doubt"})
    edited(Path("kb/treatments/cool-drinks.json"), what="You drink.", codes=[], synonyms=["ice"])
    comparison = compared()
    told = _told(comparison)
    assert told["airway-not-sure"] == (Status.REMOVED, Weight.MAJOR, [])
    assert told["doubt"] == (Status.ADDED, Weight.MINOR, [])
    assert told["danger-unsure"] == (Status.REMOVED, Weight.MAJOR, [])
    assert told["cool-drinks"] == (Status.CHANGED, Weight.MINOR, ["/synonyms/1", "/what"])
    assert comparison.renamed == (("pattern", "danger-unsure", "doubt"),)
    weights = [change.weight for change in comparison.changes]
    assert weights == sorted(weights, reverse=True)


def test_scenarios_are_no_part_of_the_knowledge(throat_copy):
    """Scenarios that change, come or go are listed, and no number must rise for them."""
    edited(Path("scenarios/red/rasping-breath.json"), story="It rasps.", revision=2)
    Path("scenarios/green/cold-for-two-days.json").unlink()
    comparison = compared()
    assert _told(comparison) == {
        "cold-for-two-days": (Status.REMOVED, Weight.NONE, []),
        "rasping-breath": (Status.CHANGED, Weight.NONE, ["/revision", "/story"]),
    }
    assert comparison.weight is Weight.NONE
    assert comparison.enough


def test_places_of_one_list_are_counted(throat_copy):
    """Twenty new phrases are one reason of a few words; a lone change is named by its place."""
    said = json.loads(Path("kb/findings/drooling.json").read_text("utf-8"))["says"]
    edited(Path("kb/findings/drooling.json"), says=[*said, "one more", "another one"], title="Dribble")
    edited(Path("kb/findings/fever.json"), question="Is it hot?")
    assert compared().reasons == ("finding drooling: /title, /says (2 places)", "finding fever: /question")


def test_a_scenario_that_moves_is_major(throat_copy):
    """A patient whose urgency falls is found, with the rules and the records that did it."""
    edited(Path("kb/patterns/danger-sign.json"), when={"finding": "drooling"})
    comparison = compared()
    (move,) = comparison.moves.moves
    assert (move.scenario.id, move.before, move.after) == ("rasping-breath", "red", "amber")
    assert move.direction is Direction.LOWERED
    assert move.lost == ("airway-in-danger",)
    assert move.because_of == (("pattern", "danger-sign"),)
    assert comparison.weight is Weight.MAJOR
    assert "1 of them to a lower urgency" in comparison.reasons[0]


def test_a_faulty_scenario_is_left_out(throat_copy):
    """A scenario that cannot be read is told and left out; faulty knowledge is refused."""
    Path("scenarios/red/rasping-breath.json").write_text("{")
    version = open_version(None, Path("kb"))
    assert [diagnostic.code for diagnostic in version.unread] == ["S004"]
    assert len(version.scenarios.scenarios) == 10
    Path("kb/findings/fever.json").write_text("{")
    with pytest.raises(KnowledgeBaseError):
        open_version(None, Path("kb"))


def test_folders_and_snapshots_are_one(throat_copy, tmp_path):
    """A snapshot with scenarios compares like the folder that it was made of."""
    version = open_version(None, Path("kb"))
    records = version.kb.records
    everything = records.__class__(
        (*records.records, *version.scenarios.records),
        {**records.present, **version.scenarios.present},
        records.build,
    )
    Path("old.json").write_bytes(snapshot_of(everything, scenarios=True))
    shutil.copy("old.json", tmp_path / "other.json")
    edited(Path("kb/patterns/danger-sign.json"), when={"finding": "drooling"})
    by_snapshot = compare(open_version("old.json", Path("kb")), open_version(None, Path("kb")))
    by_folder = compared()
    assert _told(by_snapshot) == _told(by_folder)
    assert [move.scenario.id for move in by_snapshot.moves.moves] == [m.scenario.id for m in by_folder.moves.moves]
