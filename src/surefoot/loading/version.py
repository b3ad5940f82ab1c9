"""One version of a knowledge base, wherever it is: a folder, a snapshot, a git revision."""

import os

from surefoot.loading.location import scenarios_beside
from surefoot.loading.tree import Tree, scan_kb, scan_scenarios


def scan(kb: str | os.PathLike[str], *, scenarios: bool = True) -> Tree:
    """The files of a knowledge base in a folder or a snapshot and, unless told otherwise, of its scenarios.

    Raises:
        OSError: a snapshot cannot be used.
    """
    if os.path.isfile(kb):
        from surefoot.loading.snapshot import read_snapshot

        return read_snapshot(kb, scenarios=scenarios)
    tree = scan_kb(kb)
    beside = scenarios_beside(kb) if scenarios else None
    if beside is None:
        return tree
    more = scan_scenarios(beside)
    return tree._replace(files=tree.files + more.files, faults=tree.faults + more.faults)


def scan_version(name: str, kb: str | os.PathLike[str]) -> Tree:
    """The files of the version that people name: a folder, a snapshot, or a git revision of `kb`.

    Raises:
        FileNotFoundError: it is none of them, or `kb` itself and a git revision of that name.
        OSError: a snapshot cannot be used.
    """
    if not name.strip():
        raise FileNotFoundError("an empty name is no version: name a folder, a snapshot or a git revision")
    from pathlib import Path

    from surefoot.loading.git import is_revision, scan_revision

    path, kb = Path(name), Path(kb)
    for place in (path, path / "kb"):
        if (place / "kb.json").is_file():
            if place.resolve() == kb.resolve() and is_revision(name, kb):
                raise FileNotFoundError(
                    f"{name} is this folder and a git revision: write ./{name} or refs/heads/{name}"
                )
            return scan(place)
    if path.is_file():
        return scan(path)
    try:
        return scan_revision(name, kb)
    except FileNotFoundError as error:
        what = "a folder without kb.json" if path.is_dir() else "no folder and no snapshot"
        raise FileNotFoundError(f"{name} is {what}, and no git revision either: {error}") from None
