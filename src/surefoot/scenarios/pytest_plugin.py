"""A pytest plugin: each scenario file below a folder scenarios/ is one test.

The knowledge base is the kb/ beside that folder.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "ScenarioFile | None":
    """Collect scenario files and nothing else."""
    beside_kb = len(file_path.parts) > 3 and (file_path.parents[2] / "kb" / "kb.json").is_file()
    if file_path.suffix == ".json" and file_path.parents[1].name == "scenarios" and beside_kb:
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A scenario file; it holds one item."""

    def collect(self) -> Iterable["ScenarioItem"]:
        """The one item of this file."""
        yield ScenarioItem.from_parent(self, name=self.path.stem)


class ScenarioFailure(Exception):
    """A scenario that got another answer than it expects."""


class ScenarioItem(pytest.Item):
    """One scenario as a test."""

    def runtest(self) -> None:
        """Run the scenario and fail with its misses."""
        from surefoot.scenarios.run import run_scenario

        kb = _knowledge_base(self.config, self.path.parents[2] / "kb")
        scenario = kb.records.scenarios[self.path.stem]
        outcome = run_scenario(kb, scenario)
        if not outcome.passed:
            lines = [f"{miss.kind}: {miss.message}" for miss in outcome.misses]
            raise ScenarioFailure("\n".join([f"story: {scenario.story}", *lines]))

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """The misses without a traceback."""
        if isinstance(excinfo.value, ScenarioFailure):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the scenario is."""
        return self.path, 0, self.name


def _knowledge_base(config: pytest.Config, folder: Path) -> Any:
    from surefoot.validation import open_knowledge_base

    opened = config.stash.setdefault(_OPENED, {})
    if folder not in opened:
        opened[folder] = open_knowledge_base(folder, scenarios=True)
    return opened[folder]


_OPENED: pytest.StashKey[dict[Path, Any]] = pytest.StashKey()
