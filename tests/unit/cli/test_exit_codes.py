"""Exit codes: 0 clean, 1 faults or nothing found, 2 wrong usage or unreadable input, 3 a fault of surefoot itself."""

import json

import pytest

_CLEAN = [
    ["--help"],
    ["--version"],
    ["validate", "--today", "2026-01-01"],
    ["validate", "--today", "2026-01-01", "kb/findings", "scenarios/red"],
    ["validate", "--help"],
    ["triage", "--with", "fever"],
    ["triage", "--without", "sore-throat"],
    ["triage", "--with", "fever", "--with", "fever=yes"],
    ["triage", "--with", "fever", "--fail-on", "red"],
    ["triage", "--without", "sore-throat", "--fail-on", "green"],
    ["lookup", "fever"],
    ["lookup", "fever", "--kind", "findings", "--limit", "1"],
    ["show", "fever"],
    ["list"],
    ["list", "findings"],
    ["list", "FINDING"],
    ["test"],
    ["test", "scenarios/red", "scenarios/green/cold-for-two-days.json"],
]
_FAULTS = [
    ["triage", "--with", "drooling", "--fail-on", "red"],
    ["triage", "--with", "drooling", "--fail-on", "green"],
    ["triage", "--with", "fever", "--fail-on", "amber"],
    ["lookup", "zzzz"],
    ["lookup", "fever", "--kind", "treatment"],
    ["lookup", ""],
    ["show", "zzzz"],
    ["validate", "--today", "2030-01-01"],
]
_WRONG_USE = [
    [],
    ["traige"],
    ["zzzz"],
    ["--zzzz"],
    ["validate", "nowhere.json"],
    ["validate", "/"],
    ["validate", "--today", "tomorrow"],
    ["validate", "--format", "xml"],
    ["triage"],
    ["triage", "fever"],
    ["triage", "--wiht", "fever"],
    ["triage", "--with"],
    ["triage", "--with", ""],
    ["triage", "--with", "="],
    ["triage", "--with", "fevver"],
    ["triage", "--with", "fever=3"],
    ["triage", "--with", "fever="],
    ["triage", "--with", "voice"],
    ["triage", "--with", "voice=shrill"],
    ["triage", "--without", "voice"],
    ["triage", "--without", "throat-days"],
    ["triage", "--with", "throat-days=soon"],
    ["triage", "--with", "throat-days=-1"],
    ["triage", "--with", "throat-days=1.5"],
    ["triage", "--with", "throat-days=nan"],
    ["triage", "--with", "throat-days=inf"],
    ["triage", "--with", "throat-days=1e400"],
    ["triage", "--with", "eased-by=rain"],
    ["triage", "--with", "fever", "--without", "fever"],
    ["triage", "--with", "fever", "--with", "fever=unsure"],
    ["triage", "--with", "fever", "--fail-on", "rde"],
    ["triage", "--with", "fever", "--format", "junit"],
    ["triage", "--answers", "nowhere.json"],
    ["triage", "--answers", "kb"],
    ["lookup"],
    ["lookup", "fever", "--kind", "findng"],
    ["lookup", "fever", "--limit", "0"],
    ["lookup", "fever", "--limit", "many"],
    ["show"],
    ["show", "fever", "voice"],
    ["list", "findng"],
    ["list", "finding", "rule"],
    ["test", "nowhere"],
    ["test", "kb"],
    ["--kb", "nowhere", "list"],
    ["list", "--kb", "nowhere"],
    ["list", "--kb", "kb/kb.json"],
    ["triage", "--with", "fever", "--kb", "scenarios"],
    ["--kb", "nowhere", "--version"],
]
_COMMANDS = [
    ["triage", "--with", "fever"],
    ["lookup", "fever"],
    ["show", "fever"],
    ["list", "finding"],
    ["test"],
    ["--version"],
]
_NO_PRESENTATIONS = {
    "empty": "",
    "blank": " \n",
    "broken": '{"fever": tru}',
    "unfinished": '{"fever": true',
    "list": "[1, 2]",
    "text": '"fever"',
    "null": "null",
    "two documents": '{"fever": true} {}',
    "NaN": '{"throat-days": NaN}',
    "too large": '{"throat-days": 1e400}',
    "key twice": '{"fever": true, "fever": false}',
    "trailing comma": '{"fever": true,}',
    "single quotes": "{'fever': true}",
    "byte-order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"fever": true}'.encode("utf-16"),
    "no UTF-8": b'{"fever": "\xff"}',
    "too deep": "[" * 5000,
    "unknown finding": '{"fevver": true}',
    "no finding": '{"": true}',
    "number for yes or no": '{"fever": 1}',
    "text for yes or no": '{"fever": "true"}',
    "object for yes or no": '{"fever": {}}',
    "yes for a number": '{"throat-days": true}',
    "text for a number": '{"throat-days": "3"}',
    "number out of range": '{"throat-days": 100000000000000000000000000}',
    "yes for a choice": '{"voice": true}',
    "list for a choice": '{"voice": ["muffled"]}',
    "unknown choice": '{"voice": "shrill"}',
    "text for several": '{"eased-by": "nothing"}',
    "number among several": '{"eased-by": [1]}',
}


