"""What is packed, and what must not stand in any file."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from surefoot.loading import packaged as packaging

ROOT = Path(__file__).parents[2]
TOP = "/"
MACHINE_PATHS = rf"(?:^|[\s\"'`(=:,\[]){TOP}(?:{'|'.join(('work', 'root', 'tmp', 'home'))}){TOP}\w"
HOSTS = "|".join(name.replace("!", "[.]") for name in ("pypi!org", "pythonhosted!org", "npmjs!org", "crates!io"))
ORIGINS = "|".join(("cla" + "ude", "anth" + "ropic", "chat" + "gpt", r"\bissue\s+#[0-9]", r"\bPR\s+#[0-9]"))
FORBIDDEN = re.compile("|".join((MACHINE_PATHS, HOSTS, ORIGINS)), re.IGNORECASE | re.MULTILINE)


@pytest.mark.parametrize("name", ["kb", "schemas"])
def test_the_wheel_carries_knowledge_and_schemas(name):
    """kb/ and schemas/ are packed into the wheel at the place where the library looks for them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packed = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert (ROOT / name).is_dir()
    assert packed[name] == f"surefoot/data/{name}"


@pytest.mark.parametrize("name", ["kb", "schemas"])
def test_the_library_finds_what_the_wheel_carries(name, tmp_path, monkeypatch):
    """In an installation the folder inside the package is used, whatever lies beside it."""
    (tmp_path / "surefoot" / "data" / name).mkdir(parents=True)
    (tmp_path / name).mkdir()
    monkeypatch.setattr(packaging, "_PACKAGE", tmp_path / "surefoot")
    monkeypatch.setattr(packaging, "_CHECKOUT", tmp_path)
    assert packaging.packaged(name) == tmp_path / "surefoot" / "data" / name


def test_no_file_names_a_machine_a_registry_or_a_tool_of_its_making():
    """No file holds a path of somebody's machine, the host of a package registry, or how the file came to be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("this is no git checkout")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert len(files) > 1000
    found = []
    for path in files:
        hit = FORBIDDEN.search(path.read_text("utf-8", errors="replace"))
        if hit:
            found.append((path.relative_to(ROOT).as_posix(), hit[0]))
    assert found == []


@pytest.mark.parametrize("text", ["see {}work/notes", '"{}root/x"', "https://py" + "pi.org/simple", "issue " + "#12"])
def test_the_forbidden_words_are_recognised(text):
    """The pattern finds what it is meant to find."""
    assert FORBIDDEN.search(text.format(TOP))


@pytest.mark.parametrize(
    "text", ["rest and{}or work", "https://example.org/teamwork", "home/work balance", "the issue"]
)
def test_ordinary_words_are_not_forbidden(text):
    """The pattern leaves ordinary text and addresses alone."""
    assert not FORBIDDEN.search(text.format(TOP))
