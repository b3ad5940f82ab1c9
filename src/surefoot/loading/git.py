"""A knowledge base and its scenarios as they were in a git revision, read without checking anything out."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from surefoot.diagnostics import nearest
from surefoot.loading.tree import Entry, Tree, kb_tree, scenario_tree
from surefoot.model import Kind

_OF_ANOTHER_PLACE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
_OFFLINE = ("-c", "protocol.allow=never")


class _Blob(NamedTuple):
    """A file of a revision: its path below the root of the repository, and the name of its content."""

    path: str
    content: bytes


def scan_revision(revision: str, kb: Path) -> Tree:
    """The files of a knowledge base and of the scenarios beside it, with their bytes, as they were in a revision.

    Nothing is fetched: what is not in the repository on this machine does not exist.

    Raises:
        FileNotFoundError: there is no git, no repository around the folder, no such revision, or no
            knowledge base at this place in it.
    """
    folder = _place(kb)
    commit = _commit(revision, kb)
    beside = f"{folder.rpartition('/')[0]}/scenarios".lstrip("/") if folder else None
    places = [place for place in (folder, beside) if place is not None]
    blobs = {place: list(_blobs(commit, place, kb)) for place in places}
    data = _contents([blob for listed in blobs.values() for blob in listed], kb)
    trees = [
        make(_entries(revision, place, blobs[place], data), f"{revision}:{place}")
        for place, make in zip(places, (kb_tree, scenario_tree), strict=False)
    ]
    if not any(file.kind is Kind.KB for file in trees[0].files):
        raise FileNotFoundError(f"the revision {revision} holds no {_below(folder, 'kb.json')}")
    files = tuple(file for tree in trees for file in tree.files)
    return Tree(files, tuple(fault for tree in trees for fault in tree.faults), trees[0].root)


def _place(kb: Path) -> str:
    """The folder of the knowledge base as git names it: below the root of its repository, "" for the root."""
    if not kb.is_dir():
        raise FileNotFoundError(f"{kb} is no folder, and only a folder in a git repository has revisions")
    try:
        return os.fsdecode(_git(kb, "rev-parse", "--show-prefix")).strip("/\n")
    except _GitFailure as failure:
        raise FileNotFoundError(f"{kb} is in no git repository that can be read: {failure}") from None


def _commit(revision: str, kb: Path) -> str:
    if not revision.startswith("-"):
        try:
            return _git(kb, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
        except (_GitFailure, ValueError):
            pass
    if _git(kb, "rev-parse", "--is-shallow-repository").strip() == b"true":
        raise FileNotFoundError(
            f"git knows no revision {revision} here, because this clone holds only the last revisions; "
            "git fetch --unshallow gets the others"
        )
    names = _git(kb, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags").decode().split()
    meant = nearest(revision, names)
    hint = f"; did you mean {meant}?" if meant else ""
    raise FileNotFoundError(f"git knows no revision {revision}{hint}")


def is_revision(name: str, kb: Path) -> bool:
    """Whether a name is that of a git revision of a folder."""
    try:
        _place(kb)
        _commit(name, kb)
    except FileNotFoundError:
        return False
    return True


def _blobs(commit: str, place: str, kb: Path) -> Iterator[_Blob]:
    """The files below a place, as git lists them."""
    within = ("--", f"{place}/") if place else ()
    for line in _git(kb, "ls-tree", "-r", "-z", "--full-tree", commit, *within).split(b"\0"):
        if line:
            described, _, path = line.partition(b"\t")
            _, kind, content = described.split()
            if kind == b"blob":
                yield _Blob(os.fsdecode(path), content)


def _contents(blobs: Sequence[_Blob], kb: Path) -> dict[bytes, bytes]:
    """The bytes of all files, by the name of their content, from one process."""
    wanted = b"\n".join(dict.fromkeys(blob.content for blob in blobs)) + b"\n"
    answer = memoryview(_git(kb, "cat-file", "--batch", given=wanted))
    found: dict[bytes, bytes] = {}
    at = 0
    for content in wanted.split():
        end = at + bytes(answer[at : at + 200]).index(b"\n")
        described = bytes(answer[at:end]).split()
        if described[1:2] != [b"blob"]:
            raise FileNotFoundError(f"git cannot read {content.decode()}: it is not in the repository on this machine")
        size = int(described[2])
        found[content] = bytes(answer[end + 1 : end + 1 + size])
        at = end + 2 + size
    return found


def _entries(revision: str, place: str, blobs: Sequence[_Blob], data: dict[bytes, bytes]) -> Iterator[Entry]:
    """The files as a walk over the folder would give them: in the order of their paths, hidden ones left out."""
    for blob in sorted(blobs):
        parts = tuple(blob.path[len(_below(place, "")) :].split("/"))
        if not any(part.startswith(".") for part in parts) and not any(part.startswith("__") for part in parts[:-1]):
            yield Entry(blob.path, f"{revision}:{blob.path}", parts, data[blob.content])


def _below(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name


class _GitFailure(Exception):
    """What git said when it refused."""


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers about the repository around a folder."""
    import subprocess

    surroundings = {key: value for key, value in os.environ.items() if key not in _OF_ANOTHER_PLACE}
    surroundings |= {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    command = ["git", *_OFFLINE, *arguments]
    try:
        done = subprocess.run(command, cwd=folder, env=surroundings, input=given, capture_output=True, check=False)
    except FileNotFoundError:
        raise FileNotFoundError("git is not installed; name a folder or a snapshot") from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise _GitFailure(said[0].removeprefix("fatal: ") if said else "git gave no reason")
    return done.stdout
