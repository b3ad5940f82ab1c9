"""Completion in shells: what Bash itself makes of it, and what the program offers the others."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[3]
_THROAT = _ROOT / "tests" / "second_kb"
_BASH = """
eval "$(surefoot completion bash)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
_surefoot_completion surefoot
printf '%s\\n' "${COMPREPLY[@]}"
"""


def _environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COMP_", "_SUREFOOT"))}
    return {**kept, "SUREFOOT_KB": str(_THROAT / "kb"), **more}


def _offered(line, word, shell="fish"):
    environment = _environment(_SUREFOOT_COMPLETE=f"{shell}_complete", COMP_WORDS=line, COMP_CWORD=word)
    run = subprocess.run(
        [sys.executable, "-m", "surefoot_cli"], env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout


def _in_bash(*words):
    environment = _environment()
    script = f'PATH="{Path(sys.executable).parent}:$PATH"\n{_BASH}'
    run = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *words], env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no Bash")
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["surefoot", "tri"], ["triage"]),
        (["surefoot", "triage", "--with", "nois"], ["noisy-breathing"]),
        (["surefoot", "triage", "--with", "voi"], ["voice-always-so", "voice="]),
        (["surefoot", "triage", "--with", "voice", "=", "muf"], ["muffled"]),
        (["surefoot", "triage", "--with", "voice", "=", "muffled", "--without", "dro"], ["drooling"]),
        (["surefoot", "triage", "--fail-on", "r"], ["red"]),
        (["surefoot", "triage", "--format", "=", "js"], ["json"]),
        (["surefoot", "show", "qui"], ["quinsy"]),
        (["surefoot", "list", "fin"], ["finding"]),
        (["surefoot", "explain", "r101"], ["R101"]),
        (["surefoot", "completion", "z"], ["zsh"]),
        (["surefoot", "triage", "--with", "zzz"], []),
    ],
)
def test_bash_completes(words, wanted):
    """Bash is offered what fits the word at the cursor, behind an equals sign only the value."""
    assert _in_bash(*words) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_has_a_script(shell, surefoot):
    """The script for each shell names the program and goes to standard output."""
    run = surefoot("completion", shell)
    assert (run.code, run.err) == (0, "")
    assert "surefoot" in run.out
    assert "_SUREFOOT_COMPLETE" in run.out


def test_other_shells_are_told_what_an_offer_means():
    """An offer brings the title of the finding where the shell shows one."""
    assert _offered("surefoot triage --with noi", "noi") == "plain,noisy-breathing\tNoisy or hard breathing\n"


def test_a_knowledge_base_that_cannot_be_read_offers_nothing(tmp_path):
    """Completion never speaks of faults."""
    environment = _environment(
        _SUREFOOT_COMPLETE="fish_complete", COMP_WORDS="surefoot show ", COMP_CWORD="", SUREFOOT_KB=str(tmp_path)
    )
    run = subprocess.run(
        [sys.executable, "-m", "surefoot_cli"], env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "", "")
