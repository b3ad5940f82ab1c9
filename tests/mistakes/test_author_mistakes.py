"""The mistakes that authors make, each made once in a small knowledge base without faults."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from surefoot.diagnostics import Diagnostic
from surefoot.reporting import PLAIN, render_faults
from surefoot.reporting.faults import render_json
from surefoot.validation import Report, validate

_TREE = Path(__file__).parent / "tree"
_TODAY = date(2026, 1, 1)

_CONDITION = "kb/conditions/glaucoma.json"
_CHECKLIST = "kb/checklists/about-the-eye.json"
_FINDING = "kb/findings/sight-loss.json"
_PATTERN = "kb/patterns/alarming-pain.json"
_RULE = "kb/rules/emergency/painful-red-eye.json"


@dataclass(frozen=True)
class Mistake:
    """One edit of one file, and where its fault must be shown.

    `at` is the text of the file at the place; `suggests` a part of the help that only the right cure holds.
    """

    name: str
    file: str
    wrong: tuple[str, str]
    code: str
    pointer: str
    place: tuple[int, int]
    at: str
    suggests: str | None = None
    encoding: str = "utf-8"


_MISTAKES = (
    Mistake(
        "1 required key missing",
        _CONDITION,
        ('  "summary": "The pressure in the eye is high.",\n', ""),
        "S102",
        "",
        (1, 1),
        "{",
        'add "summary"',
    ),
    Mistake(
        "2 key misspelt",
        _CONDITION,
        ('"synonyms"', '"synonims"'),
        "S101",
        "/synonims",
        (6, 3),
        '"synonims"',
        "did you mean `synonyms`",
    ),
    Mistake(
        "3 value nearly one of those allowed",
        _FINDING,
        ('"flag": "alone"', '"flag": "alnoe"'),
        "S104",
        "/flag",
        (12, 11),
        '"alnoe"',
        "did you mean `alone`?",
    ),
    Mistake(
        "4 value of the wrong type",
        _CONDITION,
        ('"revision": 1', '"revision": "1"'),
        "S103",
        "/revision",
        (4, 15),
        '"1"',
        "write 1, without quotation marks",
    ),
    Mistake(
        "5 text of the wrong form",
        _CONDITION,
        ('"H40.2"', '"h40.2"'),
        "S105",
        "/codes/0/code",
        (15, 45),
        '"h40.2"',
        'did you mean "H40.2"?',
    ),
    Mistake(
        "6 comma after the last entry",
        _CONDITION,
        ('"2099-01-01"}\n}', '"2099-01-01"},\n}'),
        "S004",
        "",
        (17, 82),
        ",",
        "remove the comma",
    ),
    Mistake(
        "7 key given twice",
        _CONDITION,
        ('  "category"', '  "title": "Glaucoma",\n  "category"'),
        "S005",
        "",
        (7, 3),
        '"title"',
        "keep one of the two",
    ),
    Mistake(
        "8 id of no record",
        _RULE,
        ('"alarming-pain"', '"alarming-pian"'),
        "R101",
        "/when/any/0/pattern",
        (8, 19),
        '"alarming-pian"',
        "did you mean `alarming-pain`?",
    ),
    Mistake(
        "9a citation of a kind that does not exist",
        _PATTERN,
        ('"publication"', '"publikation"'),
        "S104",
        "/sources/0/basis",
        (9, 15),
        '"publikation"',
        "did you mean `publication`?",
    ),
    Mistake(
        "9a citation of one kind with a wrong value inside",
        _RULE,
        ('["S01"]', '["S1"]'),
        "S105",
        "/sources/0/statements/0",
        (19, 78),
        '"S1"',
    ),
    Mistake(
        "9a citation of one kind with a misspelt key",
        _PATTERN,
        ('"claim"', '"cliam"'),
        "S101",
        "/sources/1/cliam",
        (10, 35),
        '"cliam"',
        "did you mean `claim`?",
    ),
    Mistake(
        "9b misspelt key deep inside a condition",
        _RULE,
        ('"finding": "pain-strength"', '"findng": "pain-strength"'),
        "S101",
        "/when/any/1/of/0/findng",
        (11, 17),
        '"findng"',
        "did you mean `finding`",
    ),
    Mistake(
        "10 day that no calendar has",
        _CONDITION,
        ('"2099-01-01"', '"2023-02-30"'),
        "S105",
        "/review/due_on",
        (17, 69),
        '"2023-02-30"',
    ),
    Mistake(
        "11 list without entries", _CHECKLIST, ('["sight-loss", "red-eye"]', "[]"), "S106", "/items", (7, 12), "[]"
    ),
    Mistake(
        "12 entry given twice",
        _CHECKLIST,
        ('"red-eye"]', '"red-eye", "sight-loss"]'),
        "S107",
        "/items/2",
        (7, 38),
        '"sight-loss"]',
        "remove one of the two",
    ),
    Mistake(
        "15 file that is not UTF-8",
        _CONDITION,
        ("Acute", "Acut\N{LATIN SMALL LETTER E WITH ACUTE}"),
        "S002",
        "",
        (5, 17),
        "\N{LATIN SMALL LETTER E WITH ACUTE}",
        "UTF-8",
        "latin-1",
    ),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the small knowledge base and its scenarios."""
    return shutil.copytree(_TREE, tmp_path / "tree")


