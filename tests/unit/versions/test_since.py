"""`validate --since`: what an edit must not forget."""

import shutil
from pathlib import Path

import pytest

from repositories import committed, edited


@pytest.fixture
def since_v1(throat_copy, surefoot):
    """Gives the faults, as code, file and pointer, of a copy of the second knowledge base since the tag v1."""
    committed(throat_copy, "v1")

    def find(*options: str, paths: tuple[str, ...] = ()):
        run = surefoot("validate", *paths, "--since", "v1", "--today", "2026-11-22", "--format", "json", *options)
        return [(d["code"], d["file"], d["pointer"]) for d in run.json["diagnostics"]]

    return find


def test_nothing_since(since_v1):
    """Without an edit there is no fault."""
    assert since_v1() == []


def test_a_revision_must_rise(since_v1):
    """A change of content demands a higher revision; a change of layout, review or waivers does not."""
    voice = Path("kb/findings/voice.json")
    edited(voice, revision=1)
    assert since_v1() == []
    edited(voice, question="How do you sound?")
    assert since_v1() == [("E103", "kb/findings/voice.json", "/revision")]
    edited(voice, revision=2)
    assert since_v1() == []
    edited(Path("kb/findings/fever.json"), review__due_on="2028-01-01")
    assert since_v1() == []


def test_a_revision_must_not_fall(since_v1, throat_copy):
    """A revision that falls is a fault, even when the content is the same."""
    edited(Path("kb/findings/voice.json"), revision=5)
    committed(throat_copy, "v2")
    assert since_v1() == []
    edited(Path("kb/findings/voice.json"), revision=3)
    assert since_v1("--since", "v2") == [("E103", "kb/findings/voice.json", "/revision")]


def test_the_fix_raises_the_revision(since_v1, surefoot):
    """--fix writes the next revision, and then nothing is left."""
    edited(Path("kb/findings/voice.json"), question="How do you sound?")
    run = surefoot("validate", "--since", "v1", "--today", "2026-11-22", "--fix")
    assert run.code == 0
    assert '"revision": 2' in Path("kb/findings/voice.json").read_text(encoding="utf-8")
    assert since_v1() == []


def test_a_removed_record_that_is_named(since_v1, surefoot):
    """A removed record that is still named is told as that, in links and in the answers of scenarios."""
    Path("kb/findings/eased-by.json").unlink()
    found = since_v1()
    places = {(file, pointer) for code, file, pointer in found if code == "R106"}
    assert ("scenarios/amber/two-weeks-of-soreness.json", "/presentation/eased-by") in places
    assert not [code for code, _, _ in found if code == "R101"]
    run = surefoot("validate", "--today", "2026-11-22", "--format", "json")
    without = {(d["file"], d["pointer"]) for d in run.json["diagnostics"] if d["code"] == "R101"}
    assert without == places


def test_a_changed_id_is_told_and_mended(since_v1, surefoot):
    """A record under a new id is told, where it is named the new id is offered, and --fix writes it there."""
    Path("kb/evaluations/blood-count.json").rename("kb/evaluations/blood-test.json")
    edited(Path("kb/evaluations/blood-test.json"), id="blood-test")
    found = since_v1()
    assert ("R107", "kb/evaluations/blood-test.json", "/id") in found
    assert ("R106", "kb/conditions/low-white-cells.json", "/evaluations/0") in found
    run = surefoot("validate", "--since", "v1", "--today", "2026-11-22", "--fix", "--format", "json")
    assert run.code == 0
    assert [d["code"] for d in run.json["diagnostics"]] == ["R107"]
    assert '"blood-test"' in Path("kb/conditions/low-white-cells.json").read_text(encoding="utf-8")


def test_two_alike_are_no_rename(since_v1):
    """When two added records have the content of a removed one, nobody knows which it became."""
    text = Path("scenarios/red/rasping-breath.json").read_text(encoding="utf-8")
    for name in ("one", "two"):
        Path(f"scenarios/red/{name}.json").write_text(text.replace('"rasping-breath"', f'"{name}"'), encoding="utf-8")
    Path("scenarios/red/rasping-breath.json").unlink()
    assert [code for code, _, _ in since_v1()] == []


def test_paths_narrow_it(since_v1):
    """With paths only the faults of those files are told."""
    for name in ("voice", "fever"):
        edited(Path(f"kb/findings/{name}.json"), question="What?")
    assert since_v1(paths=("kb/findings/fever.json",)) == [("E103", "kb/findings/fever.json", "/revision")]


def test_a_folder_or_a_snapshot_will_do(since_v1, surefoot, throat_copy):
    """--since takes whatever `diff` takes."""
    assert surefoot("export", "snapshot", "--with-scenarios", "-o", "old.json").code == 0
    shutil.copytree(throat_copy / "kb", "older/kb")
    edited(Path("kb/findings/voice.json"), question="How do you sound?")
    expected = [("E103", "kb/findings/voice.json", "/revision")]
    for earlier in ("old.json", "older", "older/kb"):
        assert since_v1("--since", earlier) == expected


def test_what_cannot_be_compared_with(since_v1, surefoot):
    """A revision that does not exist is wrong usage, not a fault."""
    run = surefoot("validate", "--since", "v9")
    assert run.code == 2
    assert "v9" in run.err
    assert run.out == ""
