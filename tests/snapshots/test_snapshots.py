"""What the command line prints on the second knowledge base, compared with files in expected/.

`pytest tests/snapshots --rewrite-snapshots` writes the files anew; the difference is then reviewed.
"""

import re
import shlex
from pathlib import Path

import pytest

_EXPECTED = Path(__file__).parent / "expected"

_WHOLE = {
    "help": "--help",
    "version": "--version",
    "validate-help": "validate --help",
    "validate": "validate --today 2026-01-01",
    "validate-json": "validate --today 2026-01-01 --format json",
    "validate-missing-path": "validate --today 2026-01-01 nowhere.json",
    "triage-help": "triage --help",
    "triage-red": "triage --with sore-throat --with drooling --with voice=muffled --without fever",
    "triage-red-json": "triage --with sore-throat --with drooling --with voice=muffled --without fever --format json",
    "triage-red-markdown": (
        "triage --with sore-throat --with drooling --with voice=muffled --without fever --format markdown"
    ),
    "triage-region": "triage --with sore-throat --with drooling --region island",
    "triage-region-json": "triage --with sore-throat --region ISLAND --format json",
    "triage-region-markdown": "triage --without sore-throat --region island --format markdown",
    "triage-region-unknown": "triage --with sore-throat --region iland",
    "triage-explain": "triage --with sore-throat --with voice=muffled --with throat-days=3 --without fever --explain",
    "triage-explain-json": "triage --with sore-throat --with voice=muffled --without fever --explain --format json",
    "triage-amber-not-settled": "triage --with sore-throat --with fever --with throat-days=5 --with eased-by=nothing",
    "triage-not-sure": "triage --with sore-throat --with noisy-breathing=unsure",
    "triage-green": (
        "triage --with sore-throat --with throat-days=2 --with eased-by=cool-drinks,painkillers --with voice=usual"
        " --without weak-defenses --without noisy-breathing --without drooling --without fever"
    ),
    "triage-out-of-scope": "triage --without sore-throat",
    "triage-out-of-scope-json": "triage --without sore-throat --format json",
    "triage-out-of-scope-markdown": "triage --without sore-throat --format markdown",
    "triage-nothing-given": "triage",
    "triage-bad-answers": (
        "triage --with drolling --with throat-days=-3 --with throat-days=soon --with voice=muffld --with voice"
        " --with fever=maybe --with fever --without fever"
    ),
    "triage-bad-fail-on": "triage --with fever --fail-on rde",
    "triage-text": 'triage --text "No fever, but I cannot swallow my spit. Sore for three days. My cat purrs"',
    "triage-text-json": 'triage --text "I cannot swallow my spit" --format json',
    "triage-text-markdown": 'triage --text "I am drooling, no fever" --format markdown',
    "triage-text-doubtful": 'triage --text "drooling? noisy breathing?"',
    "triage-text-empty": 'triage --text " "',
    "triage-text-two-answers": 'triage --text "I cannot swallow my spit" --without drooling',
    "why-not-help": "why-not --help",
    "why-not": 'why-not "my spit runs"',
    "why-not-json": 'why-not "no drooling" --format json',
    "lookup-help": "lookup --help",
    "lookup": "lookup quinsy",
    "lookup-json": "lookup quinsy --format json",
    "lookup-markdown": "lookup quinsy --format markdown",
    "lookup-typo": "lookup epiglotitis --limit 2",
    "lookup-question": "lookup 'what tests for quinsy?'",
    "lookup-open-questions": "lookup quinsy --open-questions --limit 1",
    "lookup-open-questions-json": "lookup quinsy --open-questions --limit 1 --format json",
    "lookup-nothing": "lookup zzzz",
    "lookup-bad-kind": "lookup voice --kind findng",
    "show-help": "show --help",
    "show-finding": "show voice",
    "show-finding-json": "show voice --format json",
    "show-finding-markdown": "show voice --format markdown",
    "show-rule": "show muffled-voice",
    "show-condition": "show quinsy",
    "show-nothing": "show quinzy",
    "list-help": "list --help",
    "list": "list",
    "list-finding": "list finding",
    "list-urgency-json": "list urgency --format json",
    "list-urgency-markdown": "list urgency --format markdown",
    "list-bad-kind": "list findng",
    "test-help": "test --help",
    "test": "test",
    "test-json": "test --format json",
    "test-junit": "test --format junit",
    "batch-help": "batch --help",
    "evaluate-help": "evaluate --help",
    "test-coverage": "test --coverage",
    "test-mutate": "test --mutate",
    "no-such-command": "traige",
    "no-such-option": "triage --wiht fever",
    "no-such-kb": "list --kb nowhere",
}
_BROKEN = {
    "broken-validate": "validate --today 2026-01-01",
    "broken-validate-json": "validate --today 2026-01-01 --format json",
    "broken-triage": "triage --with fever",
}
_FAILING = {
    "failing-test": "test",
    "failing-test-json": "test --format json",
    "failing-test-junit": "test --format junit",
}