def _check(tree: Path) -> Report:
    return validate(tree / "kb", today=_TODAY)


def _replace(file: Path, old: str, new: str, encoding: str = "utf-8") -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_bytes(text.replace(old, new, 1).encode(encoding))


def _faults_of(tree: Path, file: str) -> list[Diagnostic]:
    return [d for d in _check(tree).diagnostics if Path(d.place.file) == tree / file]


def _place(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.place.line, diagnostic.place.column


def test_the_small_knowledge_base_has_no_faults(tree: Path) -> None:
    """What a mistake is made in has no fault before."""
    assert _check(tree).diagnostics == ()


@pytest.mark.parametrize("mistake", _MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_gives_one_fault_at_its_place(mistake: Mistake, tree: Path) -> None:
    """A mistake gives its file one fault, with its code, at the line and column where it was made."""
    file = tree / mistake.file
    _replace(file, *mistake.wrong, mistake.encoding)

    (fault,) = _faults_of(tree, mistake.file)

    assert (fault.code, fault.pointer, _place(fault)) == (mistake.code, mistake.pointer, mistake.place)
    line = file.read_text(mistake.encoding).split("\n")[fault.place.line - 1]
    assert line[fault.place.column - 1 :].startswith(mistake.at)


@pytest.mark.parametrize("mistake", [m for m in _MISTAKES if m.suggests], ids=lambda mistake: mistake.name)
def test_a_mistake_comes_with_its_cure(mistake: Mistake, tree: Path) -> None:
    """The help of a fault holds what the author has to write."""
    _replace(tree / mistake.file, *mistake.wrong, mistake.encoding)

    (fault,) = _faults_of(tree, mistake.file)

    assert mistake.suggests is not None
    assert mistake.suggests in fault.help


@pytest.mark.parametrize("name", ["2 key misspelt", "9b misspelt key deep inside a condition"])
def test_a_mistake_causes_no_faults_in_other_files(name: str, tree: Path) -> None:
    """What a file that cannot be read would use or cite is not reported as unused or uncited."""
    mistake = next(m for m in _MISTAKES if m.name == name)
    _replace(tree / mistake.file, *mistake.wrong)

    assert {Path(d.place.file) for d in _check(tree).diagnostics} == {tree / mistake.file}


@pytest.mark.parametrize("key", ["due_on", "reviewed_on"])
def test_10_a_day_in_the_year_0(key: str, tree: Path) -> None:
    """A day that the calendar of Python does not have is a fault of its file and stops nothing."""
    wrong = {
        "due_on": ('"2099-01-01"', '"0000-01-01"'),
        "reviewed_on": ('"unreviewed", "reviewed_on": null', '"reviewed", "reviewed_on": "0000-01-01"'),
    }
    _replace(tree / _CONDITION, *wrong[key])

    assert [(d.code, d.pointer) for d in _faults_of(tree, _CONDITION)] == [("S105", f"/review/{key}")]


def test_a_key_given_twice_shows_both_places(tree: Path) -> None:
    """The fault of a key that stands twice names the first place too."""
    _replace(tree / _CONDITION, '  "category"', '  "title": "Glaucoma",\n  "category"')

    (fault,) = _faults_of(tree, _CONDITION)

    assert [(r.place.line, r.place.column) for r in fault.related] == [(5, 3)]


def test_13_a_file_name_that_is_not_the_id(tree: Path) -> None:
    """A record whose file has another name is reported at its id, with the id that the file name promises."""
    file = (tree / _CONDITION).rename(tree / "kb/conditions/glaukoma.json")

    fault = next(d for d in _check(tree).diagnostics if Path(d.place.file) == file)

    assert (fault.code, fault.pointer, _place(fault)) == ("S201", "/id", (3, 9))
    assert '"id": "glaukoma"' in fault.help


def test_14_a_file_that_is_not_there(tree: Path) -> None:
    """A path that does not exist is one fault, and the other paths are still checked."""
    missing = tree / "kb/conditions/glaukoma.json"
    _replace(tree / _FINDING, '"alone"', '"alnoe"')

    report = validate(tree / "kb", [missing, tree / _FINDING], today=_TODAY)

    assert [(d.code, Path(d.place.file), _place(d)) for d in report.diagnostics] == [
        ("S001", missing, (1, 1)),
        ("S104", tree / _FINDING, (12, 11)),
    ]
    assert report.unusable_paths == (missing,)


def test_14_a_record_that_was_deleted(tree: Path) -> None:
    """Every link to a record that was deleted is reported where it stands."""
    (tree / _CONDITION).unlink()

    faults = [d for d in _check(tree).diagnostics if d.code == "R101"]

    assert [(Path(d.place.file).name, d.pointer, _place(d)) for d in faults] == [
        ("pressure-test.json", "/looks_for/0", (10, 17)),
        ("painful-red-eye.json", "/suspects/0", (17, 16)),
        ("sight-lost.json", "/suspects/0", (9, 16)),
    ]


def test_five_mistakes_in_one_file_are_five_faults(tree: Path) -> None:
    """Nothing stops at the first fault: each of five mistakes of a file is reported once, in the order of lines."""
    file = tree / _CONDITION
    _replace(file, '"revision": 1', '"revision": 0')
    _replace(file, '"synonyms"', '"synonims"')
    _replace(file, '["red-eye", "pain-strength"]', '["red-eye", "red-eye"]')
    _replace(file, '"exact"', '"exakt"')
    _replace(file, '"2099-01-01"', '"2023-02-30"')

    found = [(d.code, d.pointer, _place(d)) for d in _faults_of(tree, _CONDITION)]

    assert found == [
        ("S108", "/revision", (4, 15)),
        ("S101", "/synonims", (6, 3)),
        ("S107", "/findings/1", (10, 27)),
        ("S104", "/codes/0/match", (15, 63)),
        ("S105", "/review/due_on", (17, 69)),
    ]


def test_mistakes_in_several_files_are_all_reported(tree: Path) -> None:
    """A file that cannot be read is one fault, and the faults of the other files are reported beside it."""
    (tree / _PATTERN).write_bytes(b"\x00\xff")
    _replace(tree / _FINDING, '"alone"', '"alnoe"')
    _replace(tree / _CHECKLIST, '"red-eye"]', '"red-eye", "sight-loss"]')

    found = {(Path(d.place.file).name, d.code) for d in _check(tree).diagnostics}

    assert found == {("alarming-pain.json", "S002"), ("sight-loss.json", "S104"), ("about-the-eye.json", "S107")}


_BRANCHES = (
    ('{"pattern": "alarming-pain"}', '{"patern": "alarming-pain"}', [("S101", "/when/any/0/patern")]),
    ('{"unsure": "red-eye"}', '{"unsure": ["red-eye"]}', [("S103", "/when/any/1/of/1/unsure")]),
    ('"at_least": 2', '"at_least": "2"', [("S103", "/when/any/1/at_least")]),
    ('"at_least": 2', '"at_least": 0', [("S108", "/when/any/1/at_least")]),
    ('"at_least": 2,', "", [("S102", "/when/any/1")]),
    ('{"unsure": "red-eye"}', '{"unsure": "red-eye", "is": true}', [("S101", "/when/any/1/of/1/is")]),
    ('{"unsure": "red-eye"}', '"red-eye"', [("S103", "/when/any/1/of/1")]),
    ('{"unsure": "red-eye"}', "{}", [("S109", "/when/any/1/of/1")]),
    ('{"unsure": "red-eye"}', '{"not": {"unsur": "red-eye"}}', [("S101", "/when/any/1/of/1/not/unsur")]),
    ('"in": ["mild", "severe"]', '"in": []', [("S106", "/when/any/1/of/0/in")]),
    ('"in": ["mild", "severe"]', '"is": 3', [("S103", "/when/any/1/of/0/is")]),
)


@pytest.mark.parametrize(("old", "new", "expected"), _BRANCHES, ids=[new for _, new, _ in _BRANCHES])
def test_a_fault_in_a_condition_is_told_of_the_form_that_was_meant(
    old: str, new: str, expected: list[tuple[str, str]], tree: Path
) -> None:
    """One mistake in a condition is one fault, and it speaks of the form the author began to write."""
    _replace(tree / _RULE, old, new)

    assert [(d.code, d.pointer) for d in _faults_of(tree, _RULE)] == expected


def _without_file(tree: Path) -> None:
    (tree / "kb/kb.json").unlink()


def _with_folder(tree: Path) -> None:
    (tree / "kb/findings/new.json").mkdir()


def _with_stray(tree: Path) -> None:
    (tree / "kb/findings/new.json.txt").write_text("{}")


def _in_wrong_folder(tree: Path) -> None:
    shutil.move(tree / _CHECKLIST, tree / "kb/patterns/about-the-eye.json")


def _twice(tree: Path) -> None:
    (tree / "kb/rules/appointment").mkdir()
    shutil.copy(tree / _RULE, tree / "kb/rules/appointment/painful-red-eye.json")


@pytest.mark.parametrize(
    ("mislay", "expected"),
    [
        (_without_file, {("kb.json", "S205", "")}),
        (_with_folder, {("new.json", "S001", "")}),
        (_with_stray, {("new.json.txt", "S203", "")}),
        (_in_wrong_folder, {("about-the-eye.json", "S202", "/$schema")}),
        (_twice, {("painful-red-eye.json", "S202", "/urgency"), ("painful-red-eye.json", "S204", "/id")}),
    ],
    ids=["no kb.json", "a folder for a file", "another suffix", "another kind's folder", "one id in two folders"],
)
def test_files_that_lie_wrong_are_reported(
    mislay: Callable[[Path], None], expected: set[tuple[str, str, str]], tree: Path
) -> None:
    """A file that is missing, misplaced or no record is reported with the code of its place."""
    mislay(tree)

    found = {(Path(d.place.file).name, d.code, d.pointer) for d in _check(tree).diagnostics}

    assert expected <= found


def test_where_the_default_is_the_highest_level_every_red_flag_reaches_it(tree: Path) -> None:
    """Nothing can be above a default that is the highest level, and so no red flag is reported as silent."""
    _replace(tree / "kb/kb.json", '"urgency": "appointment"', '"urgency": "emergency"')
    _replace(tree / "kb/rules/emergency/sight-lost.json", '{"unsure": "sight-loss"}', '{"unsure": "red-eye"}')

    assert "C101" not in {d.code for d in _check(tree).diagnostics}


def test_a_name_that_changed_where_it_is_used_everywhere_is_not_told_everywhere(tree: Path) -> None:
    """Of very many faults that say the same, the text shows the first few and counts the rest; JSON has them all."""
    scenario = (tree / "scenarios/appointment/mild-pain.json").read_text("utf-8")
    for number in range(30):
        copy = scenario.replace('"mild-pain"', f'"mild-pain-{number}"')
        (tree / f"scenarios/appointment/mild-pain-{number}.json").write_text(copy, "utf-8")
    _replace(tree / "kb/findings/pain-strength.json", '"id": "mild"', '"id": "slight"')

    report = _check(tree)

    faults = [d for d in report.diagnostics if d.code == "T101"]
    assert len(faults) == 31
    assert sum(" T101 impossible-patient: " in line for line in render_faults(report, PLAIN).splitlines()) == 3
    assert "and 28 more places of T101" in render_faults(report, PLAIN)
    assert render_json(report, PLAIN).count('"T101"') == 31


def test_a_record_in_the_folder_of_another_kind_is_one_fault(tree: Path) -> None:
    """Who links to a record that lies in a wrong folder has no fault: it is there, and only has to be moved."""
    shutil.move(tree / "kb/findings/sight-loss.json", tree / "kb/patterns/sight-loss.json")

    assert [(Path(d.place.file).name, d.code) for d in _check(tree).diagnostics] == [("sight-loss.json", "S202")]


@pytest.mark.parametrize("folder", ["kb", "kb/findings", "kb/urgencies"])
def test_a_folder_that_is_gone_is_one_fault(folder: str, tree: Path) -> None:
    """Where a whole folder is missing, what names its records is not reported at every place."""
    shutil.rmtree(tree / folder)

    report = validate(tree / "kb", today=_TODAY)

    assert {d.code for d in report.diagnostics} <= {"S001", "S205"}
    assert report.errors
