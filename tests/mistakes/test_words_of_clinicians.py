"""Mistakes of people who never programmed: one mistake is one fault, at its place, and its cure is the right one."""

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from surefoot.validation import validate

_TREE = Path(__file__).parent / "tree"
_RULE = "kb/rules/emergency/painful-red-eye.json"
_PATTERN = "kb/patterns/alarming-pain.json"
_FINDING = "kb/findings/sight-loss.json"
_PAIN = "kb/findings/pain-strength.json"
_CONDITION = "kb/conditions/glaucoma.json"
_TEST = "kb/evaluations/pressure-test.json"
_SCENARIO = "scenarios/emergency/severe-pain-in-red-eye.json"
_RED = '{"finding": "red-eye"}'
_ALARM = '{"pattern": "alarming-pain"}'


class Slip(NamedTuple):
    """One edit of one file, the code and pointer of its only fault, part of the help, and the fix, if there is one."""

    file: str
    old: str
    new: str
    code: str
    pointer: str
    help: str
    fix: str | None = None


_SLIPS = {
    "and for all": Slip(_PATTERN, '"all":', '"and":', "S101", "/when/and", "`all`", "rename `and` to `all`"),
    "or for any": Slip(_RULE, '"any":', '"or":', "S101", "/when/or", "`any`", "rename `or` to `any`"),
    "equals for is": Slip(
        _PATTERN, '"is":', '"equals":', "S101", "/when/all/0/equals", "`is`", "rename `equals` to `is`"
    ),
    "a symptom": Slip(
        _PATTERN,
        _RED,
        '{"symptom": "red-eye"}',
        "S101",
        "/when/all/1/symptom",
        "`finding`",
        "rename `symptom` to `finding`",
    ),
    "if for when": Slip(_PATTERN, '"when":', '"if":', "S101", "/if", "`when`", "rename `if` to `when`"),
    "reason for because": Slip(
        _RULE, '"because":', '"reason":', "S101", "/reason", "`because`", "rename `reason` to `because`"
    ),
    "bare text in a list": Slip(
        _PATTERN, _RED, '"red-eye"', "S103", "/when/all/1", _RED, 'write {"finding": "red-eye"}'
    ),
    "one condition without its list": Slip(
        _RULE,
        f'"any": [\n      {_ALARM},',
        f'"any": [\n      {{"all": {_ALARM}}},',
        "S103",
        "/when/any/0/all",
        f"square brackets: [{_ALARM}]",
        f"write [{_ALARM}]",
    ),
    "a list around one condition": Slip(
        _RULE,
        _ALARM,
        f'{{"not": [{_ALARM}]}}',
        "S103",
        "/when/any/0/not",
        f"leave out the square brackets: {_ALARM}",
        f"write {_ALARM}",
    ),
    "two forms in one": Slip(
        _PATTERN, _RED, f'{{"all": [{_RED}], "any": [{_RED}]}}', "S109", "/when/all/1", "each its own { ... }"
    ),
    "at_least beside any": Slip(
        _PATTERN, _RED, f'{{"at_least": 2, "any": [{_RED}]}}', "S101", "/when/all/1/at_least", "belongs beside `of`"
    ),
    "nothing in any": Slip(_PATTERN, _RED, '{"any": []}', "S106", "/when/all/1/any", "at least one must hold"),
    "a pattern as a finding": Slip(
        _RULE, _ALARM, '{"finding": "alarming-pain"}', "R101", "/when/any/0/finding", _ALARM, "write `pattern`"
    ),
    "a finding as a pattern": Slip(
        _PATTERN, _RED, '{"pattern": "red-eye"}', "R101", "/when/all/1/pattern", _RED, "write `finding`"
    ),
    "no in quotation marks": Slip(
        _PATTERN, _RED, '{"finding": "red-eye", "is": "no"}', "L101", "/when/all/1", '"is": false} for no'
    ),
    "a value nearly spelt": Slip(
        _PATTERN, '"severe"', '"sever"', "L101", "/when/all/0/is", "`severe`", "write `severe`"
    ),
    "an urgency misspelt": Slip(
        _RULE,
        '"urgency": "emergency"',
        '"urgency": "emergancy"',
        "R101",
        "/urgency",
        "`emergency`",
        "write `emergency`",
    ),
    "a title as an id": Slip(
        _CONDITION, '"red-eye",', '"Red eye",', "S105", "/findings/0", '"red-eye"', 'write "red-eye"'
    ),
    "a code in small letters": Slip(
        _CONDITION, '"H40.2"', '"h40.2"', "S105", "/codes/0/code", '"H40.2"', 'write "H40.2"'
    ),
    "one id without its list": Slip(
        _RULE, '["glaucoma"]', '"glaucoma"', "S103", "/suspects", 'brackets: ["glaucoma"]', 'write ["glaucoma"]'
    ),
    "a number in quotation marks": Slip(
        _RULE, '"at_least": 2', '"at_least": "2"', "S103", "/when/any/1/at_least", "write 2", "write 2"
    ),
    "a truth for a flag": Slip(_FINDING, '"alone"', "true", "S104", "/flag", '"alone", "combo", "none"'),
    "a day as it is written elsewhere": Slip(
        _RULE, '"2099-01-01"', '"01/31/2099"', "S105", "/review/due_on", '"2099-01-31"', 'write "2099-01-31"'
    ),
    "a day that can be read in two ways": Slip(
        _RULE, '"2099-01-01"', '"01/02/2099"', "S105", "/review/due_on", '"2027-11-22"'
    ),
    "a citation without its basis": Slip(
        _RULE, '"basis": "statement", ', "", "S102", "/sources/0", '"basis": "statement"', 'add "basis": "statement"'
    ),
    "statements of a publication": Slip(
        _PATTERN,
        '"place": "page 3"',
        '"statements": ["S01"]',
        "S101",
        "/sources/0/statements",
        'beside "basis": "statement"',
    ),
    "values of a yes or no": Slip(
        _FINDING,
        '{"type": "boolean"}',
        '{"type": "boolean", "values": []}',
        "S101",
        "/answer/values",
        'beside "type": "choice"',
    ),
    "reviewed on no day": Slip(_RULE, '"unreviewed"', '"reviewed"', "S103", "/review/reviewed_on", "on which day"),
    "a category nearly spelt": Slip(
        _CONDITION, '"category": "eye"', '"category": "eyes"', "R108", "/category", "`eye`", "write `eye`"
    ),
    "a group nearly spelt": Slip(
        _FINDING, '"group": "eye"', '"group": "eyes"', "R110", "/group", "`eye`", "write `eye`"
    ),
    "a value given twice": Slip(
        _PAIN,
        '{"id": "none"',
        '{"id": "mild", "label": "Mild too"}, {"id": "none"',
        "R109",
        "/answer/values/2/id",
        "another id",
    ),
    "a normal nearly spelt": Slip(
        _PAIN, '"normal": "none"', '"normal": "nome"', "L102", "/normal", "`none`", "write `none`"
    ),
    "one link of two misspelt": Slip(
        _CONDITION,
        '"pressure-test"',
        '"presure-test"',
        "R101",
        "/evaluations/0",
        "`pressure-test`",
        "write `pressure-test`",
    ),
    "the id alone renamed": Slip(
        _FINDING,
        '"id": "sight-loss"',
        '"id": "loss-of-sight"',
        "S201",
        "/id",
        '"id": "sight-loss"',
        'write "sight-loss"',
    ),
    "the version of a knowledge base": Slip(
        "kb/kb.json", '"version": "0.1.0"', '"version": "1.0"', "S105", "/version", '"1.0.0"'
    ),
    "an answer in the words of the question": Slip(
        _SCENARIO, '"red-eye": true', '"red-eye": "unsure"', "T101", "/presentation/red-eye", "null"
    ),
    "a quotation mark inside a text": Slip(
        _RULE, "Do not rub the eye.", 'Do not "rub" the eye.', "S004", "", r"write \""
    ),
    "a unit after a number": Slip(
        _RULE, '"at_least": 2', '"at_least": 2 signs', "S004", "", "alone: 2", "write the number alone"
    ),
    "a comma forgotten": Slip(_RULE, '"emergency",\n', '"emergency"\n', "S004", "", "add a comma", "add a comma"),
    "an opening quotation mark forgotten": Slip(
        _RULE, '"urgency"', 'urgency"', "S004", "", '"urgency"', 'write "urgency"'
    ),
}
"""The name of a slip says what the author did."""
_SAFE = {"a comma forgotten"}


@pytest.mark.parametrize("name", _SLIPS)
def test_a_slip_is_one_fault_with_the_right_cure(name, tmp_path):
    """The whole knowledge base has one fault, it has the code and the pointer, and help and fix say what to do."""
    slip = _SLIPS[name]
    shutil.copytree(_TREE, tmp_path, dirs_exist_ok=True)
    path = tmp_path / slip.file
    text = path.read_text(encoding="utf-8")
    assert slip.old in text
    path.write_text(text.replace(slip.old, slip.new, 1), encoding="utf-8")

    (fault,) = validate(tmp_path / "kb", today=date(2026, 1, 1)).diagnostics

    assert (fault.code, fault.pointer) == (slip.code, slip.pointer)
    assert slip.help in fault.help
    assert [fix.title for fix in fault.fixes] == ([slip.fix] if slip.fix else [])
    assert [fix.safe for fix in fault.fixes] == ([name in _SAFE] if slip.fix else [])
