"""`surefoot test --coverage` and `--mutate`: exit codes, drafts, wrong use."""

import json

import pytest

pytest.importorskip("z3")
REPORTS = ("--coverage", "--mutate")


@pytest.mark.parametrize(
    "options",
    [
        ("--coverage", "--mutate"),
        ("--coverage", "--format", "junit"),
        ("--mutate", "--format", "html"),
        ("--format", "stryker"),
        ("--write-drafts", "drafts"),
        ("--mutate", "--time-limit", "0"),
    ],
)
def test_wrong_use(options, throat, surefoot):
    """Options that do not go together are a wrong use, and nothing is printed."""
    run = surefoot("test", *options)
    assert (run.code, run.out) == (2, "")
    assert "Error" in run.err


@pytest.mark.parametrize("report", REPORTS)
def test_a_failing_suite_is_not_asked(report, throat_copy, surefoot):
    """A suite that fails says why on standard error, and no report is printed."""
    file = throat_copy / "scenarios/green/cold-for-two-days.json"
    file.write_text(file.read_text("utf-8").replace('"urgency": "green"', '"urgency": "amber"'), "utf-8")
    run = surefoot("test", report, "--format", "json")
    assert (run.code, run.out) == (1, "")
    assert "cold-for-two-days" in run.err


@pytest.mark.parametrize("report", REPORTS)
def test_drafts_are_scenarios_that_fill_the_gap(report, throat_copy, surefoot):
    """Each draft passes as it is; with all of them beside the others, nothing is missing."""
    run = surefoot("test", report, "--write-drafts", "scenarios")
    assert run.code == 1
    written = [line.removeprefix("wrote ") for line in run.err.splitlines() if line.startswith("wrote ")]
    assert written
    for path in (throat_copy / path for path in written):
        _fill_in(path)
    assert surefoot("test").code == 0
    again = surefoot("test", report)
    assert again.code == 0, again.out


def _fill_in(path):
    """Write what a draft leaves open; what it expects is left as it is."""
    draft = json.loads(path.read_text("utf-8"))
    assert "FILL IN" in draft["story"]
    assert "FILL IN" in draft["why"]
    citation = {"basis": "common-knowledge", "claim": "A claim."}
    path.write_text(json.dumps({**draft, "story": "A story.", "why": "A reason.", "sources": [citation]}), "utf-8")


def test_drafts_are_written_over_nothing(throat_copy, surefoot):
    """A draft that is there already is left as it is, and none is written."""
    assert surefoot("test", "--coverage", "--write-drafts", "drafts").code == 1
    run = surefoot("test", "--coverage", "--write-drafts", "drafts")
    assert run.code == 2
    assert "is there already" in run.err


@pytest.mark.parametrize("report", REPORTS)
def test_without_the_solver(report, throat, surefoot, monkeypatch):
    """What only the solver can say is a wrong use without it."""
    monkeypatch.setitem(__import__("sys").modules, "z3", None)
    run = surefoot("test", report)
    assert (run.code, run.out) == (2, "")
    assert "surefoot[proof]" in run.err


@pytest.mark.parametrize("report", REPORTS)
def test_too_little_time(report, throat, surefoot, monkeypatch):
    """What the solver gives up on is undecided, and never counted as good."""
    from surefoot.proof import Solver, Undecided

    def give_up(*_):
        raise Undecided("too slow")

    monkeypatch.setattr(Solver, "possible", give_up)
    run = surefoot("test", report, "--format", "json")
    assert run.code == 3
    told = json.loads(run.out)
    assert told["undecided"] > 0


def test_nothing_is_written_over_a_terminal_that_is_none(throat, surefoot):
    """Off a terminal, standard error stays empty."""
    assert surefoot("test", "--mutate").err == ""
