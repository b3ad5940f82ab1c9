"""Scenarios are tests: the plugin that travels with the library makes one pytest item of each file."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECOND_KB = Path(__file__).parents[1] / "second_kb"


def test_every_scenario_is_an_item():
    """Collecting scenarios/ gives one item for each file, named by its path."""
    run = pytest_in(ROOT, "scenarios", "--collect-only")
    items = {line.split("::")[0] for line in run.stdout.splitlines() if "::" in line}
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "scenarios").rglob("*.json")}
    assert items == files
    assert run.returncode == 0


def test_a_folder_of_scenarios_passes():
    """Running one folder runs its scenarios against the knowledge base beside it."""
    folder = ROOT / "scenarios" / "out-of-scope"
    run = pytest_in(ROOT, "scenarios/out-of-scope")
    assert f"{len(list(folder.glob('*.json')))} passed" in run.stdout
    assert run.returncode == 0


def test_a_scenario_that_gets_another_answer_fails(tmp_path):
    """A scenario that triage does not answer as expected is a failed test; the others pass."""
    shutil.copytree(SECOND_KB, tmp_path / "copy")
    path = tmp_path / "copy" / "scenarios" / "red" / "rasping-breath.json"
    scenario = json.loads(path.read_bytes())
    scenario["presentation"] = {"noisy-breathing": False}
    path.write_text(json.dumps(scenario), encoding="utf-8")
    run = pytest_in(tmp_path / "copy", "scenarios")
    others = len(list((tmp_path / "copy" / "scenarios").rglob("*.json"))) - 1
    assert f"1 failed, {others} passed" in run.stdout
    assert "rasping-breath" in run.stdout
    assert run.returncode == 1


def pytest_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
