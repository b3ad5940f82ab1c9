"""The interview at a terminal: leaving it, keeping it, going on with it, and where there is nobody to ask."""

import json
import os
import stat
from pathlib import Path

import pytest

from interviewing.scripted import dialogue

_THROAT = Path(__file__).parents[2] / "second_kb"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals of POSIX")


def _saved(tmp_path, *lines):
    file = tmp_path / "answers.json"
    code, _, _ = dialogue(_THROAT, [], [*lines, f"save {file}", "quit"])
    assert code == 130
    return file


@pytest.mark.parametrize("key", ["\x03", "\x04", "quit"], ids=["Ctrl-C", "Ctrl-D", "quit"])
@pytest.mark.parametrize("before", [[], ["yes"], ["yes", "6 no", "2"]], ids=["first", "list", "alarm"])
def test_leaving_stores_nothing(before, key):
    """Whoever leaves, at whatever prompt, is told that nothing was stored."""
    code, output, shown = dialogue(_THROAT, [], [*before, key])
    assert (code, output) == (130, "")
    assert "Nothing was stored." in shown
    assert "Traceback" not in shown


def test_a_saved_interview_goes_on_where_it_stopped(tmp_path):
    """With --resume only what was left is asked, and the result is that of all answers."""
    file = _saved(tmp_path, "yes", "5 8")
    code, output, shown = dialogue(_THROAT, ["--resume", str(file), "--format", "json"], ["4 8 no", "2"])
    assert code == 0
    assert "Is your throat sore?" not in shown
    assert json.loads(output)["urgency"] == "green"


def test_a_saved_interview_is_for_its_owner_alone(tmp_path):
    """Nobody else may read the file; it is whole, and no other file is left beside it."""
    file = _saved(tmp_path, "yes")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_bytes())["steps"] == [{"sore-throat": True}]
    assert [*tmp_path.iterdir()] == [file]


def test_saving_never_replaces_another_file(tmp_path):
    """A file that holds something else stays as it is."""
    file = tmp_path / "letter.txt"
    file.write_text("Dear all")
    _, _, shown = dialogue(_THROAT, [], ["yes", f"save {file}", "save", f"save {tmp_path}/none/x", "quit"])
    assert file.read_text() == "Dear all"
    assert "Nothing was stored." in shown


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'{"form": "surefoot-interview-1", "kb"', "answers.json:1"),
        (b"Dear all", "answers.json:1"),
        (b'{"sore-throat": true}', "no saved interview"),
        (b"[]", "no saved interview"),
        (b'{"form": "surefoot-interview-1"}', "damaged"),
        (b'{"form": "surefoot-interview-1", "kb": {"id": "throat"}, "steps": [1], "heeded": []}', "damaged"),
        (b'{"form": "surefoot-interview-1", "kb": {"id": "ear"}, "steps": [], "heeded": []}', "'ear'"),
        (b'{"form": "surefoot-interview-1", "kb": {"id": "throat"}, "steps": [{"x": 1}], "heeded": []}', "`x`"),
        (b'{"form": "surefoot-interview-1", "kb": {"id": "throat"}, "steps": [{"fever": 1}], "heeded": []}', "`fever`"),
    ],
)
def test_a_file_that_is_no_interview_is_refused(tmp_path, content, word):
    """Half a file, another file, another knowledge base: an error that says which, and nothing is asked."""
    file = tmp_path / "answers.json"
    file.write_bytes(content)
    code, output, shown = dialogue(_THROAT, ["--resume", str(file)], [])
    assert (code, output) == (2, "")
    assert word in shown.replace("\n", " ")


def test_another_state_of_the_knowledge_is_told(tmp_path):
    """Answers that were saved with other knowledge are used, and the person is told."""
    file = _saved(tmp_path, "yes")
    content = json.loads(file.read_bytes())
    content["kb"].update(hash="0" * 64, version="0.2.0")
    file.write_text(json.dumps(content))
    _, _, shown = dialogue(_THROAT, ["--resume", str(file)], ["quit"])
    assert "0.2.0" in shown
    assert f"Your answers are in {file}." in shown.replace("\n", " ")


def test_asking_what_given_answers_leave_open():
    """With --ask the answers given are not asked again."""
    code, output, shown = dialogue(
        _THROAT, ["--with", "sore-throat", "--with", "throat-days=2", "--ask", "--format", "json"], ["4 no"]
    )
    assert code == 0
    assert "days" not in shown
    assert json.loads(output)["urgency"] == "green"


def test_the_alarm_can_be_taken_as_the_answer():
    """Enter at the alarm ends the interview with the care card."""
    code, output, _ = dialogue(_THROAT, ["--format", "json"], ["yes", "6 no", "2", ""])
    assert code == 0
    assert json.loads(output)["urgency"] == "red"


@pytest.mark.parametrize("arguments", [["--no-input"], ["--with", "sore-throat", "--ask", "--no-input"]])
def test_nothing_is_asked_with_no_input(arguments):
    """With --no-input nothing is asked, at a terminal either."""
    code, output, shown = dialogue(_THROAT, arguments, [])
    assert (code, output) == (2, "")
    assert "--with" in shown


def test_resuming_and_answers_exclude_each_other(surefoot, throat):
    """--resume together with other answers is a usage error."""
    assert surefoot("triage", "--resume", "x.json", "--with", "fever").code == 2


def test_resuming_a_file_that_is_not_there():
    """A file that is not there is named."""
    code, _, shown = dialogue(_THROAT, ["--resume", "nowhere.json"], [])
    assert code == 2
    assert "nowhere.json" in shown
