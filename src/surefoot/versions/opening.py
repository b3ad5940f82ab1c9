"""Opening a version by the name that people give it."""

from pathlib import Path
from typing import NamedTuple

from surefoot.diagnostics import Diagnostic
from surefoot.loading import Tree, read_records, scan, scan_version, shown
from surefoot.model import Kind, KnowledgeBase, RecordSet
from surefoot.validation import open_tree


class Version(NamedTuple):
    """One version: its name, its knowledge, its scenarios, and the faults of scenarios that cannot be read."""

    name: str
    kb: KnowledgeBase
    scenarios: RecordSet
    unread: tuple[Diagnostic, ...]

    @property
    def number(self) -> tuple[int, ...]:
        """The version number of kb.json, part by part."""
        return tuple(int(part) for part in self.kb.manifest.version.split("."))


def open_version(name: str | None, kb: Path) -> Version:
    """Open a folder, a snapshot or a git revision of `kb`; without a name, `kb` itself.

    Raises:
        FileNotFoundError: there is nothing of this name.
        OSError: a snapshot cannot be used.
        KnowledgeBaseError: its knowledge has faults with which nobody can be triaged safely.
    """
    tree = scan(kb) if name is None else scan_version(name, kb)
    patients = read_records(file for file in tree.files if file.kind is Kind.SCENARIO)
    return Version(name or shown(kb), open_tree(_knowledge(tree)), patients.records, patients.diagnostics)


def _knowledge(tree: Tree) -> Tree:
    """The tree without scenarios: a faulty scenario does not make knowledge unusable."""
    inside = "" if tree.root == "." else tree.root if tree.root.endswith(":") else f"{tree.root}/"
    files = tuple(file for file in tree.files if file.kind is not Kind.SCENARIO)
    faults = tuple((slug, fault) for slug, fault in tree.faults if fault.file.startswith(inside))
    return tree._replace(files=files, faults=faults)
