"""Fixing what can be fixed, round after round, until nothing more is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from surefoot.diagnostics import Diagnostic, Fix
from surefoot.editing import Replacement, apply_fixes, is_json, mend_syntax
from surefoot.loading import Reading, SourceFile, read_records
from surefoot.validation.report import Report
from surefoot.validation.validating import Reader

Validation: TypeAlias = Callable[[Reader], Report]

MOST_ROUNDS = 10


class Fixed(NamedTuple):
    """What is left after fixing, how many faults were fixed, and the files that are to change."""

    report: Report
    faults: int
    replacements: tuple[Replacement, ...]


class _Desk:
    """The files on the disk as they were when they were first read, over which lie the texts that were mended."""

    def __init__(self) -> None:
        self.paths: dict[str, str] = {}
        self.originals: dict[str, bytes] = {}
        self.mended: dict[str, bytes] = {}

    @property
    def texts(self) -> Mapping[str, bytes]:
        """What the files hold now."""
        return {**self.originals, **self.mended}

    def read(self, files: Iterable[SourceFile]) -> Reading:
        """Read the records of the files."""
        files, texts = list(files), self.texts
        self.paths.update((file.file, file.path) for file in files if file.data is None)
        reading = read_records(file._replace(data=texts.get(file.file, file.data)) for file in files)
        for file, text in reading.locator.texts.items():
            if file in self.paths:
                self.originals.setdefault(file, text)
        return reading


def fix(validation: Validation, unsafe: bool = False) -> Fixed:
    """Fix the faults that a validation finds, the unsafe ones too if wanted; nothing is written.

    `validation` validates with the reader that it is given.
    """
    desk = _Desk()
    report = validation(desk.read)
    faults = 0
    for _ in range(MOST_ROUNDS):
        fixed = _fix_once(desk, report.diagnostics, unsafe)
        if not fixed:
            break
        faults += fixed
        report = validation(desk.read)
    changed = ((file, text) for file, text in desk.mended.items() if text != desk.originals[file])
    replacements = (Replacement(desk.paths[file], file, desk.originals[file], text) for file, text in changed)
    return Fixed(report, faults, tuple(replacements))


def _fix_once(desk: _Desk, diagnostics: Iterable[Diagnostic], unsafe: bool) -> int:
    texts = desk.texts
    fixes = [chosen for diagnostic in diagnostics if (chosen := next(_allowed(diagnostic, unsafe), None))]
    touched = {edit.place.file for fix in fixes for edit in fix.edits} & texts.keys()
    broken = {file for file in touched if not is_json(texts[file])}
    mending = apply_fixes({file: texts[file] for file in touched - broken}, fixes)
    desk.mended.update(mending.texts)
    fixed = mending.fixed
    for file in broken:
        desk.mended[file], repaired = mend_syntax(texts[file], unsafe)
        fixed += repaired
    return fixed


def _allowed(diagnostic: Diagnostic, unsafe: bool) -> Iterator[Fix]:
    return (fix for fix in diagnostic.fixes if fix.safe or unsafe)
