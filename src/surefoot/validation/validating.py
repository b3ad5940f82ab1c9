"""Every check on every file, in one pass."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from surefoot.checks import CHECKS, standard_of
from surefoot.diagnostics import Code, Diagnostic, Fault
from surefoot.loading import (
    LOADING_CODES,
    FileMemory,
    Reading,
    SourceFile,
    Tree,
    find_kb,
    kb_around,
    read_records,
    read_sparingly,
    scan,
    scan_scenarios,
    scan_version,
    scenarios_of,
    shown,
)
from surefoot.model import Kind, NamedTuple, RecordSet, Scenario
from surefoot.validation.report import Report
from surefoot.validation.screening import is_faultless
from surefoot.validation.structure import structure_faults
from surefoot.validation.waivers import Checked, run_checks

TYPE_CHECKING = False  # pathlib takes longer to import than a hundred files to check
if TYPE_CHECKING:
    from pathlib import Path
    from typing import TypeAlias

Folder: TypeAlias = "str | os.PathLike[str]"
Remembering: TypeAlias = Callable[[Folder], FileMemory]
Reader: TypeAlias = Callable[[Iterable[SourceFile]], Reading]


_WITHOUT_WHICH_ALL_FAILS = ("no-knowledge-base", "unreadable-file")
"""A folder is missing or cannot be read: whatever names a record in it would be a fault, and is none."""


def all_codes() -> tuple[Code, ...]:
    """Every code that `validate` can report, by code."""
    codes = [*LOADING_CODES.values(), *(check.code for check in CHECKS)]
    return tuple(sorted(codes, key=lambda code: code.code))


def validate(
    kb: Folder | None = None,
    paths: Sequence[Path] = (),
    today: date | None = None,
    read: Reader = read_sparingly,
    since: str | None = None,
    remembering: Remembering | None = None,
) -> Report:
    """Check a knowledge base and the scenarios beside it.

    With `paths`, only the faults of those files and folders are reported, each checked with the knowledge
    base around it, or with `kb` where there is none around it. `read` turns files into records; an editor
    reads its unsaved text. With `since`, a git revision, a snapshot or a folder, the changes since then are
    checked too. `remembering` gives what earlier runs know of the files of a knowledge base.

    Raises:
        FileNotFoundError: there is no knowledge base to check with, or nothing at `since` to compare with.
    """
    day = today or date.today()
    if not paths:
        return _sorted([_validate_one(kb or find_kb(), None, _Task(day, read, since, remembering))])
    unusable = [path for path in paths if not path.exists()]
    groups: dict[Folder, list[Path]] = {}
    for path in paths:
        if path not in unusable:
            groups.setdefault(kb_around(path) or kb or find_kb(), []).append(path)
    task = _Task(day, read, since, remembering)
    reports = [_validate_one(root, chosen, task) for root, chosen in groups.items()]
    missing = [Fault(shown(path), "", "there is no such file or folder", "check the path") for path in unusable]
    found = [Reading.nothing().locator.diagnostic(LOADING_CODES["unreadable-file"], fault) for fault in missing]
    return _sorted([*reports, Report(tuple(found), 0, tuple(unusable))])


def _sorted(reports: Sequence[Report]) -> Report:
    diagnostics = dict.fromkeys(d for report in reports for d in report.diagnostics)
    return Report(
        tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key)),
        sum(report.files for report in reports),
        tuple(path for report in reports for path in report.unusable_paths),
        tuple(dict.fromkeys(d for report in reports for d in report.waived)),
        tuple(dict.fromkeys(root for report in reports for root in report.roots)),
    )


class _Task(NamedTuple):
    """How to check: on which day, with which way of reading, against which earlier version, and what is known."""

    today: date
    read: Reader
    since: str | None
    remembering: Remembering | None


def _validate_one(kb: Folder, chosen: list[Path] | None, task: _Task) -> Report:
    memory = task.remembering(kb) if task.remembering and os.path.isdir(kb) else None
    tree = scan(kb)
    roots = (kb, os.path.join(os.path.dirname(os.path.join(os.getcwd(), kb)), "scenarios"))
    can_screen = task.read is read_sparingly and task.since is None
    if can_screen and not (memory and memory.knows_files) and is_faultless(tree, task.today):
        clean = Report((), len(tree.files), roots=roots)
        return clean if chosen is None else _narrowed(clean, chosen, kb, tree, Reading.nothing())
    reading = (memory.read if memory else task.read)(tree.files)
    before = read_records(scan_version(task.since, kb).files).records if task.since is not None else None
    found = [*reading.diagnostics]
    structural = [*tree.faults, *structure_faults(tree, reading.records)]
    for slug, fault in structural:
        found.append(reading.locator.diagnostic(LOADING_CODES[slug], fault))
    lacking = any(slug in _WITHOUT_WHICH_ALL_FAILS for slug, _ in structural)
    checked = Checked((), ()) if lacking else _checked(reading, task.today, before, memory)
    found += [reading.locator.diagnostic(code, fault) for code, fault in checked.standing]
    found = _without_consequences(found)
    waived = tuple(reading.locator.diagnostic(code, fault) for code, fault in checked.waived)
    if memory and can_screen and not (found or waived):
        memory.forget()
    report = Report(tuple(found), len(tree.files), waived=waived, roots=roots)
    return report if chosen is None else _narrowed(report, chosen, kb, tree, reading)


def _checked(reading: Reading, today: date, before: RecordSet | None, memory: FileMemory | None) -> Checked:
    """What the checks find; the wording of a file is judged once, for as long as file and standard stay."""
    if memory is None:
        return run_checks(reading.records, today, before)
    standard = standard_of(reading.records)
    checked = run_checks(reading.records, today, before, memory.well_worded(standard))
    found = (*checked.standing, *checked.waived)
    memory.keep(standard, {fault.file for code, fault in found if code.code.startswith("W")})
    return checked


def _without_consequences(found: list[Diagnostic]) -> list[Diagnostic]:
    """One fault for one mistake: what names no record is not in the wrong folder as well."""
    dangling = {(d.place.file, d.pointer) for d in found if d.slug == "dangling-reference"}
    return [d for d in found if d.slug != "wrong-folder" or (d.place.file, d.pointer) not in dangling]


def _narrowed(report: Report, chosen: list[Path], kb: Folder, tree: Tree, reading: Reading) -> Report:
    """The part of a report that concerns the paths; the whole for the knowledge base itself or its parent."""
    whole = {os.path.abspath(kb), os.path.dirname(os.path.abspath(kb))}
    if any(os.path.abspath(path) in whole for path in chosen):
        return report
    diagnostics = [d for d in report.diagnostics if _is_below(d.place.file, map(shown, chosen))]
    unusable = []
    for path in chosen:
        known = [*(file.file for file in tree.files), *(fault.file for _, fault in tree.faults)]
        if not any(_is_below(file, [shown(path)]) for file in known) and path.name != "README.md":
            what = "this folder holds no records" if path.is_dir() else "this file belongs to no knowledge base"
            cure = "records live in kb/<kind>/ and scenarios/<urgency>/ of a knowledge base"
            fault = Fault(shown(path), "", what, cure)
            diagnostics.append(reading.locator.diagnostic(LOADING_CODES["no-knowledge-base"], fault))
            unusable.append(path)
    files = sum(_is_below(file.file, map(shown, chosen)) for file in tree.files)
    waived = tuple(d for d in report.waived if _is_below(d.place.file, map(shown, chosen)))
    return Report(tuple(diagnostics), files, tuple(unusable), waived, (*report.roots, *chosen))


def read_with_scenarios(kb: Path, *, scenarios: bool = True, read: Reader = read_sparingly) -> tuple[Tree, Reading]:
    """The files of a knowledge base and, unless told otherwise, of the scenarios beside it, and what they hold."""
    tree = scan(kb, scenarios=scenarios)
    return tree, read(tree.files)


def read_scenarios(kb: Path, paths: Sequence[Path] = ()) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """The scenarios beside a knowledge base, or those below the paths, and the faults of their files."""
    if kb.is_file() and not paths:
        reading = read_records(file for file in scan(kb).files if file.kind is Kind.SCENARIO)
        return tuple(reading.records.scenarios.values()), reading.diagnostics
    folders = list(paths) or [beside for beside in (scenarios_of(kb),) if beside]
    roots = dict.fromkeys(_scenario_root(path) for path in folders)
    trees = [scan_scenarios(root) for root in roots if root]
    wanted = [shown(folder) for folder in folders]
    files = [file for tree in trees for file in tree.files if _is_below(file.file, wanted)]
    reading = read_records(files)
    strays = [fault for tree in trees for fault in tree.faults if _is_below(fault[1].file, wanted)]
    faults = [reading.locator.diagnostic(LOADING_CODES[slug], fault) for slug, fault in strays]
    return tuple(reading.records.scenarios.values()), (*reading.diagnostics, *faults)


def _scenario_root(path: Path) -> Path | None:
    absolute = path.absolute()
    return next((folder for folder in (absolute, *absolute.parents) if folder.name == "scenarios"), None)


def _is_below(file: str, wanted: Iterable[str]) -> bool:
    return any(path in (file, ".") or file.startswith(path.rstrip("/") + "/") for path in wanted)
