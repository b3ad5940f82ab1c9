"""Reading a knowledge base from a git revision."""

import shutil
from pathlib import Path

import pytest

from repositories import committed, edited, git
from surefoot.loading import content_hash, read_records, scan, scan_version
from surefoot.loading.git import scan_revision


@pytest.fixture
def repository(throat_copy) -> Path:
    """The second knowledge base and its scenarios in a git repository, at the tag v1."""
    committed(throat_copy, "v1")
    return throat_copy


def _contents(tree):
    return sorted((file.path.rpartition("/")[2], file.kind, file.level) for file in tree.files)


def test_a_revision_holds_what_the_folder_held(repository):
    """The records of a revision are those of the folder when it was committed, scenarios included."""
    tree, folder = scan_revision("v1", Path("kb")), scan(Path("kb"))
    assert _contents(tree) == _contents(folder)
    assert content_hash(read_records(tree.files).records) == content_hash(read_records(folder.files).records)
    assert {file.file for file in tree.files} == {f"v1:{file.file}" for file in folder.files}
    assert read_records(tree.files).diagnostics == ()


def test_later_edits_do_not_show(repository):
    """What was edited, added or removed since, committed or not, is not in the revision."""
    before = _contents(scan_revision("v1", Path("kb")))
    edited(Path("kb/kb.json"), version="9.9.9")
    Path("kb/findings/fever.json").unlink()
    committed(repository, "v2")
    shutil.rmtree("scenarios")
    assert _contents(scan_revision("v1", Path("kb"))) == before
    assert len(_contents(scan_revision("v2", Path("kb")))) == len(before) - 1
    assert read_records(scan_revision("v1", Path("kb")).files).records.manifest.version == "0.3.0"


@pytest.mark.parametrize("name", ["HEAD", "main", "v1", "HEAD~0", "v1^{commit}"])
def test_a_revision_has_many_names(repository, name):
    """Whatever git takes for a commit is a version."""
    assert len(scan_version(name, Path("kb")).files) == len(scan(Path("kb")).files)


def test_a_folder_deep_in_a_repository(tmp_path, monkeypatch):
    """The knowledge base need not be at the root, and other files of the repository are not read."""
    copy = tmp_path / "a project" / "deep" / "throat"
    shutil.copytree(Path(__file__).parents[2] / "second_kb", copy)
    (tmp_path / "kb.json").write_text("{}")
    committed(tmp_path, "v1")
    monkeypatch.chdir(copy)
    tree = scan_revision("v1", Path("kb"))
    assert len(tree.files) == len(scan(Path("kb")).files)
    assert tree.root == "v1:a project/deep/throat/kb"


def test_a_repository_of_nothing_but_the_knowledge_base(tmp_path, monkeypatch):
    """A repository whose root is the knowledge base itself has no scenarios beside it."""
    shutil.copytree(Path(__file__).parents[2] / "second_kb" / "kb", tmp_path / "kb")
    committed(tmp_path / "kb", "v1")
    monkeypatch.chdir(tmp_path / "kb")
    tree = scan_revision("v1", Path())
    assert len(tree.files) == len(scan(Path()).files) > 20
    assert tree.faults == ()


def test_hidden_files_are_no_records_and_strays_are_told(repository):
    """What a walk over the folder leaves out is left out, and what it reports is reported."""
    Path("kb/findings/.fever.json.swp").write_text("x")
    Path("kb/findings/notes.txt").write_text("x")
    Path("kb/über.txt").write_text("x")
    committed(repository, "v2")
    tree, folder = scan_revision("v2", Path("kb")), scan(Path("kb"))
    assert _contents(tree) == _contents(folder)
    told = sorted((slug, fault.file.removeprefix("v2:")) for slug, fault in tree.faults)
    assert told == sorted((slug, fault.file) for slug, fault in folder.faults) != []


def test_the_bytes_are_those_of_the_commit(repository):
    """Neither attributes nor line endings of the checkout change what is read."""
    Path(".gitattributes").write_text("*.json text eol=crlf\nfever.json export-ignore\n")
    committed(repository, "v2")
    tree = scan_revision("v2", Path("kb"))
    data = next(file.data for file in tree.files if file.path.endswith("findings/fever.json"))
    assert data == Path("kb/findings/fever.json").read_bytes().replace(b"\r\n", b"\n")


@pytest.mark.parametrize("name", ["", "nowhere", "v11", "--all", "-h", "HEAD:kb", "v1..HEAD", "0" * 40, "a b", "v1\n"])
def test_what_is_no_revision_is_refused(repository, name):
    """Anything that names no commit is refused with its name, and never taken for an option."""
    with pytest.raises(FileNotFoundError, match="no revision"):
        scan_revision(name, Path("kb"))


def test_a_misspelt_revision(repository):
    """A name close to a branch or tag brings up the right one."""
    with pytest.raises(FileNotFoundError, match="did you mean main"):
        scan_version("mian", Path("kb"))


def test_a_folder_in_no_repository(throat_copy):
    """Without a repository there are no revisions, and the message says so."""
    with pytest.raises(FileNotFoundError, match="no git repository"):
        scan_version("v1", Path("kb"))


def test_a_revision_without_the_knowledge_base(tmp_path, monkeypatch):
    """A revision from before the knowledge base was there is refused."""
    (tmp_path / "README.md").write_text("x")
    committed(tmp_path, "v0")
    shutil.copytree(Path(__file__).parents[2] / "second_kb" / "kb", tmp_path / "kb")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"holds no kb/kb[.]json"):
        scan_revision("v0", Path("kb"))


def test_no_git(repository, monkeypatch):
    """Without git the message says what to name instead."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(FileNotFoundError, match="git is not installed"):
        scan_version("v1", Path("kb"))


def test_git_is_asked_about_the_folder_not_about_the_hook(repository, monkeypatch, tmp_path):
    """The variables that git sets for its hooks do not lead to another repository."""
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert len(scan_revision("v1", Path("kb")).files) == len(scan(Path("kb")).files)


def test_a_broken_object(repository):
    """A file whose content is missing from the repository is told, and nothing is fetched."""
    name = git(repository, "rev-parse", "v1:kb/findings/fever.json").strip()
    (repository / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with pytest.raises(FileNotFoundError, match="not in the repository on this machine"):
        scan_revision("v1", Path("kb"))


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_no_version(repository, name):
    """An empty variable of a script names no version, rather than the current folder, with which nothing differs."""
    with pytest.raises(FileNotFoundError, match="empty"):
        scan_version(name, Path("kb"))


def test_a_folder_that_is_also_a_revision_must_be_named_clearly(repository):
    """The name of the knowledge base itself and of a branch is refused; the two plain ways to write it are taken."""
    scan_version("kb", Path("kb"))
    git(repository, "branch", "kb")
    with pytest.raises(FileNotFoundError, match="refs/heads/kb"):
        scan_version("kb", Path("kb"))
    assert scan_version("./kb", Path("kb")).root == "kb"
    assert scan_version("refs/heads/kb", Path("kb")).root == "refs/heads/kb:kb"


def test_a_shallow_clone_says_that_it_is_one(repository, tmp_path, monkeypatch):
    """A revision that a shallow clone lacks is reported with the way to get it."""
    edited(Path("kb/kb.json"), version="9.9.9")
    committed(repository, "v2")
    git(tmp_path, "clone", "--depth", "1", repository.absolute().as_uri(), "shallow")
    monkeypatch.chdir(tmp_path / "shallow")
    with pytest.raises(FileNotFoundError, match="unshallow"):
        scan_version("HEAD~1", Path("kb"))
