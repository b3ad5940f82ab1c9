"""Which files are not in canonical form, and how they would look in it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from surefoot.diagnostics import Diagnostic, Fault
from surefoot.editing.canonical import canonical
from surefoot.editing.replacing import Replacement
from surefoot.loading import (
    LOADING_CODES,
    Locator,
    SourceFile,
    SyntaxFault,
    bytes_of,
    kb_around,
    scan_kb,
    scan_scenarios,
    scenarios_of,
)


class Formatting(NamedTuple):
    """The files that are to change, the faults of those that cannot be read, and how many files were looked at."""

    replacements: tuple[Replacement, ...]
    diagnostics: tuple[Diagnostic, ...]
    files: int


def format_records(files: Iterable[SourceFile]) -> Formatting:
    """Work out the canonical form of files; nothing is written."""
    replacements: list[Replacement] = []
    diagnostics: list[Diagnostic] = []
    locator = Locator()
    count = 0
    for file in files:
        count += 1
        try:
            data = bytes_of(file.path)
            locator.texts[file.file] = data
            formatted = canonical(data, file.kind)
        except OSError as error:
            fault = Fault(file.file, "", f"the file cannot be read: {(error.strerror or str(error)).lower()}")
            diagnostics.append(locator.diagnostic(LOADING_CODES["unreadable-file"], fault))
        except SyntaxFault as syntax_fault:
            diagnostics.append(locator.syntax_diagnostic(file.file, syntax_fault))
        else:
            if formatted != data:
                replacements.append(Replacement(file.path, file.file, data, formatted))
    return Formatting(tuple(replacements), tuple(diagnostics), count)


def records_of(kb: Path) -> Iterator[SourceFile]:
    """The files of a knowledge base and of the scenarios beside it."""
    yield from scan_kb(kb).files
    beside = scenarios_of(kb)
    if beside is not None:
        yield from scan_scenarios(beside).files


def records_below(paths: Sequence[Path], kb: Path | None = None) -> tuple[list[SourceFile], list[Path]]:
    """The records that are these files or lie in these folders, and the paths that hold none.

    `kb` is where to look when there is no knowledge base around a path.
    """
    found: dict[str, SourceFile] = {}
    unusable: list[Path] = []
    for path in paths:
        root = kb_around(path) or kb
        whole = os.path.abspath(path)
        prefix = whole.rstrip(os.sep) + os.sep
        records = records_of(root) if root else iter(())
        chosen = {file.path: file for file in records if file.path == whole or file.path.startswith(prefix)}
        found.update(chosen)
        if not chosen:
            unusable.append(path)
    return list(found.values()), unusable