@pytest.fixture
def compared(request, surefoot):
    """Compare the run of a command line with its file, or write the file."""

    def compare(name: str, command: str, stdin: str = "") -> None:
        run = surefoot(*shlex.split(command), stdin=stdin)
        assert run.code != 3, run.err
        parts = [f"$ surefoot {command}"]
        parts += [run.out.rstrip("\n")] if run.out else []
        parts += ["--- standard error", run.err.rstrip("\n")] if run.err else []
        text = _masked("\n".join([*parts, f"--- exit code {run.code}", ""]))
        file = _EXPECTED / f"{name}.txt"
        if request.config.getoption("--rewrite-snapshots"):
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8")

    return compare


def _masked(text: str) -> str:
    """Without what changes with every release or edit: hashes, versions, times."""
    text = re.sub(r"\b[0-9a-f]{64}\b", "<hash>", text)
    text = re.sub(r'("fingerprint": )"[0-9a-f]{16}"', r'\1"<fingerprint>"', text)
    text = re.sub(r"(Knowledge base: .*, )[0-9a-f]{12}\b", r"\1<hash>", text)
    text = re.sub(r"\d+ questions to the solver, \d+\.\d s\.", "<questions> to the solver, <time>.", text)
    return re.sub(r"\b\d+\.\d+\.\d+\b", "<version>", text)


@pytest.mark.parametrize("name", _WHOLE)
def test_prints_what_the_snapshot_shows(name, compared, throat):
    """Each command prints what its snapshot shows."""
    compared(name, _WHOLE[name])


def test_answers_from_standard_input(compared, throat):
    """Triage reads a presentation from standard input."""
    compared("triage-answers", "triage --answers - --format json", '{"sore-throat": true, "voice": "muffled"}')


@pytest.mark.parametrize("name", _BROKEN)
def test_faulty_records(name, compared, throat_copy):
    """Faults are shown by `validate`, and keep every other command from answering."""
    _replace(throat_copy / "kb/findings/fever.json", '"question"', '"qestion"')
    _replace(throat_copy / "kb/rules/red/muffled-voice.json", '"finding": "voice",', '"finding": "voise",')
    _replace(throat_copy / "kb/causes/common-cold.json", '"cool-drinks"]', '"cool-drinks"')
    compared(name, _BROKEN[name])


@pytest.mark.parametrize("name", _FAILING)
def test_failing_scenarios(name, compared, throat_copy):
    """Under-triage comes first, then the scope, then over-triage, then wrong reasons."""
    scenarios = throat_copy / "scenarios"
    _replace(scenarios / "red/rasping-breath.json", '["airway-in-danger"]', '["muffled-voice"]')
    for old, new, expected, instead in (
        ("amber/fever-but-healthy", "green", '"urgency": "amber"', '"urgency": "green"'),
        ("green/cold-for-two-days", "red", '"urgency": "green"', '"urgency": "red"'),
        ("out-of-scope/earache-only", "amber", '"in_scope": false, "urgency": null', '"urgency": "amber"'),
    ):
        file = scenarios / f"{old}.json"
        _replace(file, expected, instead)
        file.rename(scenarios / new / file.name)
    compared(name, _FAILING[name])


def test_every_snapshot_is_compared():
    """No file in expected/ is left over from a command line that nobody runs any more."""
    files = {file.stem for file in _EXPECTED.iterdir()}
    assert files == {*_WHOLE, *_BROKEN, *_FAILING, "triage-answers", "interview-transcript"}


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