def _named(arguments):
    return " ".join(arguments) or "nothing"


def _no_traceback(run):
    return "Traceback" not in run.err and "Traceback" not in run.out


@pytest.mark.parametrize("arguments", _CLEAN, ids=_named)
def test_clean(arguments, surefoot, throat):
    """A command that did its work exits with 0, prints data, and has nothing to say beside it."""
    run = surefoot(*arguments)
    assert (run.code, run.err) == (0, "")
    assert run.out


@pytest.mark.parametrize("arguments", _FAULTS, ids=_named)
def test_faults(arguments, surefoot, throat):
    """A command that found faults, or nothing at all, or an urgency at or above --fail-on, exits with 1."""
    run = surefoot(*arguments)
    assert run.code == 1
    assert _no_traceback(run)


@pytest.mark.parametrize("arguments", _WRONG_USE, ids=_named)
def test_wrong_use(arguments, surefoot, throat):
    """A command line that cannot be used exits with 2 and says so without a traceback."""
    run = surefoot(*arguments)
    assert run.code == 2
    assert (run.err or run.out).strip()
    assert _no_traceback(run)


@pytest.mark.parametrize("arguments", [a for a in _WRONG_USE if a[:1] == ["triage"]], ids=_named)
def test_no_answer_to_a_wrong_question(arguments, surefoot, throat):
    """Nothing stands on standard output when an answer cannot be used: nobody may take it for an assessment."""
    assert surefoot(*arguments).out == ""


@pytest.mark.parametrize("stdin", _NO_PRESENTATIONS.values(), ids=_NO_PRESENTATIONS)
def test_unusable_presentation(stdin, surefoot, throat):
    """Standard input that is no presentation exits with 2, prints no assessment, and is named."""
    run = surefoot("triage", "--answers", "-", stdin=stdin)
    assert (run.code, run.out) == (2, "")
    assert "standard input" in run.err
    assert _no_traceback(run)


def test_answers_of_a_file_are_named_by_it(surefoot, throat, tmp_path):
    """A fault in a file of answers is reported with the file, the line and the column."""
    file = tmp_path / "patient.json"
    file.write_text('{\n  "fever": True\n}')
    run = surefoot("triage", "--answers", str(file))
    assert run.code == 2
    assert f"{file}:2:12:" in run.err


@pytest.mark.parametrize("word", ["tru", "nul", "fals", "yes"])
def test_a_misspelt_word_is_pointed_at(word, surefoot, throat):
    """A misspelt true, false or null is shown as it stands, at its own place."""
    run = surefoot("triage", "--answers", "-", stdin=f'{{"fever": {word}, "voice": "usual"}}')
    assert run.code == 2
    assert ":1:11:" in run.err
    assert f"`{word}`" in run.err


def test_the_same_value_twice_is_refused(surefoot, throat):
    """Several values of one finding differ from each other, as the schema of presentations says."""
    assert surefoot("triage", "--answers", "-", stdin='{"eased-by": ["nothing", "nothing"]}').code == 2


@pytest.mark.parametrize("inner", ["[]", "{}"])
def test_a_list_among_several_values_is_refused(inner, surefoot, throat):
    """A list or an object among several values is an answer that cannot be used."""
    assert surefoot("triage", "--answers", "-", stdin=f'{{"eased-by": [{inner}]}}').code == 2


