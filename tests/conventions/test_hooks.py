"""What other programs read in this repository: the pre-commit hooks, the GitHub Action, the settings of VS Code."""

import json
import re
import shlex
import shutil
import subprocess
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
import yaml

from surefoot_cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
RECORDS = [
    file.relative_to(ROOT).as_posix()
    for folder in ("kb", "scenarios")
    for file in sorted((ROOT / folder).rglob("*.json"))
]


def test_the_hooks():
    """There is a hook for each command that an author runs before a commit."""
    assert set(HOOKS) == {"surefoot-validate", "surefoot-fmt", "surefoot-test"}


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_runs_once_over_everything(name):
    """A hook runs its command once and without file names, because files refer to each other."""
    hook = HOOKS[name]
    program, command = hook["entry"].split()
    assert (program, f"surefoot-{command}") == ("surefoot", name)
    assert command in COMMANDS
    assert (hook["language"], hook["pass_filenames"], hook["require_serial"]) == ("python", False, True)


@pytest.mark.parametrize("name", sorted(HOOKS))
def test_a_hook_runs_for_records_and_for_nothing_else(name):
    """Every record and scenario sets a hook off, wherever its knowledge base lies; other files do not."""
    pattern = re.compile(HOOKS[name]["files"])
    assert [file for file in RECORDS if not pattern.search(file) or not pattern.search(f"below/{file}")] == []
    for file in ("README.md", "schemas/rule.schema.json", "src/surefoot/kb.py", "docs/kb.json", "notkb/x.json"):
        assert not pattern.search(file)


def test_a_hook_tells_good_from_bad(surefoot, throat_copy):
    """The hooks pass on a sound knowledge base, and the first one fails on a fault."""
    runs = {name: [*shlex.split(hook["entry"])[1:], *hook["args"]] for name, hook in HOOKS.items()}
    surefoot("fmt")
    assert {name: surefoot(*run).code for name, run in runs.items()} == dict.fromkeys(HOOKS, 0)
    file = throat_copy / "kb/rules/red/muffled-voice.json"
    file.write_text(file.read_text("utf-8").replace('"muffled-voice",', '"muffled-vice",', 1), encoding="utf-8")
    assert surefoot(*runs["surefoot-validate"]).code == 1
    shutil.move(throat_copy / "kb", throat_copy / "elsewhere")
    assert {name: surefoot(*run).code for name, run in runs.items()} == dict.fromkeys(HOOKS, 2)


def test_every_input_of_the_action_is_used_safely():
    """Every input is described, optional, and reaches a script only as a variable: none is pasted into its text."""
    assert set(ACTION["inputs"]) == {"kb", "format", "since", "prove"}
    assert all(i["description"] and i["required"] is False and "default" in i for i in ACTION["inputs"].values())
    used = {value for step in STEPS.values() for value in step.get("env", {}).values()}
    assert used == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}
    assert [name for name, step in STEPS.items() if "${{" in step["run"] or step["shell"] != "bash"] == []


def test_the_scenarios_run_even_when_there_are_faults():
    """One run of the action shows faults, failed scenarios and proofs; nothing runs when the installation failed."""
    assert list(STEPS) == ["Install", "Validate", "Test", "Prove"]
    for name in ("Test", "Prove"):
        assert "!cancelled()" in STEPS[name]["if"]
        assert "steps.install.outcome == 'success'" in STEPS[name]["if"]
    assert STEPS["Install"]["id"] == "install"


@pytest.fixture
def step(tmp_path):
    """Run the script of a step as GitHub does, with a `surefoot` that prints what it was given and exits with 1."""
    if not shutil.which("bash"):
        pytest.skip("there is no bash")
    program = tmp_path / "surefoot"
    program.write_text('#!/bin/sh\nfor given in "$@"; do echo "$given"; done\nexit 1\n', encoding="utf-8")
    program.chmod(0o755)

    def run(name, **inputs):
        env = {"PATH": f"{tmp_path}:/usr/bin:/bin", "RUNNER_TEMP": str(tmp_path), "KB": "", "SINCE": "", "FORMAT": ""}
        env |= {"GITHUB_OUTPUT": str(tmp_path / "output"), **inputs}
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", STEPS[name]["run"]]
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    return run


def test_the_action_passes_its_inputs_on(step, tmp_path):
    """An input reaches the command as one argument; kb/ in the root is named where none is; faults fail the step."""
    done = step("Validate", FORMAT="sarif", KB="a folder/kb", SINCE="v1; echo x")
    assert done.returncode == 1
    arguments = ["validate", "--format", "sarif", "--kb", "a folder/kb", "--since", "v1; echo x"]
    assert done.stdout.splitlines() == arguments
    report = (tmp_path / "output").read_text("utf-8").strip().removeprefix("report=")
    assert report.endswith(".sarif")
    assert Path(report).read_text("utf-8").splitlines() == arguments
    assert step("Validate", FORMAT="text").stdout.splitlines() == ["validate", "--format", "text", "--kb", "kb"]
    assert step("Test").stdout.splitlines() == ["test", "--kb", "kb"]
    assert step("Test", KB="deep/kb").stdout.splitlines() == ["test", "--kb", "deep/kb"]


def test_the_action_proves_where_it_is_asked_to(step):
    """Without `prove` nothing is proved; with it both proofs run, even when the first one fails, and fail the step."""
    assert (step("Prove", PROVE="false").stdout, step("Prove", PROVE="false").returncode) == ("", 0)
    done = step("Prove", PROVE="true", SINCE="v1; echo x", KB="a folder/kb")
    assert done.returncode == 1
    both = ["prove", "--kb", "a folder/kb", "diff", "v1; echo x", "--prove", "--kb", "a folder/kb"]
    assert done.stdout.splitlines() == both
    assert step("Prove", PROVE="true").stdout.splitlines() == ["prove", "--kb", "kb"]


def test_vs_code_knows_the_schema_of_every_file():
    """Exactly one entry of the settings fits each record and scenario, and it names the schema that the file names."""
    entries = [(entry["fileMatch"], ROOT / entry["url"]) for entry in SETTINGS["json.schemas"]]
    assert [schema for _, schema in entries if not schema.is_file()] == []
    wrong = {}
    for file in RECORDS:
        path = f"/{file}"
        fitting = [schema for globs, schema in entries if any(_fits(path, glob) for glob in globs)]
        named = json.loads((ROOT / file).read_text("utf-8"))["$schema"]
        if fitting != [((ROOT / file).parent / named).resolve()]:
            wrong[file] = fitting
    assert wrong == {}


def test_vs_code_checks_json():
    """The settings turn checking on, end files with a line break, and indent JSON by two."""
    assert SETTINGS["json.validate.enable"] is True
    assert SETTINGS["files.insertFinalNewline"] is True
    assert SETTINGS["[json]"]["editor.tabSize"] == 2


def _fits(path, glob):
    """Whether a path fits a glob in which a star stands for a part of one name."""
    parts, wanted = path.split("/"), glob.split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))
