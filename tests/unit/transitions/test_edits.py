"""Each kind of edit: whom it moves, by what, and what lets them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import surefoot.transitions.find as finding
from surefoot.model import Kind, KnowledgeBase, RecordSet
from surefoot.proof import ReplayError, Solver, Undecided, Verdict
from surefoot.transitions import Standing, Transitions, transitions
from surefoot.validation import open_knowledge_base
from surefoot.versions import Direction
from variants import Changes, content_of, variant

pytest.importorskip("z3")
ROOT = Path(__file__).parents[3]
TODAY = date(2026, 12, 1)
SOURCES = [{"basis": "statement", "source": "throat-leaflet", "statements": ["S03"]}]


@pytest.fixture(scope="module")
def throat() -> KnowledgeBase:
    return open_knowledge_base(ROOT / "tests" / "second_kb" / "kb")


def with_record(kb: KnowledgeBase, kind: Kind, name: str, **changes: Any) -> dict[tuple[Kind, str], dict[str, Any]]:
    return {(kind, name or kb.manifest.id): {**content_of(kb, kind, name), **changes}}


def lowered(found: Transitions) -> dict[tuple[str | None, str | None], list[tuple[str, str, str]]]:
    """From and to, with the kind, id and first pointer of each edit that moves the people shown."""
    return {
        (cell.before, cell.after): [(c.kind.value, c.id, c.pointer) for m in cell.movers for c in m.changes]
        for cell in found.lowered
    }


def waiver(**more: Any) -> dict[str, Any]:
    return {
        "code": "V401",
        "from": "red",
        "to": "amber",
        "reason": "x",
        "until": "2027-01-01",
        "sources": SOURCES,
        **more,
    }


BOTH = [waiver(), waiver(to=None)]
"""Who has a muffled voice and a throat that is not sore is out of scope without the rule."""


def throat_with(kb: KnowledgeBase, name: str) -> Changes:
    """Edits of the second knowledge base, each of another kind."""
    scope = content_of(kb, Kind.KB)["scope"]
    default = content_of(kb, Kind.KB)["default"]
    voice = content_of(kb, Kind.FINDING, "voice")["answer"]
    narrow = {"all": [{"pattern": "danger-sign"}, {"finding": "fever"}]}
    match name:
        case "rule narrowed":
            return with_record(kb, Kind.RULE, "airway-in-danger", when=narrow)
        case "rule removed":
            return {(Kind.RULE, "muffled-voice"): None}
        case "exception added":
            unless = {"any": [{"finding": "voice-always-so"}, {"finding": "fever"}]}
            return with_record(kb, Kind.RULE, "muffled-voice", unless=unless)
        case "urgency of a rule":
            return with_record(kb, Kind.RULE, "muffled-voice", urgency="amber")
        case "home care widened":
            return with_record(kb, Kind.RULE, "cold-with-sore-throat", when={"pattern": "home-gate"})
        case "pattern narrowed":
            return with_record(kb, Kind.PATTERN, "danger-sign", when={"finding": "drooling"})
        case "default":
            return with_record(kb, Kind.KB, "", default={**default, "urgency": "green"})
        case "scope":
            when = {"any": [scope["outside"]["when"], {"finding": "voice", "is": "hoarse"}]}
            outside = {**scope["outside"], "when": when}
            return with_record(kb, Kind.KB, "", scope={**scope, "outside": outside})
        case "levels":
            return {
                **with_record(kb, Kind.URGENCY, "red", rank=content_of(kb, Kind.URGENCY, "amber")["rank"]),
                **with_record(kb, Kind.URGENCY, "amber", rank=content_of(kb, Kind.URGENCY, "red")["rank"]),
            }
        case "value removed":
            values = [value for value in voice["values"] if value["id"] != "muffled"]
            return with_record(kb, Kind.FINDING, "voice", answer={**voice, "values": values})
        case "finding removed":
            return {(Kind.FINDING, "drooling"): None}
        case "range":
            days = content_of(kb, Kind.FINDING, "throat-days")["answer"]
            return with_record(kb, Kind.FINDING, "throat-days", answer={**days, "maximum": 6})


LOWERING = {
    "rule narrowed": {("red", "amber"): [("rule", "airway-in-danger", "/when")]},
    "rule removed": {("red", "amber"): [("rule", "muffled-voice", "/id")]},
    "exception added": {("red", "amber"): [("rule", "muffled-voice", "/unless")]},
    "urgency of a rule": {("red", "amber"): [("rule", "muffled-voice", "/urgency")]},
    "home care widened": {("amber", "green"): [("rule", "cold-with-sore-throat", "/when")]},
    "pattern narrowed": {("red", "amber"): [("pattern", "danger-sign", "/when")]},
    "default": {("amber", "green"): [("kb", "throat", "/default/urgency")]},
    "scope": {("amber", None): [("kb", "throat", "/scope/outside/when")]},
    "levels": {("red", "amber"): [("urgency", "amber", "/rank"), ("urgency", "red", "/rank")]},
    "value removed": {("red", "amber"): [("finding", "voice", "/answer/values/2")]},
    "finding removed": {("red", "amber"): [("finding", "drooling", "/id")]},
}


@pytest.mark.parametrize("name", LOWERING)
def test_an_edit_that_lowers_somebody(throat, name):
    """It is found with the record and the place in it, and no other edit is named."""
    found = transitions(throat, variant(throat, throat_with(throat, name)))
    places = lowered(found)
    assert not found.clean
    for move, edits in LOWERING[name].items():
        kinds = {(kind, record) for kind, record, _ in edits}
        assert {(kind, record) for kind, record, _ in places[move]} == kinds
        assert all(pointer.startswith(edits[0][2]) for _, _, pointer in places[move])


def test_a_narrower_range_lowers_who_lies_outside_it(throat):
    """A number that can no longer be given is one that was not given."""
    old = variant(throat, with_record(throat, Kind.RULE, "long-or-stubborn", urgency="red"))
    found = transitions(old, variant(old, throat_with(old, "range")))
    assert ("finding", "throat-days", "/answer/maximum") in lowered(found)["red", "amber"]


def renamed(kb: KnowledgeBase, kind: Kind, old: str, new: str) -> KnowledgeBase:
    """The knowledge base in which a record has another id everywhere."""
    import json

    records = []
    for record in kb.records.records:
        content = json.loads(json.dumps(record.content).replace(f'"{old}"', f'"{new}"'))
        name = new if (record.kind, record.id) == (kind, old) else record.id
        records.append(record._replace(id=name, content=content))
    present = {k: frozenset(one.id for one in records if one.kind is k) for k in Kind}
    return KnowledgeBase.of(RecordSet(tuple(records), present, kb.records.build, kb.records.canonical), kb.hash)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Kind.FINDING, "noisy-breathing"),
        (Kind.FINDING, "throat-days"),
        (Kind.PATTERN, "danger-sign"),
        (Kind.RULE, "muffled-voice"),
        (Kind.URGENCY, "red"),
        (Kind.CONSTRAINT, "calm-throat-has-no-days"),
    ],
)
def test_another_id_moves_nobody(throat, kind, name):
    """What only has another id is the same, wherever it is named, in both directions."""
    new = renamed(throat, kind, name, f"{name}-by-another-name")
    for versions in ((throat, new), (new, throat)):
        found = transitions(*versions)
        assert found.clean
        moving = [cell for cell in found.cells if cell.verdict is not Verdict.PROVED]
        assert {(cell.before, cell.after) for cell in moving} <= {("red", f"{name}-by-another-name")}


def test_another_id_of_a_value_moves_nobody(throat):
    """A value with the same label and another id is the same value."""
    answer = content_of(throat, Kind.FINDING, "voice")["answer"]
    answer["values"][2]["id"] = "as-if-the-mouth-were-full"
    edits = {
        **with_record(throat, Kind.FINDING, "voice", answer=answer),
        **with_record(throat, Kind.RULE, "muffled-voice", when={"finding": "voice", "is": "as-if-the-mouth-were-full"}),
    }
    found = transitions(throat, variant(throat, edits))
    assert all(cell.verdict is Verdict.PROVED for cell in found.cells)


def test_a_constraint_that_excludes_more(throat):
    """Who is newly excluded is shown, because nothing is proved of them any more; fewer excluded is no fault."""
    then = {"all": [{"finding": "throat-days", "at_most": 0}, {"finding": "fever", "is": False}]}
    new = variant(throat, with_record(throat, Kind.CONSTRAINT, "calm-throat-has-no-days", then=then))
    found = transitions(throat, new)
    assert [one.change.id for one in found.excluded] == ["calm-throat-has-no-days"]
    assert found.excluded[0].patient is not None
    assert dict(found.excluded[0].patient.answers) == {"fever": True, "sore-throat": False}
    assert not found.clean
    assert transitions(new, throat).clean


def test_a_constraint_cannot_hide_a_lowering(throat):
    """Whom a new constraint excludes was promised the earlier urgency, and is still asked about."""
    edit = throat_with(throat, "exception added")
    never = {**content_of(throat, Kind.CONSTRAINT, "calm-throat-has-no-days"), "id": "no-fever"}
    never = {**never, "when": {"finding": "fever"}, "then": {"finding": "sore-throat", "is": False}}
    found = transitions(throat, variant(throat, {**edit, (Kind.CONSTRAINT, "no-fever"): never}))
    assert ("red", "amber") in lowered(found)


def test_two_edits_that_lower_are_both_shown(throat):
    """Each of several causes has a patient of its own."""
    edits = {**throat_with(throat, "urgency of a rule"), **throat_with(throat, "pattern narrowed")}
    found = lowered(transitions(throat, variant(throat, edits)))
    named = {record for _, record, _ in found["red", "amber"]}
    assert named == {"muffled-voice", "danger-sign"}


def test_an_edit_beside_another_that_makes_up_for_it(throat):
    """What one rule loses and another gains moves nobody."""
    edits = {
        **throat_with(throat, "pattern narrowed"),
        **with_record(
            throat,
            Kind.RULE,
            "airway-not-sure",
            when={"any": [{"pattern": "danger-unsure"}, {"finding": "noisy-breathing"}]},
        ),
    }
    found = transitions(throat, variant(throat, edits))
    assert found.clean
    assert all(cell.verdict is Verdict.PROVED for cell in found.cells)


def test_a_waiver_of_the_edited_record(throat):
    """With a source, and for this move, it lets people move; the cell is not proved and the edit is clean."""
    edit = with_record(throat, Kind.RULE, "muffled-voice", urgency="amber", waivers=BOTH)
    found = transitions(throat, variant(throat, edit), today=TODAY)
    assert found.clean
    cell = next(cell for cell in found.cells if (cell.before, cell.after) == ("red", "amber"))
    assert (cell.verdict, cell.movers, [one.id for one in cell.waived]) == (Verdict.REFUTED, (), ["muffled-voice"])


@pytest.mark.parametrize(
    "useless",
    [
        {"from": "red", "to": "green"},
        {"from": "amber", "to": "red"},
        {"from": "purple", "to": "red"},
        {"removed": "rule/airway-in-danger"},
    ],
)
def test_a_waiver_of_another_move(throat, useless):
    """It lets nobody move, and is a fault itself."""
    edit = with_record(throat, Kind.RULE, "muffled-voice", urgency="amber", waivers=[waiver(**useless)])
    found = transitions(throat, variant(throat, edit), today=TODAY)
    assert ("red", "amber") in lowered(found)
    assert [one.number for one in found.unneeded] == [0]


def test_a_waiver_that_ended(throat):
    """It lets nobody move."""
    edit = with_record(throat, Kind.RULE, "muffled-voice", urgency="amber", waivers=[waiver(until="2026-11-30")])
    assert ("red", "amber") in lowered(transitions(throat, variant(throat, edit), today=TODAY))


def test_a_waiver_of_an_earlier_edit(throat):
    """One that was there before the edit was for another edit: it lets nobody move now, and is not called useless."""
    old = variant(throat, with_record(throat, Kind.RULE, "muffled-voice", waivers=[waiver()]))
    edit = with_record(old, Kind.RULE, "muffled-voice", urgency="amber")
    found = transitions(old, variant(old, edit), today=TODAY)
    assert ("red", "amber") in lowered(found)
    assert found.unneeded == ()


def test_a_waiver_covers_its_own_record_only(throat):
    """Who is lowered by another edit, alone or together with the waived one, is shown."""
    edits = {
        **with_record(throat, Kind.RULE, "muffled-voice", urgency="amber", waivers=[waiver()]),
        **throat_with(throat, "pattern narrowed"),
    }
    found = lowered(transitions(throat, variant(throat, edits), today=TODAY))
    assert {record for _, record, _ in found["red", "amber"]} == {"danger-sign"}


def test_two_edits_of_which_each_alone_is_harmless(throat):
    """A waiver of one of two rules that cover for each other does not waive the removal of both."""
    twin = {**content_of(throat, Kind.RULE, "muffled-voice"), "id": "muffled-too"}
    old = variant(throat, {(Kind.RULE, "muffled-too"): twin})
    waived = with_record(old, Kind.RULE, "muffled-too", urgency="amber", waivers=[waiver()])
    new = variant(old, {(Kind.RULE, "muffled-voice"): None, **waived})
    found = transitions(old, new, today=TODAY)
    assert {record for _, record, _ in lowered(found)["red", "amber"]} == {"muffled-voice", "muffled-too"}


def test_a_removal_is_waived_in_kb_json(throat):
    """The record is gone, so the waiver stands where records that are gone are spoken of."""
    stated = with_record(throat, Kind.KB, "", waivers=[{**one, "removed": "rule/muffled-voice"} for one in BOTH])
    new = variant(throat, {(Kind.RULE, "muffled-voice"): None, **stated})
    assert transitions(throat, new, today=TODAY).clean


def test_an_excluding_constraint_is_waived(throat):
    """V402 needs its own waiver; one without a use is a fault."""
    then = {"all": [{"finding": "throat-days", "at_most": 0}, {"finding": "fever", "is": False}]}
    one = {key: value for key, value in waiver(code="V402").items() if key not in ("from", "to")}
    stated = with_record(throat, Kind.CONSTRAINT, "calm-throat-has-no-days", then=then, waivers=[one])
    assert transitions(throat, variant(throat, stated), today=TODAY).clean
    idle = with_record(throat, Kind.CONSTRAINT, "calm-throat-has-no-days", waivers=[one])
    assert len(transitions(throat, variant(throat, idle), today=TODAY).unneeded) == 1


def test_raised_is_no_fault(throat):
    """People who get more care are shown and nothing fails."""
    found = transitions(variant(throat, throat_with(throat, "rule narrowed")), throat)
    assert found.clean
    assert {cell.direction for cell in found.cells if cell.movers} == {Direction.RAISED}


def test_no_time_is_undecided(throat, monkeypatch):
    """A question that was not decided is never called proved, and nothing is clean."""

    def give_up(*_):
        raise Undecided("timeout")

    monkeypatch.setattr(Solver, "possible", give_up)
    found = transitions(throat, variant(throat, throat_with(throat, "rule narrowed")))
    assert found.undecided
    assert not found.clean
    assert all(cell.verdict is not Verdict.REFUTED for cell in found.cells)


def test_an_engine_that_says_something_else_is_an_internal_error(throat, monkeypatch):
    """A patient whom the engines do not move is never shown."""
    monkeypatch.setattr(finding, "standing", lambda kb, patient: Standing("amber", ()))
    with pytest.raises(ReplayError):
        transitions(throat, variant(throat, throat_with(throat, "rule narrowed")))


def test_the_patient_does_not_depend_on_the_order_of_files(throat):
    """Both versions read in reverse order show the same patients and edits."""

    def turned(kb: KnowledgeBase) -> KnowledgeBase:
        records = kb.records
        return KnowledgeBase.of(
            RecordSet(records.records[::-1], records.present, records.build, records.canonical), kb.hash
        )

    new = variant(throat, {**throat_with(throat, "rule narrowed"), **throat_with(throat, "home care widened")})
    there, back = transitions(throat, new), transitions(turned(throat), turned(new))
    assert there.cells == back.cells