def test_an_empty_presentation_is_assessed(surefoot, throat):
    """A patient of whom nothing is known gets the default urgency, which is not settled."""
    run = surefoot("triage", "--answers", "-", "--format", "json", stdin="{}")
    assert run.code == 0
    assert (run.json["urgency"], run.json["settled"], run.json["reasons"]) == ("amber", False, [])


def test_every_problem_is_named_at_once(surefoot, throat):
    """All answers that cannot be used are reported in one run, whatever way they came in."""
    stdin = json.dumps({"fevver": True, "voice": "shrill"})
    run = surefoot("triage", "--answers", "-", "--with", "drolling", "--without", "throat-days", stdin=stdin)
    assert run.code == 2
    assert all(word in run.err for word in ("`fevver`", "`shrill`", "`drolling`", "`throat-days`"))


@pytest.mark.parametrize(
    ("option", "stdin"), [("--with=fever=no", '{"fever": true}'), ("--with=fever", '{"fever": null}')]
)
def test_contradicting_a_file_is_refused(option, stdin, surefoot, throat):
    """An option that gives a finding another answer than the file is refused, not-sure included."""
    run = surefoot("triage", "--answers", "-", option, stdin=stdin)
    assert (run.code, run.out) == (2, "")
    assert "`fever`" in run.err


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["traige"], "triage"),
        (["triage", "--with", "drolling"], "drooling"),
        (["triage", "--with", "voice=muffld"], "muffled"),
        (["triage", "--with", "fever", "--fail-on", "rde"], "red"),
        (["triage", "--wiht", "fever"], "--with"),
        (["lookup", "fever", "--kind", "findng"], "finding"),
        (["list", "evalation"], "evaluation"),
        (["show", "quinzy"], "quinsy"),
    ],
    ids=_named,
)
def test_did_you_mean(arguments, meant, surefoot, throat):
    """A typing error in a command, option, finding, value, level, kind or id names the word that was meant."""
    run = surefoot(*arguments)
    assert run.code in (1, 2)
    assert meant in run.err.splitlines()[-1]


@pytest.mark.parametrize("arguments", [["lookup", "voice"], ["show", "voice"], ["list", "finding"]], ids=_named)
def test_things_can_be_looked_up_beside_a_fault(arguments, surefoot, throat_copy):
    """With a record that cannot be read the others are still found: an author looks the right id up there."""
    (throat_copy / "kb/findings/fever.json").write_text("{", encoding="utf-8")
    run = surefoot(*arguments)
    assert run.code == 0
    assert "voice" in run.out
    assert "1 fault" in run.err


@pytest.mark.parametrize("name", ["fever", "feverr"])
def test_who_asks_for_a_record_is_warned_once(name, surefoot, throat_copy):
    """One warning counts the faults, also those of scenarios; a record with faults is said to have them."""
    (throat_copy / "kb/findings/fever.json").write_text("{", encoding="utf-8")
    (throat_copy / "scenarios/red/half.json").write_text("{", encoding="utf-8")
    run = surefoot("show", name)
    assert run.code == 1
    assert [line.startswith("Warning: 2 faults") for line in run.err.splitlines()] == [True, False]
    assert ("has faults" in run.err) == (name == "fever")


@pytest.mark.parametrize(
    "arguments", [words for words in _COMMANDS if words[0] not in ("lookup", "show", "list")], ids=_named
)
def test_a_faulty_knowledge_base_answers_nothing(arguments, surefoot, throat_copy):
    """With a record that cannot be read every command that triages refuses, and shows where the fault is."""
    (throat_copy / "kb/findings/fever.json").write_text("{", encoding="utf-8")
    run = surefoot(*arguments)
    assert run.code == 2
    assert "kb/findings/fever.json:1:" in run.err
    assert "fever" not in run.out
    assert _no_traceback(run)


def test_a_faulty_record_fails_validate(surefoot, throat_copy):
    """A record that cannot be read is one fault, and the files beside it are checked as before."""
    (throat_copy / "kb/findings/fever.json").write_text("{", encoding="utf-8")
    run = surefoot("validate", "--today", "2026-01-01", "--format", "json")
    assert run.code == 1
    assert [(d["file"], d["code"]) for d in run.json["diagnostics"]] == [("kb/findings/fever.json", "S004")]


