"""Waivers: what a record says is to be put up with for a time."""

import json
import shutil

import pytest

COOL = "kb/treatments/cool-drinks.json"
DUE = {"review": {"status": "unreviewed", "reviewed_on": None, "due_on": "2026-11-01"}}


def change(path, **content):
    record = json.loads(path.read_bytes())
    path.write_text(json.dumps({**record, **content}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def waiver(code="E102", until="2026-12-31"):
    return {"code": code, "reason": "It is booked.", "until": until}


def report_of(surefoot, *arguments, today="2026-11-22"):
    run = surefoot("validate", "--format", "json", "--today", today, *arguments)
    return run.code, run.json


def test_a_waived_fault_is_counted_and_does_not_fail(surefoot, throat_copy):
    """A fault of the waived code is left out, the report says that one is waived, and the exit code is 0."""
    change(throat_copy / COOL, waivers=[waiver()], **DUE)
    code, report = report_of(surefoot)
    assert (code, report["diagnostics"], report["waived"]) == (0, [], 1)
    assert "; 1 waived." in surefoot("validate", "--today", "2026-11-22").out


def test_only_its_own_record_is_waived(surefoot, throat_copy):
    """The same fault of another record stands."""
    change(throat_copy / COOL, waivers=[waiver()], **DUE)
    change(throat_copy / "kb/treatments/pus-drainage.json", **DUE)
    code, report = report_of(surefoot)
    assert [(d["code"], d["file"]) for d in report["diagnostics"]] == [("E102", "kb/treatments/pus-drainage.json")]
    assert (code, report["waived"]) == (1, 1)


@pytest.mark.parametrize(("today", "codes"), [("2026-12-31", []), ("2027-01-01", ["E102", "E106"])])
def test_a_waiver_ends(surefoot, throat_copy, today, codes):
    """A waiver counts on its last day; from the next one on it is a fault itself and waives nothing."""
    change(throat_copy / COOL, waivers=[waiver()], **DUE)
    assert sorted(d["code"] for d in report_of(surefoot, today=today)[1]["diagnostics"]) == codes


def test_what_keeps_people_from_being_triaged_is_never_waived(surefoot, throat_copy):
    """A waiver of a dangling reference leaves it standing and is called unneeded; triage refuses as before."""
    path = throat_copy / "kb/rules/red/muffled-voice.json"
    change(path, waivers=[waiver("R101")], when={"finding": "no-such"})
    code, report = report_of(surefoot)
    assert (code, report["waived"]) == (1, 0)
    assert {"R101", "E105"} <= {d["code"] for d in report["diagnostics"]}
    assert surefoot("triage", "--with", "fever").code == 2


@pytest.mark.parametrize("code", ["E105", "E106"])
def test_faults_of_waivers_are_never_waived(surefoot, throat_copy, code):
    """A waiver cannot wave through another waiver that is over or not needed."""
    change(throat_copy / COOL, waivers=[waiver(code), waiver("L101"), waiver(until="2026-01-01")])
    found = [d["code"] for d in report_of(surefoot)[1]["diagnostics"]]
    assert sorted(found) == ["E105", "E105", "E106"]


def test_a_code_of_unreadable_files_is_no_waiver(surefoot, throat_copy):
    """A waiver of an S code is refused by the schema."""
    change(throat_copy / COOL, waivers=[waiver("S101")])
    found = [(d["code"], d["pointer"]) for d in report_of(surefoot)[1]["diagnostics"]]
    assert ("S105", "/waivers/0/code") in found


def test_waived_faults_are_counted_where_they_were_asked_for(surefoot, throat_copy):
    """With a PATH, only the waived faults below it are counted."""
    change(throat_copy / COOL, waivers=[waiver()], **DUE)
    assert report_of(surefoot, COOL)[1]["waived"] == 1
    assert report_of(surefoot, "kb/findings")[1]["waived"] == 0


@pytest.mark.parametrize("waivers", [[waiver()], [waiver("T103"), waiver()], [waiver(), waiver("T103"), waiver()]])
def test_fixing_removes_unneeded_waivers(surefoot, throat_copy, waivers):
    """The safe repairs take away every unneeded waiver, and with the last one the key."""
    before = (throat_copy / COOL).read_bytes()
    change(throat_copy / COOL, waivers=waivers)
    surefoot("validate", "--fix", "--today", "2026-11-22")
    assert json.loads((throat_copy / COOL).read_bytes()) == json.loads(before)
    change(throat_copy / COOL, waivers=waivers, **DUE)
    surefoot("validate", "--fix", "--today", "2026-11-22")
    assert json.loads((throat_copy / COOL).read_bytes())["waivers"] == [waiver()]


def test_strict_makes_warnings_fail(surefoot, throat_copy):
    """A warning leaves the exit code at 0, with --strict it is 1, and a waived one is 0 again."""
    language = {"reading_age": 25, "vague_words": ["unwell"], "jargon": {}, "action_verbs": []}
    verbs = ["see", "drink", "look", "rest", "call", "sit", "do", "suck", "bring", "ask"]
    change(throat_copy / "kb/kb.json", language={**language, "action_verbs": verbs})
    change(throat_copy / COOL, what="You drink until you feel less unwell.")
    assert surefoot("validate", "--today", "2026-11-22").code == 0
    assert surefoot("validate", "--strict", "--today", "2026-11-22").code == 1
    change(throat_copy / COOL, waivers=[waiver("W103")])
    assert surefoot("validate", "--strict", "--today", "2026-11-22").code == 0


@pytest.mark.parametrize("broken", ['{"a": 1,', '"voise"'])
def test_a_waiver_is_not_called_unneeded_while_its_fault_may_be_out_of_sight(surefoot, throat_copy, broken):
    """While a file cannot be read, or a name leads nowhere, `--fix` takes no waiver away: its fault comes back."""
    change(throat_copy / COOL, waivers=[waiver("L103")])
    rule = throat_copy / "kb/rules/red/muffled-voice.json"
    text = rule.read_text("utf-8")
    rule.write_text(broken if broken.startswith("{") else text.replace('"voice"', broken, 1), encoding="utf-8")
    _, report = report_of(surefoot)
    assert {d["file"] for d in report["diagnostics"]} == {"kb/rules/red/muffled-voice.json"}
    rule.write_text(text, encoding="utf-8")
    assert [d["code"] for d in report_of(surefoot)[1]["diagnostics"]] == ["E105"]


def test_a_waiver_of_a_change_is_judged_where_changes_are(surefoot, throat_copy):
    """Without an earlier version nobody can say that a waiver of a fault of changes is not needed."""
    change(throat_copy / COOL, waivers=[waiver("R107")])
    assert report_of(surefoot)[1]["diagnostics"] == []
    before = throat_copy.parent / "before"
    shutil.copytree(throat_copy / "kb", before / "kb")
    assert [d["code"] for d in report_of(surefoot, "--since", str(before))[1]["diagnostics"]] == ["E105"]
