"""surefoot export snapshot, and every command on what it wrote."""

import json
from pathlib import Path

import pytest


def test_standard_output_and_a_file_get_the_same_bytes(throat_copy, surefoot):
    """The snapshot goes to standard output, or with -o to a file, and talk goes to standard error."""
    shown = surefoot("export", "snapshot")
    written = surefoot("export", "snapshot", "-o", "s.json")
    assert shown.code == written.code == 0
    assert written.out == ""
    assert "throat 0.3.0" in written.err
    assert Path("s.json").read_text(encoding="utf-8") == shown.out == surefoot("export", "snapshot", "-o", "-").out
    assert json.loads(shown.out)["kb"]["id"] == "throat"


def test_the_hash_is_the_one_of_the_version(throat_copy, surefoot):
    """The hash in a snapshot is what --version prints, for the folder and for the snapshot."""
    surefoot("export", "snapshot", "-o", "s.json")
    digest = json.loads(Path("s.json").read_bytes())["kb"]["hash"]
    assert digest in surefoot("--version").out
    assert digest in surefoot("--kb", "s.json", "--version").out


def test_a_snapshot_of_a_snapshot(throat_copy, surefoot):
    """A snapshot makes the same snapshot again, with and without its scenarios."""
    surefoot("export", "snapshot", "--with-scenarios", "-o", "all.json")
    surefoot("export", "snapshot", "-o", "knowledge.json")
    for options, expected in ([["--with-scenarios"], "all.json"], [[], "knowledge.json"]):
        run = surefoot("export", "snapshot", "--kb", "all.json", *options)
        assert run.out == Path(expected).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--today", "2026-11-22"],
        ["validate", "--today", "2026-11-22", "--format", "json"],
        ["test"],
        ["test", "--format", "json"],
        ["list"],
        ["list", "scenario"],
        ["lookup", "fever"],
        ["show", "voice", "--format", "markdown"],
        ["triage", "--with", "drooling", "--format", "json"],
    ],
)
def test_every_command_answers_the_same(arguments, throat_copy, surefoot):
    """What a command prints from a snapshot is what it prints from the folder; only file names differ."""
    surefoot("export", "snapshot", "--with-scenarios", "-o", "s.json")
    from_folder, from_snapshot = surefoot(*arguments), surefoot(*arguments, "--kb", "s.json")
    assert from_snapshot.code == from_folder.code == 0
    assert sorted(from_snapshot.out.replace("s.json:", "").split()) == sorted(from_folder.out.split())


def test_a_fault_in_a_snapshot_has_a_place(throat_copy, surefoot):
    """Validation of a snapshot names the record in it."""
    surefoot("export", "snapshot", "-o", "s.json")
    run = surefoot("validate", "--kb", "s.json", "--today", "2030-01-01", "--format", "json")
    assert run.code == 1
    assert {d["code"] for d in run.json["diagnostics"]} == {"E102"}
    assert "s.json:kb/findings/voice.json" in {d["file"] for d in run.json["diagnostics"]}


def test_a_snapshot_without_scenarios_has_none_to_test(throat_copy, surefoot):
    """`test` says that there are no scenarios."""
    surefoot("export", "snapshot", "-o", "s.json")
    run = surefoot("test", "--kb", "s.json")
    assert run.code == 2
    assert "no scenarios" in run.err
    assert surefoot("test", "--kb", "s.json", "scenarios/red").code == 0


@pytest.mark.parametrize(
    "command", [["list"], ["validate"], ["test"], ["triage", "--with", "fever"], ["--version"], ["diff", "kb"]]
)
def test_a_changed_snapshot_is_refused(command, throat_copy, surefoot):
    """A snapshot that was edited is refused by every command, as input that cannot be used."""
    surefoot("export", "snapshot", "-o", "s.json")
    text = Path("s.json").read_text(encoding="utf-8")
    Path("s.json").write_text(text.replace("Muffled", "Muffed").replace("muffled", "muffed"), encoding="utf-8")
    run = surefoot("--kb", "s.json", *command)
    assert run.code == 2
    assert "hash" in run.err
    assert "Traceback" not in run.err


@pytest.mark.parametrize("target", ["nowhere/s.json", "kb", "kb/kb.json/s.json"])
def test_where_it_cannot_be_written(target, throat_copy, surefoot):
    """A target that cannot be written is told with its name."""
    run = surefoot("export", "snapshot", "-o", target)
    assert run.code == 2
    assert target in run.err


def test_faulty_knowledge_is_not_exported(throat_copy, surefoot):
    """Knowledge that cannot be triaged with is not exported, and an older snapshot stays."""
    Path("s.json").write_text("old")
    Path("kb/findings/fever.json").unlink()
    run = surefoot("export", "snapshot", "-o", "s.json")
    assert run.code == 2
    assert Path("s.json").read_text() == "old"


@pytest.mark.parametrize(
    "arguments", [["export", "parquet"], ["export", "snapshot", "extra"], ["export", "snapshot", "-o"]]
)
def test_wrong_usage(arguments, throat, surefoot):
    """An unknown form or a stray argument is wrong usage."""
    assert surefoot(*arguments).code == 2
