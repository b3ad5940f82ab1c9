"""What several tests need: the command line run in this process, and two knowledge bases."""

import gc
import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

_ROOT = Path(__file__).parent.parent
_THROAT = Path(__file__).parent / "second_kb"
_ON_GITHUB = ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY")


def pytest_addoption(parser):
    parser.addoption("--rewrite-snapshots", action="store_true", help="write tests/snapshots/expected/ anew")


@dataclass(frozen=True)
class Run:
    """What one call of the command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be one JSON document and nothing else."""
        return json.loads(self.out)


@pytest.fixture
def surefoot(monkeypatch, capsys, tmp_path_factory) -> Callable[..., Run]:
    """Run `surefoot` with these arguments; `stdin` is what it reads."""
    from surefoot_cli.main import main

    for name in ("SUREFOOT_KB", "SUREFOOT_DEBUG", "NO_COLOR", "FORCE_COLOR", *_ON_GITHUB):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))

    def run(*arguments: str, stdin: bytes | str = b"") -> Run:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "argv", ["surefoot", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        gc.enable()
        out, err = capsys.readouterr()
        return Run(stop.value.code, out, err)

    return run


@pytest.fixture
def throat(monkeypatch) -> Path:
    """The second knowledge base with its scenarios; it is the working directory."""
    monkeypatch.chdir(_THROAT)
    return _THROAT


@pytest.fixture
def throat_copy(tmp_path, monkeypatch) -> Path:
    """A copy of the second knowledge base and its scenarios, to break; it is the working directory."""
    copy = tmp_path / "copy"
    shutil.copytree(_THROAT, copy)
    monkeypatch.chdir(copy)
    return copy


@pytest.fixture
def legs(monkeypatch) -> Path:
    """The folder above the knowledge base of this project; it is the working directory."""
    monkeypatch.chdir(_ROOT)
    return _ROOT


@pytest.fixture(scope="session")
def leg_kb():
    """The knowledge base of this project."""
    from surefoot.validation import open_knowledge_base

    return open_knowledge_base(_ROOT / "kb")


@pytest.fixture(scope="session")
def throat_kb():
    """The second knowledge base, with its scenarios."""
    from surefoot.validation import open_knowledge_base

    return open_knowledge_base(_THROAT / "kb", scenarios=True)


@pytest.fixture(scope="session")
def leg_index(leg_kb):
    """The knowledge base of this project, to look things up in."""
    from surefoot.lookup import Index

    return Index.of(leg_kb.records)


@pytest.fixture(scope="session")
def throat_index(throat_kb):
    """The second knowledge base, to look things up in."""
    from surefoot.lookup import Index

    return Index.of(throat_kb.records)