def test_a_failing_scenario_fails_test(surefoot, throat_copy):
    """`test` exits with 1 when a scenario gets another urgency than it expects."""
    old = throat_copy / "scenarios/green/cold-for-two-days.json"
    text = old.read_text(encoding="utf-8").replace('"urgency": "green"', '"urgency": "red"')
    (throat_copy / "scenarios/red/cold-for-two-days.json").write_text(text, encoding="utf-8")
    old.unlink()
    assert surefoot("test").code == 1


def test_an_unreadable_scenario_fails_test(surefoot, throat_copy):
    """`test` exits with 1 when a scenario cannot be read, although all others pass, and names the file."""
    (throat_copy / "scenarios/green/cold-for-two-days.json").write_text("{", encoding="utf-8")
    run = surefoot("test", "--format", "json")
    assert run.code == 1
    assert run.json["failed"] == 0
    assert "scenarios/green/cold-for-two-days.json:1:" in run.err


@pytest.mark.parametrize("command", ["validate", "triage", "lookup", "show", "list", "test"])
def test_an_unexpected_error_is_no_traceback(command, surefoot, throat, monkeypatch):
    """A fault of surefoot itself exits with 3, prints no data and says what to do."""

    def fail(*_, **__):
        raise RuntimeError("out of luck")

    monkeypatch.setattr("surefoot.validation.open_knowledge_base", fail)
    monkeypatch.setattr("surefoot.validation.peek", fail)
    monkeypatch.setattr("surefoot.validation.validate", fail)
    arguments = {"triage": ["--with", "fever"], "lookup": ["fever"], "show": ["fever"]}.get(command, [])
    run = surefoot(command, *arguments)
    assert (run.code, run.out) == (3, "")
    assert "RuntimeError" in run.err
    assert "out of luck" in run.err
    assert _no_traceback(run)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_stopping_by_hand(stop, surefoot, throat, monkeypatch):
    """Control-C, and the end of the input, stop a command with 130 and no traceback."""

    def interrupted(*_, **__):
        raise stop

    monkeypatch.setattr("surefoot.validation.validate", interrupted)
    run = surefoot("validate")
    assert (run.code, run.out) == (130, "")
    assert _no_traceback(run)


def test_a_full_disk_is_no_fault_of_surefoot(surefoot, throat, monkeypatch):
    """An error of the operating system exits with 2 and says what it is."""

    def fail(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("surefoot.validation.validate", fail)
    run = surefoot("validate")
    assert run.code == 2
    assert "No space left on device" in run.err


def test_the_debug_switch_shows_the_traceback(surefoot, throat, monkeypatch, capsys):
    """With SUREFOOT_DEBUG a fault of surefoot itself is raised as it is."""
    import sys

    from surefoot_cli.main import main

    def fail(*_, **__):
        raise RuntimeError("out of luck")

    monkeypatch.setenv("SUREFOOT_DEBUG", "1")
    monkeypatch.setattr("surefoot.validation.validate", fail)
    monkeypatch.setattr(sys, "argv", ["surefoot", "validate"])
    with pytest.raises(RuntimeError, match="out of luck"):
        main()


def test_the_option_outdoes_the_environment(surefoot, throat, monkeypatch):
    """--kb names the knowledge base, else SUREFOOT_KB does, else the folder one works in."""
    monkeypatch.setenv("SUREFOOT_KB", "nowhere")
    wrong = surefoot("list")
    assert wrong.code == 2
    assert "SUREFOOT_KB" in wrong.err
    assert surefoot("list", "--kb", "kb").code == 0
    assert surefoot("--kb", "kb", "list").code == 0
    monkeypatch.setenv("SUREFOOT_KB", str(throat / "kb"))
    monkeypatch.chdir("/")
    assert "throat" in surefoot("--version").out
    monkeypatch.setenv("SUREFOOT_KB", "")
    monkeypatch.chdir(throat / "kb" / "rules")
    assert "throat" in surefoot("--version").out


def test_the_nearer_option_wins(surefoot, throat):
    """--kb of the command outdoes --kb before the command."""
    assert surefoot("--kb", "nowhere", "list", "--kb", "kb").code == 0


def test_version(surefoot, throat, throat_kb):
    """--version prints the versions of the tool and of the knowledge base, and its content hash."""
    from surefoot import __version__

    lines = surefoot("--version").out.splitlines()
    assert lines[0].split() == ["surefoot", __version__]
    assert lines[1].split()[-3:] == ["throat", throat_kb.manifest.version, throat_kb.hash]
