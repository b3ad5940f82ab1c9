"""Opening a knowledge base to triage with."""

import os
from datetime import date
from pathlib import Path

from surefoot.checks import CHECKS, Context
from surefoot.diagnostics import Diagnostic
from surefoot.loading import LOADING_CODES, Tree, content_hash, find_kb, read_sparingly, scan
from surefoot.model import KnowledgeBase
from surefoot.validation.structure import structure_faults


class KnowledgeBaseError(Exception):
    """The knowledge base has faults with which nobody can be triaged safely."""

    def __init__(self, kb: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = diagnostics[0]
        place = f"{first.place.file}:{first.place.line}:{first.place.column}"
        super().__init__(f"{kb} cannot be used: {place}: {first.message}")
        self.diagnostics = diagnostics


def load(kb: str | os.PathLike[str] | None = None) -> KnowledgeBase:
    """Open a knowledge base: the folder that holds kb.json, or the one that is found without a name.

    Raises:
        FileNotFoundError: there is none in the folder.
        KnowledgeBaseError: it has faults with which nobody can be triaged safely.
    """
    return open_knowledge_base(find_kb(kb))


def open_knowledge_base(kb: Path, *, scenarios: bool = False) -> KnowledgeBase:
    """Read a knowledge base, and the scenarios beside it where asked for.

    Raises:
        KnowledgeBaseError: a file has faults, or a check that triage relies on finds one.
        OSError: a snapshot cannot be used.
    """
    return open_tree(scan(kb, scenarios=scenarios))


def open_tree(tree: Tree) -> KnowledgeBase:
    """The knowledge base that these files make up, wherever they are from.

    Raises:
        KnowledgeBaseError: a file has faults, or a check that triage relies on finds one.
    """
    reading = read_sparingly(tree.files)
    locator = reading.locator
    found = list(reading.diagnostics)
    structure = [*tree.faults, *structure_faults(tree, reading.records)]
    found += [locator.diagnostic(LOADING_CODES[slug], fault) for slug, fault in structure]
    context = Context(reading.records, date.min)
    for check in CHECKS:
        if check.needed_to_triage and not found:
            found += [locator.diagnostic(check.code, fault) for fault in check.find(context)]
    if found:
        raise KnowledgeBaseError(tree.root, tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key)))
    return KnowledgeBase.of(reading.records, content_hash(reading.records))
