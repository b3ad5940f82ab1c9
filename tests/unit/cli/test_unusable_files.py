"""A file that cannot be used is told with its name and a cure, and exit code 2."""

import pytest

from surefoot_cli.unusable_files import told


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "patient.json").write_text("{}", "utf-8")
    (tmp_path / "answers").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("patiant.json", "There is no file patiant.json; did you mean patient.json?"),
        ("nobody.json", "There is no file nobody.json; check the path"),
        ("elsewhere/patient.json", "There is no folder elsewhere; check the path elsewhere/patient.json"),
        ("answers", "answers is a folder; name a file"),
    ],
)
def test_the_cure_is_told(surefoot, legs, folder, monkeypatch, name, said):
    """The file that was named, and what may have been meant."""
    monkeypatch.chdir(folder)
    run = surefoot("triage", "--kb", str(legs / "kb"), "--answers", name)
    assert run.code == 2
    assert run.err == f"Error: {said}\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("no room"), "no room"),
        (OSError(28, "No space left on device"), "No space left on device"),
        (OSError(28, "No space left on device", "out.csv"), "No space left on device: out.csv"),
        (PermissionError(13, "Permission denied", "a.json"), "a.json: permission denied; ask whoever owns"),
        (FileNotFoundError(2, "No such file or directory"), "No such file or directory"),
    ],
)
def test_other_errors(error, said):
    """What the system says, where it says more than that."""
    assert told(error).startswith(said)
